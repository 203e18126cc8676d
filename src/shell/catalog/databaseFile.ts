import { unescaped } from '../../effect/unescaped.ts';
import { act, actOnFile } from '../effects/act.ts';
import { hostOf } from '../calls/meaning.ts';
import { plainArg, slice } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

/** No file: a database in memory, or one of MotherDuck's, which its name finds. */
const NO_FILE = /^(?::memory:|file::memory:|file:.*[?&]mode=memory\b|md:|motherduck:|$)/s;

/** The file behind `app.db`, `file:app.db?mode=ro` and `file:///srv/app.db`; undefined where none is opened. */
export function databaseFile(word: Arg): Arg | undefined {
  const { value } = word;
  if (NO_FILE.test(value)) return undefined;
  const uri = /^(file:(?:\/\/(?:localhost)?(?=\/))?)([^?#]*)/.exec(value);
  if (uri === null) return word;
  const [, scheme = '', path = ''] = uri;
  const file = slice(word, scheme.length, scheme.length + path.length);
  return path.includes('%') ? { ...plainArg(unescaped(path), file.range), dynamic: word.dynamic } : file;
}

/** A client of SQLite's or DuckDB's reads its database as it reads any file: what lies there may be somebody's own. */
export function opensDatabase(call: Call, word: Arg | undefined): void {
  const file = word === undefined ? undefined : databaseFile(word);
  if (file === undefined) return;
  if (/^(?:https?|s3|gs|gcs|r2|az|azure|abfss?|hf):\/\//i.test(file.value))
    act(call, 'network.fetch', 'host', hostOf(file.value), file.range);
  else actOnFile(call, 'read', file);
}

/** usql opens databases of many kinds by their address; one in a file also by its bare path. */
export function opensAddress(call: Call, word: Arg | undefined): void {
  const scheme = /^(?:sqlite3?|sq|modernc?sqlite|mq|duckdb|dk|ddb|csvq?|cs)(?:\+\w+)?:(?:\/\/)?/i.exec(
    word?.value ?? '',
  )?.[0];
  if (word === undefined || (scheme === undefined && /^(?!file:)[a-z][\w+.-]*:/i.test(word.value))) return;
  opensDatabase(call, slice(word, scheme?.length ?? 0, word.value.replace(/[?#].*$/s, '').length));
}
