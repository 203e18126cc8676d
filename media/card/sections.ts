import { html, nothing, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import type { ActionCard, AffectedRow, SampleRow } from '../../src/review/cardMessages.ts';
import type { PageWords } from '../../src/review/pageWords.ts';
import { labelledView } from './labelled.ts';

/** Drawn beside the word of a level, never instead of it. */
export const LEVEL_ICONS: Readonly<Record<ActionCard['level'], string>> = {
  none: 'pass',
  low: 'pass',
  medium: 'info',
  high: 'warning',
  critical: 'error',
  unknown: 'question',
};

export function icon(name: string): TemplateResult {
  return html`<i class=${`codicon codicon-${name}`} aria-hidden="true"></i>`;
}

/** Level · verb · object as the heading, then how much · where · undo. */
export function verdictView(
  level: ActionCard['level'],
  levelWord: string,
  verdict: string,
  details: readonly string[],
): TemplateResult {
  return html`<header class="verdict" data-level=${level}>
    <h1 id="verdict" tabindex="-1">
      <span class="level">${icon(LEVEL_ICONS[level])}<span>${levelWord}</span></span>
      <span class="headline">${verdict}</span>
    </h1>
    ${
      details.length === 0
        ? nothing
        : html`<ul class="details">
            ${details.map((detail) => html`<li>${detail}</li>`)}
          </ul>`
    }
  </header>`;
}

export function affectedView(card: ActionCard, words: PageWords, openAll: () => void): TemplateResult | typeof nothing {
  if (card.affected.length === 0 && card.unknown.length === 0 && !card.counting) return nothing;
  return html`<section aria-labelledby="affected-title">
    <h2 id="affected-title">${words.affected}</h2>
    ${card.counting ? html`<p class="counting">${icon('watch')}<span>${words.counting}</span></p>` : nothing}
    ${card.affected.length === 0 ? nothing : keyed(card.id, affectedTable(card.affected, words))}
    ${card.unknown.map((sentence) => html`<p class="unknown">${icon('question')}<span>${words.notKnown}: ${sentence}</span></p>`)}
    ${
      card.listed
        ? html`<button class="link" @click=${openAll}>
            ${words.allAffected}${card.moreAffected > 0 ? ` (+ ${card.moreAffected})` : ''}
          </button>`
        : nothing
    }
  </section>`;
}

function affectedTable(rows: readonly AffectedRow[], words: PageWords): TemplateResult {
  return html`<table>
    <caption class="spoken">
      ${words.affected}
    </caption>
    <thead class="spoken">
      <tr>
        <th scope="col">${words.affectedObject}, ${words.affectedWhat}</th>
        <th scope="col">${words.affectedCount}, ${words.affectedUndo}</th>
      </tr>
    </thead>
    ${rows.map(
      (row) =>
        html`<tbody>
          <tr>
            <th scope="row" data-depth=${row.depth ?? 0}>
              <span class="object">${breakable(row.object)}</span><span class="what">${row.what}</span>
            </th>
            <td>
              ${row.count === '' ? nothing : html`<span class="count">${row.count}</span>`}${shareView(row.share)}<span
                class="undo"
                >${row.undo}</span
              >
            </td>
          </tr>
          ${moreOf(row, words)}
        </tbody>`,
    )}
  </table>`;
}

/** Names may break where their parts meet, before they break anywhere. */
function breakable(name: string): readonly (string | TemplateResult)[] {
  return name.split(/(?<=[._/-])/).flatMap((part, index) => (index === 0 ? [part] : [html`<wbr />`, part]));
}

function shareView(share: number | undefined): TemplateResult | typeof nothing {
  if (share === undefined) return nothing;
  return html`<svg class="share" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true">
    <rect class="whole" width="100" height="3"></rect>
    <rect class="part" width=${Math.max(1, share * 100)} height="3"></rect>
  </svg>`;
}

function moreOf(row: AffectedRow, words: PageWords): TemplateResult | typeof nothing {
  if (row.parts.length === 0 && row.sample.length === 0 && row.notes.length === 0) return nothing;
  return html`<tr>
    <td colspan="2" class="more">
      ${
        row.parts.length === 0
          ? nothing
          : html`<ul class="parts">
              ${row.parts.map((part) => html`<li>${part}</li>`)}
            </ul>`
      }
      ${row.notes.map((note) => html`<p class="note">${note}</p>`)}
      ${
        row.sample.length === 0
          ? nothing
          : html`<details class="sample">
              <summary>${words.sample} (${row.sample.length})</summary>
              <ul>
                ${row.sample.map(
                  (sample) =>
                    html`<li>
                      ${sample.map((cell) => cellView(cell, sample.length === 1 && cell[0] === 'path', words))}
                    </li>`,
                )}
              </ul>
            </details>`
      }
    </td>
  </tr>`;
}

/** A column of a row: its name and value, and what an update makes of it. */
function cellView([name, value, becomes]: SampleRow[number], isPath: boolean, words: PageWords): TemplateResult {
  if (isPath) return html`<code>${value}</code>`;
  return html`<span class="cell"
    ><span class="name">${name}</span> <code>${value}</code>${
      becomes === undefined
        ? nothing
        : html` <span aria-hidden="true">→</span><span class="spoken"> ${words.becomes} </span>
            <code class="becomes">${becomes}</code>`
    }</span
  > `;
}

export function undoView(card: ActionCard, words: PageWords): TemplateResult {
  return html`<section aria-labelledby="undo-title">
    <h2 id="undo-title">${words.undo}</h2>
    <p class="undo-words">${card.undo.charAt(0).toUpperCase()}${card.undo.slice(1)}.</p>
    ${
      card.undoCommand === undefined
        ? nothing
        : html`<p class="undo-command">${words.undoCommand} <code>${card.undoCommand}</code></p>`
    }
  </section>`;
}

export function findingsView(
  card: ActionCard,
  words: PageWords,
  point: (number: number) => void,
): TemplateResult | typeof nothing {
  if (card.findings.length === 0) return nothing;
  return html`<section aria-labelledby="why-title">
    <h2 id="why-title">${words.why}</h2>
    <ol class="findings">
      ${card.findings.map(
        ({ number, sentence, range }) =>
          html`<li>
            ${
              range[1] > range[0]
                ? html`<button
                    class="number"
                    aria-label=${words.findingLink.replace('{0}', String(number))}
                    @click=${() => point(number)}
                  >
                    ${number}
                  </button>`
                : html`<span class="number">${number}</span>`
            }
            <span>${sentence}</span>
          </li>`,
      )}
    </ol>
  </section>`;
}

/** Where it comes from, then the agent's own words, then what can be promised. */
export function contextView(card: ActionCard, words: PageWords): TemplateResult {
  return html`<section aria-labelledby="context-title">
      <h2 id="context-title">${words.context}</h2>
      ${labelledView(card.context)}
    </section>
    ${
      card.claim === undefined
        ? nothing
        : html`<section aria-labelledby="claim-title">
            <h2 id="claim-title">${words.claim}</h2>
            <blockquote>${card.claim}</blockquote>
          </section>`
    }
    <section class="promise" aria-labelledby="promise-title">
      <h2 id="promise-title">${words.promise}</h2>
      <p>${card.promise}</p>
    </section>`;
}
