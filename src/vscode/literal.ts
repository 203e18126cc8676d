/** No width, no line break: it parts what the editor would take for markup, and nobody sees it. */
const APART = '\u2060';

/**
 * A text from outside as the editor's own surfaces must show it: letter by letter. In labels, pickers and the status bar
 * `$(name)` would become an icon; in notifications `[text](command:…)` a link that runs something. None of these has an
 * escape that all of them take off again.
 */
export function literal(text: string): string {
  return text.replaceAll('$(', `$${APART}(`).replaceAll('](', `]${APART}(`);
}
