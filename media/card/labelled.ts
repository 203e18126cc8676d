import { html, type TemplateResult } from 'lit-html';

/** Values with their labels, one below the other. */
export function labelledView(rows: readonly (readonly [label: string, value: string])[]): TemplateResult {
  return html`<dl>
    ${rows.map(
      ([label, value]) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}
