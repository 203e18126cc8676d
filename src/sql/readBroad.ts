import type { TextRange } from '../effect/effect.ts';
import type { EffectKind } from '../effect/kind.ts';
import type { Context, Reading, Source } from '../reading/reader.ts';
import { dialectName, dialectOf, LEX_RULES } from './dialect.ts';
import { openDraft, type Draft } from './draft.ts';
import { readBroadStatement, type BroadRun } from './effects/broadStatements.ts';
import { readMysqlCommand } from './effects/mysqlCommand.ts';
import { scanKeywords } from './keywords.ts';
import { lex, significant, type Token } from './lex.ts';
import { openLocator } from './locate.ts';
import type { SecondParser } from './parse/nodeSql.ts';
import type { BroadParser } from './parse/sqlparser.ts';
import { treeOf, type Tree } from './parse/tree.ts';
import { unfit, unread } from './problems.ts';
import { splitMysql } from './split/mysqlClient.ts';
import { splitPlain } from './split/plain.ts';

export interface BroadParsers {
  readonly broad: BroadParser;
  readonly second: SecondParser;
}

/** Reads MySQL, MariaDB, SQL Server and every dialect without a parser of its own. In the worker only. */
export function readBroad(parsers: BroadParsers, source: Source, context: Context): Reading {
  const bad = unfit(source.text);
  if (bad !== undefined) return unread(source, context, bad);
  const dialect = dialectOf(source);
  const draft = openDraft(source, context);
  if (dialect !== 'mysql' && dialect !== 'mariadb') {
    readPieces(parsers, draft, source.text, splitPlain(source.text, dialect));
    return draft.reading();
  }
  const client = splitMysql(source.text);
  for (const command of client.commands) readMysqlCommand(draft, command);
  if (client.executable.length === 0) {
    readPieces(parsers, draft, source.text, client.statements);
    return draft.reading();
  }
  // The server's version decides whether these are comments or statements: both readings count, and nothing passes.
  for (const text of [spliced(source.text, client.executable, false), spliced(source.text, client.executable, true)]) {
    readPieces(parsers, draft, text, splitMysql(text).statements);
  }
  for (const range of client.executable) draft.problem('problem.executable-comment', range);
  return draft.reading();
}

function readPieces(parsers: BroadParsers, draft: Draft, text: string, pieces: readonly TextRange[]): void {
  const name = dialectName(draft.source);
  const dialect = dialectOf(draft.source);
  const all = lex(text, LEX_RULES[dialect]);
  const tokens = significant(all);
  // A comment or a quote without its end: where the text ends is the server's to say.
  const open = all.find((token) => !token.closed);
  if (open !== undefined) draft.problem('problem.syntax', [open.start, open.end], { dialect: name });
  const run: BroadRun = {
    draft,
    locator: openLocator(tokens),
    dialect,
    statement: [0, text.length],
    database: undefined,
  };
  for (const piece of pieces) {
    run.statement = piece;
    const sql = text.slice(...piece);
    const statements = parsers.broad.parse(sql, name);
    const understood = statements?.length === 1 && statements.every((statement) => readBroadStatement(run, statement));
    if (!understood) {
      scanPiece(draft, text, piece);
      draft.problem('problem.syntax', piece, { dialect: name });
      continue;
    }
    if (dialect === 'mysql' || dialect === 'mariadb') compareSecond(parsers.second, draft, sql, piece, dialect);
    const isQuery = statements.every((statement) => statement.Query !== undefined || isAnalyze(statement));
    const odd = isQuery ? writingWord(tokens, piece, dialect) : undefined;
    if (odd !== undefined) {
      scanPiece(draft, text, piece);
      draft.problem('problem.readings-differ', [odd.start, odd.end], { dialect: name, word: odd.value });
    }
  }
}

function isAnalyze(statement: Tree): boolean {
  return treeOf(statement.Explain).analyze === true;
}

function scanPiece(draft: Draft, text: string, [start, end]: TextRange): void {
  scanKeywords({ ...draft, source: { ...draft.source, text: ' '.repeat(start) + text.slice(start, end) } });
}

const SECOND_KINDS: Readonly<Record<string, EffectKind>> = {
  delete: 'sql.delete',
  update: 'sql.update',
  insert: 'sql.insert',
  replace: 'sql.insert',
  truncate: 'sql.truncate',
  drop: 'sql.drop',
  alter: 'sql.alter',
  create: 'sql.create',
};

/** What the second parser sees beyond the first is added: the worse reading counts. */
function compareSecond(
  second: SecondParser,
  draft: Draft,
  sql: string,
  piece: TextRange,
  dialect: 'mysql' | 'mariadb',
): void {
  const seen = draft.reading().effects;
  for (const [verb, table] of second.tables(sql, dialect) ?? []) {
    const kind = Object.hasOwn(SECOND_KINDS, verb) ? SECOND_KINDS[verb] : undefined;
    if (
      kind === undefined ||
      seen.some((effect) => effect.kind === kind || (kind === 'sql.alter' && effect.kind === 'sql.create'))
    )
      continue;
    draft.effect(kind, 'table', table, piece, { certainty: 'possible' });
  }
}

/** Words that a query has no business with, outside names and strings. Quoted or after a dot they are names. */
const WRITING =
  /^(INSERT|UPDATE|DELETE|MERGE|DROP|TRUNCATE|ALTER|CREATE|EXEC|EXECUTE|INTO|GRANT|REVOKE|DENY|BACKUP|RESTORE|KILL|SHUTDOWN|BULK|WAITFOR|DBCC|DECLARE|RECONFIGURE|OUTFILE|DUMPFILE|PROCEDURE|EXPORT|UNLOAD|CALL|HANDLER)$/;

function writingWord(tokens: readonly Token[], [start, end]: TextRange, dialect: string): Token | undefined {
  return tokens.find((token, index) => {
    if (token.start < start || token.end > end || token.kind !== 'word' || !WRITING.test(token.value)) return false;
    if (tokens[index - 1]?.value === '.' || tokens[index + 1]?.value === '(') return false;
    // SELECT … FOR UPDATE only locks.
    return !(token.value === 'UPDATE' && tokens[index - 1]?.value === 'FOR' && dialect !== 'tsql');
  });
}

/** The text with its executable comments blanked out, or with only their marks blanked out. Offsets stay. */
function spliced(text: string, comments: readonly TextRange[], run: boolean): string {
  let out = '';
  let at = 0;
  for (const [start, end] of comments) {
    const comment = text.slice(start, end);
    const head = /^\/\*M?!\d*/.exec(comment)?.[0].length ?? 0;
    const inner = comment.endsWith('*/') ? comment.slice(head, -2) : comment.slice(head);
    out +=
      text.slice(at, start) +
      (run ? ' '.repeat(head) + inner + ' '.repeat(comment.length - head - inner.length) : ' '.repeat(comment.length));
    at = end;
  }
  return out + text.slice(at);
}
