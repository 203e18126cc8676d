import type { Context, Reading, Source } from '../reading/reader.ts';
import { scanKeywords } from './keywords.ts';
import { openDraft } from './draft.ts';

/** Longest text handed to a parser, in UTF-16 units. */
export const MAX_PARSED = 256 * 1024;

/** What no parser may see: U+0000 ends the text for some of them, half a surrogate pair becomes another character. */
export function unfit(text: string): 'problem.nul' | 'problem.lone-surrogate' | 'problem.too-long' | undefined {
  if (text.includes('\u0000')) return 'problem.nul';
  if (/\p{Surrogate}/u.test(text)) return 'problem.lone-surrogate';
  return text.length > MAX_PARSED ? 'problem.too-long' : undefined;
}

/** The answer when a text could not be read: never complete, but words that destroy are still named. */
export function unread(
  source: Source,
  context: Context,
  rule: string,
  values: Readonly<Record<string, string>> = {},
  at?: number,
): Reading {
  const draft = openDraft(source, context);
  scanKeywords(draft);
  draft.problem(
    rule,
    at === undefined ? [0, source.text.length] : [Math.min(at, source.text.length), source.text.length],
    { language: source.language, ...values },
  );
  return draft.reading();
}
