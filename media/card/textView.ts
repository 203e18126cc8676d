import { html, nothing, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import type { ActionCard, FormattedText, Line, Piece } from '../../src/review/cardMessages.ts';
import type { PageWords } from '../../src/review/pageWords.ts';
import { icon } from './sections.ts';
import { foldsOf, type PageState } from './state.ts';

export interface TextActions {
  openFold(from: number): void;
  openAll(): void;
  openText(formatted: boolean): void;
  copy(): void;
  compare(): void;
  /** The person opened the formatted view. */
  format(): void;
}

/** The whole text, row by row. Row numbers and the numbers of findings are drawn by the style, so that the text stays the text. */
export function textView(state: PageState, card: ActionCard, actions: TextActions): TemplateResult {
  const { words } = state;
  const folds = new Map(foldsOf(card).filter(([from]) => !state.open.has(from)));
  const rows: TemplateResult[] = [];
  for (let index = 0; index < card.lines.length; index++) {
    const line = card.lines[index];
    const foldEnd = folds.get(index);
    if (foldEnd !== undefined) {
      rows.push(foldRow(index, foldEnd, words, actions));
      index = foldEnd - 1;
    } else if (line !== undefined) {
      if (line.leftOut !== undefined) rows.push(leftOutRow(line.leftOut, actions));
      rows.push(rowView(line, state.pointed));
    }
  }
  return html`<section aria-labelledby="text-title">
    <div class="title-row">
      <h2 id="text-title">${card.textTitle}</h2>
      <span class="tools">
        <button class="tool" aria-label=${words.openText} @click=${() => actions.openText(false)}>
          ${icon('go-to-file')}<span>${words.open}</span>
        </button>
        ${
          card.comparable
            ? html`<button class="tool" aria-label=${words.compareFile} @click=${() => actions.compare()}>
                ${icon('diff')}<span>${words.compare}</span>
              </button>`
            : nothing
        }
        <button class="tool" aria-label=${words.copyText} @click=${() => actions.copy()}>
          ${icon('copy')}<span>${words.copy}</span>
        </button>
      </span>
    </div>
    ${card.excerpt === undefined ? nothing : html`<p class="excerpt">${icon('warning')}<span>${card.excerpt}</span></p>`}
    <div class="text" role="group" tabindex="0" aria-labelledby="text-title" translate="no">${rows}</div>
    ${
      folds.size > 1
        ? html`<button class="link" @click=${() => actions.openAll()}>${words.unfoldAll}</button>`
        : nothing
    }
    ${card.formattable ? keyed(card.id, formattedView(state.formatted, words, actions)) : nothing}
  </section>`;
}

function foldRow(from: number, to: number, words: PageWords, actions: TextActions): TemplateResult {
  return html`<button class="fold" data-from=${from} @click=${() => actions.openFold(from)}>
    ${icon('unfold')}<span>${words.folded.replace('{0}', String(to - from))}</span>
  </button>`;
}

/** What is not on the card is in the editor, one press away. */
function leftOutRow(sentence: string, actions: TextActions): TemplateResult {
  return html`<button class="fold left-out" @click=${() => actions.openText(false)}>
    ${icon('go-to-file')}<span>${sentence}</span>
  </button>`;
}

// The template has no blanks or line feeds around the pieces: they would be drawn as part of the text.
function rowView(line: Line, pointed: number | undefined): TemplateResult {
  return html`<div class="row" data-number=${line.continues ? nothing : line.number}>
    <code dir="ltr">${line.pieces.map((piece) => pieceView(piece, pointed))}</code>
  </div>`;
}

export function pieceView(piece: Piece, pointed?: number): TemplateResult {
  const mark = piece.mark === undefined ? '' : ` mark ${piece.mark}`;
  if (piece.flags === undefined) return html`<span class=${`plain${mark}`}>${piece.text}</span>`;
  const isPointed = pointed !== undefined && piece.flags.includes(pointed);
  return html`<mark
    class=${`flag${mark}${isPointed ? ' pointed' : ''}`}
    data-flags=${piece.flags.join(' ')}
    data-ends=${piece.ends?.join(' ') ?? nothing}
    >${piece.text}</mark
  >`;
}

/** Laid out only when it is opened: most are never asked for. */
function formattedView(
  texts: readonly FormattedText[] | undefined,
  words: PageWords,
  actions: TextActions,
): TemplateResult {
  const opened = (event: Event): void => {
    if (event.target instanceof HTMLDetailsElement && event.target.open && texts === undefined) actions.format();
  };
  return html`<details class="formatted" @toggle=${opened}>
    <summary>${words.formatted}</summary>
    ${
      texts === undefined
        ? html`<p>${words.formatting}</p>`
        : texts.map(
            ({ title, text }) =>
              html`<figure>
                <figcaption>${title}</figcaption>
                <pre tabindex="0" translate="no" aria-label=${title}>${text}</pre>
              </figure>`,
          )
    }
    <button class="link" @click=${() => actions.openText(true)}>${words.openFormatted}</button>
  </details>`;
}
