import { html, nothing, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import type { ConsentCard, DiffView, EmptyCard, ReceiptCard } from '../../src/review/cardMessages.ts';
import type { PageWords } from '../../src/review/pageWords.ts';
import { consentDecision, decisionView, type DecisionParts } from './decision.ts';
import { requestsView } from './requests.ts';
import { affectedView, contextView, findingsView, icon, undoView, verdictView } from './sections.ts';
import { keySheet, type PageKey } from './keys.ts';
import type { PageState } from './state.ts';
import { stepsView } from './steps.ts';
import { pieceView, textView, type TextActions } from './textView.ts';

export interface CardActions extends TextActions {
  move(to: 'next' | 'previous' | 'queue'): void;
  point(number: number): void;
  openAffected(): void;
  keysClosed(): void;
  /** Asks for the card of a rule that would have let it pass. */
  learn(): void;
}

/** The page: what is shown scrolls, what decides stays where it is. */
export function pageView(
  state: PageState,
  actions: CardActions,
  parts: DecisionParts,
  keys: readonly PageKey[],
  now: number,
): TemplateResult {
  return html`<div class="scroll">
      ${barView(state, actions)}
      <main aria-labelledby="verdict">${contentView(state, actions)}</main>
    </div>
    <footer>
      ${
        state.refused === undefined
          ? nothing
          : html`<p class="refused">${icon('warning')}<span>${state.refused}</span></p>`
      }
      ${state.changed && isOpen(state) ? html`<p class="refused">${icon('sync')}<span>${state.words.changed}</span></p>` : nothing}
      ${
        state.stale === undefined
          ? nothing
          : html`<p class="notice">${icon('history')}<span>${state.stale.sentence}</span></p>`
      }
      ${
        state.expiring === undefined
          ? nothing
          : html`<p class="refused">${icon('watch')}<span>${state.expiring}</span></p>`
      }
      ${decisionView(state, parts, now)}${consentDecision(state, parts, now)}
    </footer>
    ${keySheet(keys, state.words, () => actions.keysClosed())}`;
}

/** Something can be decided on it. */
function isOpen({ card }: PageState): boolean {
  return card.card === 'action' || card.card === 'consent';
}

function barView({ position, words }: PageState, actions: CardActions): TemplateResult | typeof nothing {
  if (position === '') return nothing;
  return html`<nav class="bar" aria-label=${words.queue}>
    <span class="position">${position}</span>
    <span class="tools">
      <button class="tool" title="Alt+↑" @click=${() => actions.move('previous')}>
        ${icon('arrow-up')}<span>${words.previous}</span>
      </button>
      <button class="tool" title="Alt+↓" @click=${() => actions.move('next')}>
        ${icon('arrow-down')}<span>${words.next}</span>
      </button>
    </span>
  </nav>`;
}

function contentView(state: PageState, actions: CardActions): TemplateResult {
  const { card, words } = state;
  switch (card.card) {
    case 'action':
      return html`${newVerdict(card.id, card.level, card.levelWord, card.verdict, card.details)}
      ${stepsView(card.steps, words, (number) => actions.point(number))}${textView(state, card, actions)}
      ${affectedView(card, words, () => actions.openAffected())}${requestsView(card, words)}${undoView(card, words)}
      ${findingsView(card, words, (number) => actions.point(number))}${contextView(card, words)}`;
    case 'consent':
      return consentView(card, state);
    case 'receipt':
    case 'empty':
      return messageView(card, actions);
  }
}

/**
 * Of what is drawn most is kept from card to card, which takes half the time. The verdict is another element on each card: a
 * heading that has the focus already is not read out when only its words change.
 */
function newVerdict(id: string, ...words: Parameters<typeof verdictView>): unknown {
  return keyed(id, verdictView(...words));
}

function messageView(card: ReceiptCard | EmptyCard, actions: CardActions): TemplateResult {
  return html`<div class="message">
    <h1 id="verdict" tabindex="-1">${card.title}</h1>
    ${card.sentences.map((sentence) => html`<p>${sentence}</p>`)}
    ${
      card.card === 'receipt' && card.learn !== undefined
        ? html`<button class="secondary" @click=${() => actions.learn()}>${card.learn}</button>`
        : nothing
    }
  </div>`;
}

function consentView(card: ConsentCard, { words }: PageState): TemplateResult {
  return html`${newVerdict(card.id, card.level, card.levelWord, card.title, [])}
  ${card.sentences.map((sentence) => html`<p>${sentence}</p>`)}
  ${
    card.diff === undefined
      ? nothing
      : html`<section aria-labelledby="diff-title">
          <h2 id="diff-title">${card.diff.path}</h2>
          <div class="text diff" role="group" tabindex="0" aria-labelledby="diff-title" translate="no">
            ${keyed(
              card.id,
              card.diff.parts.map((part) => diffPartView(part, words)),
            )}
          </div>
        </section>`
  }`;
}

function diffPartView({ folded, lines }: DiffView, words: PageWords): TemplateResult {
  const rows = lines.map(
    ({ sign, pieces }) =>
      html`<div class="row" data-sign=${sign}>
        ${sign === ' ' ? nothing : html`<span class="spoken">${sign === '+' ? words.added : words.removed}: </span>`}<code
          dir="ltr"
          >${pieces.map((piece) => pieceView(piece))}</code
        >
      </div>`,
  );
  return folded === undefined
    ? html`${rows}`
    : html`<details>
        <summary>${folded}</summary>
        ${rows}
      </details>`;
}
