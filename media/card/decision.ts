import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { ConsentCard } from '../../src/review/cardMessages.ts';
import type { Presses } from './presses.ts';
import { icon } from './sections.ts';
import { canDeny, notNow, type PageState } from './state.ts';

export interface DecisionActions {
  approve(pressedAt: number): void;
  decline(pressedAt: number): void;
  dismiss(pressedAt: number): void;
  change(change: Partial<Pick<PageState, 'checked' | 'uncounted' | 'typed' | 'note'>>): void;
  showKeys(): void;
  /** Enter was pressed on a button that decides. */
  enter(): void;
}

export interface DecisionParts {
  readonly actions: DecisionActions;
  readonly approve: Presses;
  readonly decline: Presses;
}

/** The decision row of an action: Deny first, then what approving asks for. Always at the same place, never scrolled. */
export function decisionView(state: PageState, parts: DecisionParts, now: number): TemplateResult | typeof nothing {
  const { card, words } = state;
  if (card.card !== 'action') return nothing;
  if (card.dismissOnly) {
    return row(
      state,
      html`${decline(state, parts, now, words.dismiss, 'close', parts.actions.dismiss)}${reason(card.blocked ?? '', state, parts)}`,
    );
  }
  const { actions } = parts;
  return row(
    state,
    html`<div class="deny-row">
        ${decline(state, parts, now, words.deny, 'circle-slash', actions.decline)}
        <input
          id="note"
          type="text"
          autocomplete="off"
          spellcheck="true"
          placeholder=${words.notePlaceholder}
          aria-label=${words.note}
          .value=${live(state.note)}
          @input=${(event: InputEvent) => actions.change({ note: valueOf(event) })}
        />
      </div>
      ${acceptRow(state, parts, now, card.gesture, words.approve)}`,
  );
}

/** The decision row of a consent. */
export function consentDecision(state: PageState, parts: DecisionParts, now: number): TemplateResult | typeof nothing {
  const { card } = state;
  if (card.card !== 'consent') return nothing;
  return row(
    state,
    html`<div class="deny-row">${decline(state, parts, now, card.declineWord, 'close', parts.actions.decline)}</div>
      ${acceptRow(state, parts, now, card.gesture, card.acceptWord)}`,
  );
}

function row(state: PageState, content: TemplateResult): TemplateResult {
  return html`<section class="decision" aria-label=${state.words.decision}>${content}</section>`;
}

function decline(
  state: PageState,
  { decline: presses, actions }: DecisionParts,
  now: number,
  word: string,
  iconName: string,
  act: (pressedAt: number) => void,
): TemplateResult {
  return html`<button
    id="deny"
    class="primary"
    aria-label=${word}
    aria-disabled=${canDeny(state, now) ? 'false' : 'true'}
    @pointerdown=${(event: Event) => presses.down(event)}
    @keydown=${(event: KeyboardEvent) => keyOnButton(event, presses, actions)}
    @click=${(event: MouseEvent) => {
      const pressedAt = presses.clicked(event);
      if (pressedAt !== undefined) act(pressedAt);
    }}
  >
    ${icon(iconName)}<span>${word}</span>
  </button>`;
}

function acceptRow(
  state: PageState,
  parts: DecisionParts,
  now: number,
  gesture: ConsentCard['gesture'],
  word: string,
): TemplateResult {
  const { approve: presses, actions } = parts;
  const why = notNow(state, now);
  const { card } = state;
  const isBlocked = (card.card === 'action' || card.card === 'consent') && card.blocked !== undefined;
  return html`${
    isBlocked
      ? nothing
      : html`<div class="approve-row">
          ${
            card.card === 'action' && card.uncounted
              ? tick('uncounted', state.uncounted, state.words.uncounted, (uncounted) => actions.change({ uncounted }))
              : nothing
          }
          ${gestureView(state, gesture, actions)}
          <button
            id="approve"
            class="secondary"
            aria-label=${word}
            aria-disabled=${why === undefined ? 'false' : 'true'}
            aria-describedby="reason"
            @pointerdown=${(event: Event) => presses.down(event)}
            @keydown=${(event: KeyboardEvent) => keyOnButton(event, presses, actions)}
            @click=${(event: MouseEvent) => {
              const pressedAt = presses.clicked(event);
              if (pressedAt !== undefined) actions.approve(pressedAt);
            }}
          >
            ${icon('key')}<span>${word}</span>
          </button>
        </div>`
  }
  ${reason(why ?? state.words.ready, state, parts)}`;
}

function reason(sentence: string, { words }: PageState, { actions }: DecisionParts): TemplateResult {
  return html`<div class="reason-row">
    <p id="reason" class="reason">${sentence}</p>
    <button id="show-keys" class="tool" aria-haspopup="dialog" @click=${() => actions.showKeys()}>
      ${icon('keyboard')}<span>${words.showKeys}</span>
    </button>
  </div>`;
}

/** Enter decides nothing; a key that is held down is one press. */
function keyOnButton(event: KeyboardEvent, presses: Presses, actions: DecisionActions): void {
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    actions.enter();
  } else if (event.repeat) event.preventDefault();
  else presses.down(event);
}

function gestureView(
  state: PageState,
  gesture: ConsentCard['gesture'],
  actions: DecisionActions,
): TemplateResult | typeof nothing {
  const { card, words } = state;
  switch (gesture.asks) {
    case 'click':
      return nothing;
    case 'checkbox':
      return tick('check', state.checked, card.card === 'consent' ? words.consentCheckbox : words.checkbox, (checked) =>
        actions.change({ checked }),
      );
    case 'word': {
      const [before = '', after = ''] = (gesture.code ? words.code : words.word).split('{0}');
      return html`<label class="word">
        <span>${before}<code>${gesture.word}</code>${after}</span>
        <input
          id="word"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          .value=${live(state.typed)}
          @input=${(event: InputEvent) => actions.change({ typed: valueOf(event) })}
        />
      </label>`;
    }
  }
}

/** A box that only a person's own press ticks. */
function tick(id: string, checked: boolean, words: string, change: (checked: boolean) => void): TemplateResult {
  return html`<label class="check">
    <input
      id=${id}
      type="checkbox"
      .checked=${live(checked)}
      @change=${(event: Event) => {
        const box = event.target;
        if (event.isTrusted && box instanceof HTMLInputElement) change(box.checked);
      }}
    />
    <span>${words}</span>
  </label>`;
}

function valueOf(event: InputEvent): string {
  return event.target instanceof HTMLInputElement ? event.target.value : '';
}
