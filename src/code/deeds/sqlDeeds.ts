import { unbraced } from './braces.ts';
import { unescaped } from '../../effect/unescaped.ts';
import { absolutePath } from '../../effect/path.ts';
import { argumentOf, optionOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { embed, fileOf, problem, state } from './findings.ts';
import type { Rule } from '../value/rule.ts';
import { DATA, runText } from '../value/value.ts';
import type { Value } from '../value/value.ts';
import type { Program } from './program.ts';

/** Hands a statement to a database. */
export function sql(rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  const found = argumentOf(rule, doing, program);
  const receiver = rule.on === undefined ? doing.receiver : databaseAt(rule.on, doing, program);
  const connection =
    connectionOf(receiver, findings.cwd ?? '/') ?? (rule.dialect === undefined ? undefined : { dialect: rule.dialect });
  if (connection?.dialect === 'sqlite' || (connection?.dialect === 'duckdb' && connection.target !== undefined))
    readsDatabase({ ...doing, receiver }, program);
  for (const value of found.length === 0 ? [DATA] : found) {
    const texts =
      value.is === 'record' ? (optionOf(doing, 'text', program) ?? optionOf(doing, 'sql', program) ?? [DATA]) : [value];
    for (const text of texts) {
      const known = runText(text);
      if (connection?.target === ':memory:' && known !== undefined && staysInMemory(known.text)) continue;
      if (known === undefined && rule.single === true && connection?.dialect === 'sqlite' && readsWhatever(text)) {
        state(findings, 'sql.read', { type: 'database', name: connection.target ?? 'unknown' }, doing.range);
        continue;
      }
      if (known === undefined) {
        state(findings, 'sql.execute', { type: 'database', name: connection?.target ?? 'unknown' }, doing.range, [
          'dynamic',
        ]);
        problem(findings, 'problem.dynamic-sql', doing.range, '');
        continue;
      }
      embed(
        findings,
        {
          language: 'sql',
          text: known.text,
          ...(connection === undefined ? {} : { dialect: connection.dialect }),
          ...(connection?.target === undefined ? {} : { connection: { ...connection, target: connection.target } }),
        },
        known,
        text.is === 'decoded' ? { traits: ['decoded'] } : {},
      );
    }
  }
}

/** A database among the arguments: a connection that is open, or an address. */
function databaseAt(at: number, doing: Doing, program: Program): Value | undefined {
  const [value, ...more] = argumentOf({ at, keyword: 'con' }, doing, program);
  if (more.length > 0) return undefined;
  return value?.is === 'text' ? { is: 'object', type: 'sql', target: value } : value;
}

/** Statements about what a database in memory holds, which ends with the program. Others may name a file or load something. */
function staysInMemory(text: string): boolean {
  return (
    /^\s*(?:create|insert|update|delete|select|with|drop|alter|replace|explain|values|begin|commit)\b/i.test(text) &&
    !/\b(?:attach|detach|vacuum|pragma|virtual|load_extension|readfile|writefile|edit|fts3_tokenizer|copy|export|import|install|read_\w+|glob\s*\()/i.test(
      text,
    )
  );
}

/**
 * A statement of SQLite's that only reads whatever stands in its open parts, since it cannot become another one: its words begin
 * with `SELECT`, or it asks how a table is made. What SQLite's functions do besides has to be let in by the program first.
 */
function readsWhatever(value: Value): boolean {
  if (value.is !== 'text') return false;
  return /^\s*(?:select\s|pragma\s+(?:table_x?info|table_list|index_x?info|index_list|foreign_key_list)\s*\()/i.test(
    value.text,
  );
}

/** What an open connection is to, by the type of the thing or by the address that it was made of. */
function connectionOf(
  receiver: Value | undefined,
  cwd: string,
): { readonly dialect: string; readonly target?: string } | undefined {
  if (receiver?.is !== 'object') return undefined;
  const target = receiver.target?.open === true ? undefined : receiver.target?.text;
  const dialect = DIALECTS.has(receiver.type) ? receiver.type : dialectOf(target ?? '');
  if (dialect === undefined) return undefined;
  if (target === undefined) return { dialect };
  return {
    dialect,
    target:
      dialect === 'sqlite' || dialect === 'duckdb' ? sqlitePath(target, cwd) : target.replace(/\/\/[^@/]*@/, '//'),
  };
}

const DIALECTS: ReadonlySet<string> = new Set(['sqlite', 'postgresql', 'mysql', 'duckdb']);

/** `postgresql+psycopg://…`, `mysql:host=…`, `sqlite:///shop.db` */
function dialectOf(address: string): string | undefined {
  if (/^(?:postgres(?:ql)?|pgsql|cockroachdb)[+:]/i.test(address)) return 'postgresql';
  if (/^(?:mysql2?|mariadb)[+:]/i.test(address)) return 'mysql';
  return /^sqlite3?[+:]/i.test(address) ? 'sqlite' : undefined;
}

/** SQLite's database is a file, and read as one: what lies there may be somebody's own. */
function readsDatabase({ receiver, range }: Doing, { findings }: Program): void {
  const target = receiver?.is === 'object' ? receiver.target : undefined;
  const path = target === undefined ? undefined : sqliteFile(target.text);
  if (path === MEMORY) return;
  const file = target === undefined || path === undefined ? undefined : fileOf(findings, { ...target, text: path });
  const object = file ?? { type: 'unknown', name: target?.text ?? 'sqlite' };
  const isKnown = file !== undefined && target?.open !== true;
  const isSaid = findings.effects.some((one) => one.kind === 'file.read' && one.object.name === object.name);
  if (isSaid) return;
  for (const name of object.type === 'glob' ? unbraced(object.name) : [object.name])
    state(findings, 'file.read', { ...object, name }, target?.range ?? range, isKnown ? [] : ['dynamic']);
}

const MEMORY = ':memory:';

/** The path in `shop.db`, `sqlite:///shop.db`, `sqlite:////srv/shop.db`, `file:shop.db?mode=ro` and `file:///srv/shop.db`. */
function sqliteFile(target: string): string {
  // Without a scheme it is part of a file's name.
  if (/^(?:file|sqlite3?(?:\+\w+)?):.*[?&]mode=memory(?:&|$)/is.test(target)) return MEMORY;
  const isUri = /^file:/i.test(target);
  const file = isUri
    ? target.replace(/^file:(?:\/\/(?:localhost)?(?=\/))?/i, '')
    : target.replace(/^sqlite3?(?:\+\w+)?:/i, '').replace(/^\/\/\//, '');
  const path = file.replace(/\?.*$/, '');
  if (path === '') return MEMORY;
  return isUri && path.includes('%') ? unescaped(path) : path;
}

function sqlitePath(target: string, cwd: string): string {
  const file = sqliteFile(target);
  return file === MEMORY ? MEMORY : absolutePath(file, cwd);
}
