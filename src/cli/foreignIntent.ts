import { cliSentences as sentences } from '../app/sentences/cli.ts';
import type { Fetched } from './client/filed.ts';
import { tell } from './terminal.ts';

/** Tells why an intent that somebody else filed cannot be taken up. */
export function tellUnfetched(fetched: Exclude<Fetched, { fetched: 'final' | 'held' }>, id: string, cwd: string): void {
  switch (fetched.fetched) {
    case 'closed':
      return tell(sentences.closed(fetched.path));
    case 'foreign':
      return tell(sentences.foreign(fetched.path));
    case 'outside':
      return tell(sentences.outside(cwd));
    case 'unknown':
      return tell(sentences.unknownIntent(id));
    case 'problem':
      return tell(sentences.problem(fetched.status, fetched.sentence ?? 'it gave no reason'));
    case 'lost':
      return tell(sentences.lost(fetched.why));
    case 'no-action':
      return tell(sentences.noAction());
  }
}

/** `ID [--token TOKEN] [--timeout SECONDS]`, in any order. */
export function readIdArguments(
  args: readonly string[],
): { readonly id: string; readonly token?: string; readonly timeout?: number } | undefined {
  const rest = [...args];
  let id: string | undefined;
  let token: string | undefined;
  let timeout: number | undefined;
  while (rest.length > 0) {
    const word = rest.shift() ?? '';
    if (word === '--token') token = rest.shift();
    else if (word === '--timeout') timeout = Number(rest.shift());
    else if (word.startsWith('-') || id !== undefined) return undefined;
    else id = word;
  }
  if (id === undefined || (timeout !== undefined && !(timeout >= 0))) return undefined;
  return { id, ...(token === undefined ? {} : { token }), ...(timeout === undefined ? {} : { timeout }) };
}
