import { html, type TemplateResult } from 'lit-html';
import type { PageWords } from '../../src/review/pageWords.ts';

/** One key of the page. What is pressed is looked up in the list of these, and the key sheet is drawn from the same list. */
export interface PageKey {
  /** `Mod` is Ctrl, on macOS Cmd. */
  readonly keys: readonly string[];
  readonly words: keyof PageWords['keys'];
  /** Whether it counts while the cursor is in a field for text. */
  readonly inFields: boolean;
  readonly act: (event: KeyboardEvent) => void;
}

/** Presses that the browser itself understands: the sheet names them, nobody listens for them here. */
const NATIVE: readonly Pick<PageKey, 'keys' | 'words'>[] = [
  { keys: ['Tab'], words: 'tab' },
  { keys: ['Space'], words: 'space' },
];

const isMac = navigator.platform.startsWith('Mac');
const SHOWN: Readonly<Record<string, string>> = { Mod: isMac ? 'Cmd' : 'Ctrl', ArrowDown: '↓', ArrowUp: '↑' };

/** The key that was pressed, with exactly its modifiers; undefined when it is none of ours, or not a person's own press. */
export function keyOf(list: readonly PageKey[], event: KeyboardEvent): PageKey | undefined {
  if (!event.isTrusted || event.repeat) return undefined;
  const typing = event.target instanceof HTMLInputElement && event.target.type === 'text';
  return list.find(({ keys, inFields }) => (inFields || !typing) && isPressed(keys, event));
}

function isPressed(keys: readonly string[], event: KeyboardEvent): boolean {
  const key = keys.at(-1) ?? '';
  const letter = key.length === 1 ? event.key.toLowerCase() === key.toLowerCase() : event.key === key;
  // A question mark needs Shift on most keyboards and not on others.
  const shift = key === '?' || event.shiftKey === keys.includes('Shift');
  return (
    letter &&
    shift &&
    (event.ctrlKey || event.metaKey) === keys.includes('Mod') &&
    event.altKey === keys.includes('Alt')
  );
}

/** The sheet, closed. `showModal` opens it; Escape, its button and the same key close it. */
export function keySheet(list: readonly PageKey[], words: PageWords, closed: () => void): TemplateResult {
  return html`<dialog id="keys" aria-labelledby="keys-title" @close=${closed}>
    <h2 id="keys-title">${words.keysTitle}</h2>
    <dl>
      ${[...list, ...NATIVE].map(
        ({ keys, words: name }) =>
          html`<div>
            <dt>${keys.map((key, index) => html`${index === 0 ? '' : '+'}<kbd>${SHOWN[key] ?? key}</kbd>`)}</dt>
            <dd>${words.keys[name]}</dd>
          </div>`,
      )}
    </dl>
    <button id="keys-close" class="secondary" @click=${() => openSheet()?.close()}>${words.close}</button>
  </dialog>`;
}

/** The sheet while it is open. */
export function openSheet(): HTMLDialogElement | undefined {
  return document.querySelector<HTMLDialogElement>('dialog[open]') ?? undefined;
}

export function toggleSheet(): void {
  const open = openSheet();
  if (open !== undefined) open.close();
  else document.querySelector<HTMLDialogElement>('#keys')?.showModal();
}
