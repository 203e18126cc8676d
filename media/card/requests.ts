import { html, nothing, type TemplateResult } from 'lit-html';
import type { ActionCard, CardRequest } from '../../src/review/cardMessages.ts';
import type { PageWords } from '../../src/review/pageWords.ts';
import { labelledView } from './labelled.ts';

/** Requests in their parts: whom they go to, what they ask for and what they name, then the body laid out. */
export function requestsView(card: ActionCard, words: PageWords): TemplateResult | typeof nothing {
  if (card.requests === undefined) return nothing;
  return html`<section class="requests" aria-labelledby="requests-title">
    <h2 id="requests-title">${words.requests}</h2>
    ${card.requests.map(requestView)}
  </section>`;
}

function requestView({ title, rows, texts, notes }: CardRequest): TemplateResult {
  return html`<h3>${title}</h3>
    ${labelledView(rows)}
    ${texts.map(
      ([label, text]) =>
        html`<p class="laid-out">${label}</p>
          <pre tabindex="0" role="group" aria-label=${label}>${text}</pre>`,
    )}
    ${notes.map((note) => html`<p class="note">${note}</p>`)}`;
}
