import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { fetchFinal, isUlid } from './client/filed.ts';
import { placeOf, realFolder } from './client/place.ts';
import { executeApproved, holdFolder } from './execute.ts';
import { NOT_APPROVED, USAGE } from './exitCode.ts';
import { readIdArguments, tellUnfetched } from './foreignIntent.ts';
import { isGo } from './sealed.ts';
import { executeSql } from './sql/sqlExecute.ts';
import { ownTerminal, tell } from './terminal.ts';

/** `keyturn exec ID`: executes what was approved, in the folder it was approved for. */
export async function exec(args: readonly string[]): Promise<number> {
  const asked = readIdArguments(args);
  if (asked === undefined || asked.timeout !== undefined || !isUlid(asked.id)) {
    tell(sentences.usage('keyturn exec ID [--token TOKEN]'));
    return USAGE;
  }
  const place = placeOf(process.env);
  const cwd = realFolder(process.cwd()) ?? '/';
  const fetched = await fetchFinal(place, cwd, asked.id, asked.token, Infinity);
  if (fetched.fetched === 'held') return NOT_APPROVED;
  if (fetched.fetched !== 'final') {
    tellUnfetched(fetched, asked.id, cwd);
    return NOT_APPROVED;
  }
  if (!isGo(fetched.answer, ownTerminal)) return NOT_APPROVED;
  const { action } = fetched;
  switch (action.kind) {
    case 'shell': {
      const folder = action.cwd ?? fetched.window.root;
      // The folder as it was approved, not what a link makes of it now.
      if (realFolder(folder) !== folder) {
        tell(sentences.changed(folder));
        return NOT_APPROVED;
      }
      return (await executeApproved(place, fetched, action, holdFolder(folder), ownTerminal)).exitCode;
    }
    case 'sql':
      return (await executeSql(place, fetched, action, ownTerminal)).exitCode;
    case 'http':
    case 'file':
    case 'tool':
      tell(sentences.notExecutableKind(action.kind));
      return NOT_APPROVED;
  }
}
