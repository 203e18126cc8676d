import { html, nothing, type TemplateResult } from 'lit-html';
import type { CardSteps } from '../../src/review/cardMessages.ts';
import type { PageWords } from '../../src/review/pageWords.ts';
import { icon, LEVEL_ICONS } from './sections.ts';

/** What each step does, in the order of the text; its number leads to the place. */
export function stepsView(
  steps: CardSteps | undefined,
  words: PageWords,
  point: (finding: number) => void,
): TemplateResult | typeof nothing {
  if (steps === undefined) return nothing;
  return html`<section aria-labelledby="steps-title">
    <h2 id="steps-title">${steps.title}</h2>
    <ol class="steps">
      ${steps.rows.map(
        ({ number, name, level, levelWord, sentence, finding }) =>
          html`<li>
            ${
              finding === undefined
                ? html`<span class="number">${number}</span>`
                : html`<button
                    class="number"
                    aria-label=${words.stepLink.replace('{0}', name)}
                    @click=${() => point(finding)}
                  >
                    ${number}
                  </button>`
            }
            <span class="step-level" data-level=${level}>${icon(LEVEL_ICONS[level])}<span>${levelWord}</span></span>
            <span>${sentence}</span>
          </li>`,
      )}
    </ol>
    ${steps.rest === '' ? nothing : html`<p class="note">${steps.rest}</p>`}
  </section>`;
}
