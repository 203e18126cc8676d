import type { TextRange } from '../../effect/effect.ts';
import { absolutePath, isInside } from '../../effect/path.ts';
import { textOf } from '../value/produced.ts';
import type { Value } from '../value/value.ts';
import type { Findings } from './findings.ts';
import { opaque } from './findings.ts';

/** A file that would be loaded instead of a known module must be in none of the folders where modules are looked for. */
export function lookedFor(file: string, range: TextRange, findings: Findings): void {
  for (const folder of [findings.folder, ...findings.folders]) absent(absolutePath(file, folder), range, findings);
}

function absent(path: string, range: TextRange, { asks }: Findings): void {
  if (!asks.some((ask) => ask.ask === 'absent' && ask.path === path)) asks.push({ ask: 'absent', path, range });
}

/** `sys.path.insert(0, 'src')`: what is loaded before it may also be loaded later, in a function that is called then. */
export function looksIn(folders: readonly Value[], range: TextRange, findings: Findings): void {
  const [value, ...more] = folders;
  const text = textOf(value);
  const isKnown = more.length === 0 && text !== undefined && text.open !== true && text.pattern !== true;
  const folder = isKnown && findings.cwd !== undefined ? absolutePath(text.text, findings.cwd) : undefined;
  if (folder === undefined || !isInside(folder, findings.context.workspace)) {
    opaque(findings, range);
    return;
  }
  const base = findings.folder.endsWith('/') ? findings.folder : `${findings.folder}/`;
  const files = findings.asks.flatMap((ask) =>
    ask.ask === 'absent' && ask.path.startsWith(base) ? [ask.path.slice(base.length)] : [],
  );
  findings.folders.push(folder);
  for (const file of files) lookedFor(file, range, findings);
}
