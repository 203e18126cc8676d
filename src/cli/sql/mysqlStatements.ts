import { mysqlTokens, type MysqlParser } from '../../sql/parse/mysql.ts';
import { Unfit } from './unfit.ts';

/** A text as it is run: in one transaction, or one definition, with which the server commits by itself. */
export type MysqlText =
  | { readonly runs: 'together'; readonly statements: readonly string[]; readonly readsOnly: boolean }
  | {
      readonly runs: 'alone';
      readonly statement: string;
      /** The server lets it run while its tables are locked. */
      readonly lockable: boolean;
      /** The server carries it out object by object: when it fails, some of it may be done. */
      readonly byParts: boolean;
    };

/** First words of statements that leave the running transaction as it is. */
const INSIDE: ReadonlySet<string> = new Set([
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'REPLACE',
  'WITH',
  'VALUES',
  'TABLE',
  '(',
  'SHOW',
  'EXPLAIN',
  'DESCRIBE',
  'DESC',
  'CALL',
  'DO',
  'SET',
  'USE',
  'LOAD DATA',
  'LOAD XML',
  'CREATE TEMPORARY',
  'DROP TEMPORARY',
]);

/** Statements that begin or end transactions, or what holds beyond them. */
const ENDS: ReadonlySet<string> = new Set([
  'BEGIN',
  'START TRANSACTION',
  'COMMIT',
  'ROLLBACK',
  'SAVEPOINT',
  'RELEASE',
  'XA',
  'LOCK',
  'UNLOCK',
]);

/** Cut as the client cuts it. Throws `Unfit` for what cannot be run and taken back as a whole. */
export function mysqlText(parser: MysqlParser, text: string): MysqlText {
  const { statements: all, commands } = parser.split(text);
  if (commands.length > 0) throw new Unfit('the text has commands of the mysql client, which only that client runs');
  const statements = unwrapped(all);
  const [only] = statements;
  if (only === undefined) throw new Unfit('there is no statement in the text');
  const kinds = statements.map(kindOf);
  if (kinds.some((kind) => kind === 'ends')) throw new Unfit('the text begins or ends a transaction in the middle');
  if (!kinds.includes('alone'))
    return {
      runs: 'together',
      statements,
      readsOnly: statements.every((one) => /^(?:SELECT|SHOW)$/.test(words(one)[0] ?? '')),
    };
  if (statements.length > 1)
    throw new Unfit(
      'MySQL commits with each change of a definition, so that it has to be run by itself, not with other statements',
    );
  const dropsAll = /^DROP (?:DATABASE|SCHEMA)$/.test(words(only).slice(0, 2).join(' '));
  return { runs: 'alone', statement: only, lockable: !dropsAll, byParts: dropsAll || listsObjects(only) };
}

/** `DROP TABLE a, b`; of a GRANT only several users count. The server takes a RENAME TABLE back by itself. */
function listsObjects(statement: string): boolean {
  const tokens = mysqlTokens(statement) ?? [];
  const [first = '', second = ''] = words(statement);
  const isGrant = first === 'GRANT' || first === 'REVOKE';
  const from = isGrant ? tokens.findLastIndex(({ kind, value }) => kind === 'word' && /^(?:TO|FROM)$/.test(value)) : 0;
  const isList = isGrant || first === 'DROP' || /^(?:CREATE|ALTER|RENAME) (?:USER|ROLE)$/.test(`${first} ${second}`);
  return isList && tokens.slice(from).some(({ kind, value }) => kind === 'other' && value === ',');
}

function kindOf(statement: string): 'inside' | 'alone' | 'ends' {
  // Some servers run what stands in it, and their word for its first word is the one that counts.
  if (/^\/\*M?!/.test(statement))
    throw new Unfit('a statement of the text begins with a comment that some servers run');
  const tokens = mysqlTokens(statement);
  if (tokens === undefined) throw new Unfit('a quote or a comment of the text has no end');
  const [first = '', second = ''] = words(statement);
  const two = `${first} ${second}`;
  if (ENDS.has(first) || ENDS.has(two)) return 'ends';
  if (first === 'SET') {
    if (tokens.some(({ kind, value }) => kind !== 'string' && /^autocommit$/i.test(value))) return 'ends';
    return second === 'PASSWORD' || second === 'ROLE' || two === 'SET DEFAULT' ? 'alone' : 'inside';
  }
  return INSIDE.has(first) || INSIDE.has(two) ? 'inside' : 'alone';
}

/** What is a word or a bracket as it is, all else empty. */
function words(statement: string): readonly string[] {
  return (mysqlTokens(statement) ?? []).map(({ kind, value }) => (kind === 'word' || value === '(' ? value : ''));
}

/** A text may bring its own BEGIN and COMMIT around all of it: ours stand in their place. */
function unwrapped(statements: readonly string[]): readonly string[] {
  const whole = (statement = ''): string => words(statement).join(' ');
  const begins = /^(?:BEGIN(?: WORK)?|START TRANSACTION)$/.test(whole(statements[0]));
  return begins && /^COMMIT(?: WORK)?$/.test(whole(statements.at(-1))) ? statements.slice(1, -1) : statements;
}
