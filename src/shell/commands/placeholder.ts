import type { Script } from 'unbash';

/** `<branch-name>`, `<your name>`: followed by what may stand behind a word, not by the name of a file to write. */
const WRITTEN = /<[A-Za-z][\w-]*(?: [A-Za-z][\w-]*)*>(?=[\s:@=,;&|)'"]|$)/g;
/** Within a word: `github.com/<you>/shop.git`. Who redirects leaves a blank before it. */
const WITHIN = /(?<=[^\s\d;&|(<>])<[A-Za-z][\w-]*>/g;

/** Where a text has a place to fill in, which the shell takes for two redirections: of manuals, which are copied as they stand. */
export function placeholdersOf(script: Script, text: string): readonly (readonly [start: number, end: number])[] {
  const found = new Map<number, number>();
  for (const pattern of [WRITTEN, WITHIN])
    for (const match of text.matchAll(pattern)) found.set(match.index, match.index + match[0].length);
  if (found.size === 0) return [];
  const opened = new Set<number>();
  collect(script, opened);
  return [...found].filter(([start]) => opened.has(start)).sort(([one], [other]) => one - other);
}

/** Where files are opened to be read: what stands in quotes, in a comment or in a heredoc opens none. */
function collect(node: unknown, into: Set<number>): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node && node.type === 'Redirect' && 'operator' in node && node.operator === '<' && 'pos' in node)
    into.add(Number(node.pos));
  for (const value of Object.values(node)) collect(value, into);
}
