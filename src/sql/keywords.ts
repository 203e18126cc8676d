import type { TextRange } from '../effect/effect.ts';
import type { EffectKind } from '../effect/kind.ts';
import type { ObjectType } from '../effect/object.ts';
import type { Trait } from '../effect/trait.ts';
import { dialectName, dialectOf, lexRules, type Dialect } from './dialect.ts';
import type { Draft } from './draft.ts';
import { lex, significant, type Token } from './lex.ts';

/** Words that open a statement which changes something. */
const VERBS: Readonly<Record<string, EffectKind>> = {
  DROP: 'sql.drop',
  DELETE: 'sql.delete',
  TRUNCATE: 'sql.truncate',
  UPDATE: 'sql.update',
  INSERT: 'sql.insert',
  REPLACE: 'sql.insert',
  UPSERT: 'sql.insert',
  MERGE: 'sql.update',
  ALTER: 'sql.alter',
  RENAME: 'sql.alter',
  CREATE: 'sql.create',
  GRANT: 'sql.privilege',
  REVOKE: 'sql.privilege',
  EXEC: 'sql.execute',
  EXECUTE: 'sql.execute',
  CALL: 'sql.execute',
  DO: 'sql.execute',
  COPY: 'sql.execute',
  LOAD: 'sql.execute',
  ATTACH: 'sql.execute',
  DETACH: 'sql.admin',
  PRAGMA: 'sql.admin',
  VACUUM: 'sql.admin',
  KILL: 'sql.admin',
  SHUTDOWN: 'sql.admin',
  BACKUP: 'sql.admin',
  RESTORE: 'sql.admin',
  FLUSH: 'sql.admin',
  PURGE: 'sql.admin',
  UNDROP: 'sql.create',
  OPTIMIZE: 'sql.admin',
  INTO: 'sql.execute',
};

const OBJECT_WORDS: Readonly<Record<string, ObjectType>> = {
  TABLE: 'table',
  VIEW: 'view',
  SCHEMA: 'schema',
  KEYSPACE: 'schema',
  DATABASE: 'database',
  FUNCTION: 'function',
  PROCEDURE: 'function',
  PROC: 'function',
  ROLE: 'role',
  USER: 'role',
  LOGIN: 'role',
};

/** Words between the verb and the name. */
const BETWEEN: ReadonlySet<string> = new Set(
  'TABLE VIEW SCHEMA KEYSPACE DATABASE FUNCTION PROCEDURE PROC ROLE USER INDEX TRIGGER SEQUENCE TYPE FROM INTO IF EXISTS NOT ONLY TEMPORARY TEMP MATERIALIZED OR REPLACE IGNORE LOW_PRIORITY QUICK GLOBAL LOCAL EXTERNAL COLUMN IN TOP HISTORY LOGIN INTO'.split(
    ' ',
  ),
);

/**
 * For texts that no parser takes: names what the words say, as possible effects. A verb counts where a statement, a
 * sub-statement or a branch may begin; words in strings, names and comments do not. `text`: as the parser got it, with the
 * source's own offsets.
 */
export function scanKeywords(draft: Draft, text = draft.source.text, [from, to]: TextRange = [0, text.length]): void {
  const part = (start: number, end: number): void =>
    scan(draft, text.slice(start, end), (range) => [start + range[0], start + range[1]]);
  if (to - from <= MAX_SCANNED) return part(from, to);
  // Both ends: what stands between is not looked at, and the whole is held whatever is found.
  part(from, from + SCANNED_END);
  part(to - SCANNED_END, to);
}

/** Longest text whose words are all looked at, in UTF-16 units. */
const MAX_SCANNED = 256 * 1024;
/** How much is looked at of each end of a longer one. */
const SCANNED_END = 64 * 1024;

function scan(draft: Draft, text: string, place: (range: TextRange) => TextRange, depth = 0): void {
  const dialect = dialectOf(draft.source);
  const tokens = significant(lex(text, lexRules(dialect, dialectName(draft.source))));
  const fold = (word: string): string => (dialect === 'postgresql' ? word.toLowerCase() : word);
  tokens.forEach((token, index) => {
    if (token.kind === 'string' && depth === 0 && isRun(tokens, index)) {
      scan(draft, token.value, () => place([token.start, token.end]), depth + 1);
      return;
    }
    const kind = token.kind === 'word' && Object.hasOwn(VERBS, token.value) ? VERBS[token.value] : undefined;
    if (SQLITE_ONLY.has(token.value) && SERVERS.has(dialect)) return;
    if (kind === undefined || !(opensStatement(tokens[index - 1]) || saysStatement(tokens, index))) return;
    const { type, name, next, end } = objectAfter(tokens, index, text, fold);
    const traits = name === '' ? [] : howMuch(kind, type, tokens, next);
    draft.effect(
      kind,
      name === '' ? 'unknown' : type,
      name === '' ? token.value : qualified(dialect, type, name),
      place([token.start, end]),
      {
        certainty: 'possible',
        undo: 'unknown',
        traits,
      },
    );
  });
}

/** A string that runs: `EXECUTE IMMEDIATE '…'`, `EXEC('…')`, `sp_executesql N'…'`. */
function isRun(tokens: readonly Token[], index: number): boolean {
  const at = tokens[index - 1]?.value === 'N' ? index - 2 : index - 1;
  const before = tokens[at]?.value;
  if (before === '(') return /^EXEC(?:UTE)?$/.test(tokens[at - 1]?.value ?? '');
  return before === 'IMMEDIATE' || before === 'SP_EXECUTESQL';
}

function qualified(dialect: Dialect, type: ObjectType, name: string): string {
  return dialect === 'postgresql' && type === 'table' && !name.includes('.') ? `public.${name}` : name;
}

/** Whether a WHERE follows before the next statement: without one every row is hit, as far as words can tell. */
function howMuch(kind: EffectKind, type: ObjectType, tokens: readonly Token[], from: number): readonly Trait[] {
  if (kind === 'sql.truncate' || (kind === 'sql.drop' && type === 'table')) return ['whole-table'];
  if (kind !== 'sql.delete' && kind !== 'sql.update') return [];
  for (let i = from; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token === undefined || token.kind === 'semicolon' || (token.kind === 'word' && ENDS.has(token.value))) break;
    if (token.value === 'WHERE') return alwaysTrue(tokens, i + 1) ? ['constant-where', 'whole-table'] : [];
    if (token.kind === 'word' && (token.value === 'USING' || token.value === 'LIMIT')) return [];
  }
  return ['no-where', 'whole-table'];
}

/** `WHERE 1`, `WHERE TRUE`, `WHERE 1 = 1`, and nothing behind it. */
function alwaysTrue(tokens: readonly Token[], at: number): boolean {
  const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  const ends = (token: Token | undefined): boolean =>
    token === undefined || token.kind === 'semicolon' || ENDS.has(token.value);
  if (first === undefined || !(first.kind === 'number' || first.value === 'TRUE')) return false;
  return ends(second)
    ? first.value !== '0'
    : second?.value === '=' && third?.value === first.value && ends(tokens[at + 3]);
}

/** Words that end a statement which has no semicolon. */
const ENDS: ReadonlySet<string> = new Set('END GO DELETE UPDATE INSERT DROP TRUNCATE ELSE ELSIF'.split(' '));

/** Statements of SQLite (and its kin) that a server does not have. */
const SQLITE_ONLY: ReadonlySet<string> = new Set(['PRAGMA', 'ATTACH', 'DETACH']);
const SERVERS: ReadonlySet<Dialect> = new Set(['postgresql', 'mysql', 'mariadb', 'tsql']);

const OPENERS: ReadonlySet<string> = new Set('BEGIN THEN ELSE AS DO LOOP TRY EXPLAIN ANALYZE GO REPLACE'.split(' '));

function opensStatement(before: Token | undefined): boolean {
  if (before === undefined || before.kind === 'semicolon') return true;
  if (before.kind === 'word') return OPENERS.has(before.value) || before.value === 'MATCHED';
  return before.value === '(' || before.value === ')' || before.value === '!' || before.value === '/';
}

/** Verbs that need no place of their own: the words after them say enough. `INTO OUTFILE` is one of its own. */
function saysStatement(tokens: readonly Token[], index: number): boolean {
  const verb = tokens[index]?.value ?? '';
  const next = tokens[index + 1];
  if (next?.kind !== 'word') return false;
  switch (verb) {
    case 'DROP':
    case 'ALTER':
    case 'CREATE':
    case 'TRUNCATE':
      return Object.hasOwn(OBJECT_WORDS, next.value) || next.value === 'COLUMN' || next.value === 'INDEX';
    case 'DELETE':
      return next.value === 'FROM' || next.value === 'WHERE';
    case 'INSERT':
    case 'REPLACE':
    case 'MERGE':
      return next.value === 'INTO';
    case 'UPDATE':
      return setFollows(tokens, index + 1) && tokens[index - 1]?.value !== 'DO';
    case 'EXEC':
    case 'EXECUTE':
      return next.value !== 'ON';
    case 'INTO':
      return next.value === 'OUTFILE' || next.value === 'DUMPFILE';
    default:
      return false;
  }
}

/** Whether `SET` stands behind the name at `at`, which may have parts. */
function setFollows(tokens: readonly Token[], at: number): boolean {
  let next = at + 1;
  while (tokens[next]?.value === '.') next += 2;
  return tokens[next]?.value === 'SET';
}

interface Found {
  readonly type: ObjectType;
  readonly name: string;
  /** Index of the token behind the name. */
  readonly next: number;
  readonly end: number;
}

function objectAfter(tokens: readonly Token[], verb: number, text: string, folded: (word: string) => string): Found {
  let type: ObjectType = 'table';
  let i = verb + 1;
  for (; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token?.value === '(' && tokens[i - 1]?.value === 'TOP') {
      while (i < tokens.length && tokens[i]?.value !== ')') i += 1;
      continue;
    }
    if (token === undefined || token.kind !== 'word' || !BETWEEN.has(token.value)) break;
    type = Object.hasOwn(OBJECT_WORDS, token.value) ? (OBJECT_WORDS[token.value] ?? type) : type;
  }
  const parts: string[] = [];
  let end = tokens[verb]?.end ?? 0;
  for (; i < tokens.length; i += 2) {
    const token = tokens[i];
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'name')) break;
    parts.push(token.kind === 'word' ? folded(text.slice(token.start, token.end)) : token.value);
    end = token.end;
    if (tokens[i + 1]?.value !== '.') break;
  }
  return { type, name: parts.join('.'), next: i, end };
}
