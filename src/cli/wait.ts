import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { fetchFinal, isUlid } from './client/filed.ts';
import { placeOf, realFolder } from './client/place.ts';
import { USAGE } from './exitCode.ts';
import { readIdArguments, tellUnfetched } from './foreignIntent.ts';
import { claim, isGo } from './sealed.ts';
import { ownTerminal, print, tell } from './terminal.ts';

/** Seconds `keyturn wait` waits unless told otherwise. */
const DEFAULT_WAIT = 8 * 3600;

/** `keyturn wait ID`: verifies and claims. 0: go, once. 1: any other end. 3: not decided in time. */
export async function wait(args: readonly string[]): Promise<number> {
  const asked = readIdArguments(args);
  if (asked === undefined || !isUlid(asked.id)) {
    tell(sentences.usage('keyturn wait ID [--timeout SECONDS] [--token TOKEN]'));
    return USAGE;
  }
  const place = placeOf(process.env);
  const cwd = realFolder(process.cwd()) ?? '/';
  const until = performance.now() + (asked.timeout ?? DEFAULT_WAIT) * 1000;
  const fetched = await fetchFinal(place, cwd, asked.id, asked.token, until);
  if (fetched.fetched === 'held') {
    tell(sentences.undecided(fetched.root));
    return 3;
  }
  if (fetched.fetched !== 'final') {
    tellUnfetched(fetched, asked.id, cwd);
    return 1;
  }
  if (!isGo(fetched.answer, ownTerminal) || !(await claim(place, fetched, ownTerminal))) return 1;
  print(fetched.answer.state);
  return 0;
}
