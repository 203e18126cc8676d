import type { TextRange, Undo } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import type { Trait } from '../../effect/trait.ts';
import type { Draft } from '../draft.ts';
import { readSqliteFunction } from '../functions/sqlite.ts';
import type { Locator } from '../locate.ts';
import { absolutePath } from '../paths.ts';
import { isSet, isTree, listOf, textOf, treeOf, type Tree } from '../parse/tree.ts';
import { readPragma } from './sqlitePragma.ts';
import { sqliteTruth } from './sqliteWhere.ts';

export interface SqliteRun {
  readonly draft: Draft;
  readonly locator: Locator;
  statement: TextRange;
  undo: Undo;
}

type Scope = ReadonlySet<string>;
const NO_NAMES: Scope = new Set();

export function readSqliteStatements(run: SqliteRun, statements: readonly Tree[], ranges: readonly TextRange[]): void {
  statements.forEach((statement, index) => {
    run.statement = ranges[index] ?? [0, run.draft.source.text.length];
    run.undo = rolledBack(statements, index) ? 'transaction' : 'none';
    readStatement(run, statement);
  });
}

function rolledBack(statements: readonly Tree[], index: number): boolean {
  const ops = statements.map((one) => (one.type === 'TransactionStmt' ? (textOf(one, 'op') ?? '') : ''));
  const opened = ops.slice(0, index).findLast((op) => op !== '');
  return opened === 'BEGIN' && ops.slice(index).find((op) => op !== '') === 'ROLLBACK';
}

function readStatement(run: SqliteRun, node: Tree): void {
  const emit = (kind: EffectKind, type: ObjectType, name: string, traits: readonly Trait[] = []): void =>
    run.draft.effect(kind, type, name, run.locator.find(name, ...run.statement), { traits, undo: run.undo });
  const whole = (kind: EffectKind, type: ObjectType, name: string): void =>
    run.draft.effect(kind, type, name, run.statement, { undo: kind === 'sql.read' ? 'unknown' : 'none' });
  const database = run.draft.source.connection?.target ?? 'sqlite';
  switch (node.type) {
    case 'SelectStmt':
    case 'CompoundSelect':
    case 'ValuesClause':
    case 'WithClause':
      if (!mentionsTable(node)) whole('sql.read', 'database', database);
      readQuery(run, node, NO_NAMES);
      return;
    case 'InsertStmt':
    case 'UpdateStmt':
    case 'DeleteStmt':
      readDml(run, node, NO_NAMES);
      return;
    case 'ExplainStmt':
      // Plans only; SQLite has no EXPLAIN that runs.
      readQuery(run, node.stmt, NO_NAMES);
      if (!mentionsTable(treeOf(node.stmt))) whole('sql.read', 'database', database);
      return;
    case 'DropStmt': {
      const kind = textOf(node, 'object_type');
      const type = kind === 'TABLE' ? 'table' : kind === 'VIEW' ? 'view' : 'unknown';
      emit('sql.drop', type, qualifiedName(treeOf(node.target)), type === 'table' ? ['whole-table'] : []);
      return;
    }
    case 'AlterTableStmt': {
      const table = qualifiedName(treeOf(node.target));
      const column = textOf(treeOf(node.old_name), 'source');
      if (node.op === 'DROP_COLUMN') emit('sql.drop', 'column', `${table}.${column ?? ''}`);
      emit('sql.alter', 'table', table);
      return;
    }
    case 'CreateTableStmt':
      emit('sql.create', 'table', tableName(node));
      readQuery(run, node.as_select, NO_NAMES);
      return;
    case 'CreateVirtualTableStmt':
      emit('sql.create', 'table', tableName(node));
      if (!/^(fts[345]|rtree|rtree_i32|geopoly|dbstat|vec0|series)$/i.test(textOf(node, 'module_name') ?? '')) {
        emit('sql.execute', 'function', textOf(node, 'module_name') ?? '');
      }
      return;
    case 'CreateViewStmt':
      emit('sql.create', 'view', textOf(node, 'view_name') ?? '');
      return;
    case 'CreateIndexStmt':
      emit('sql.create', 'unknown', textOf(node, 'index_name') ?? '');
      emit('sql.alter', 'table', tableName(node));
      return;
    case 'CreateTriggerStmt':
      emit('sql.create', 'unknown', textOf(node, 'trigger_name') ?? '');
      emit('sql.alter', 'table', qualifiedName(treeOf(node.table)));
      return;
    case 'PragmaStmt':
      readPragmaStatement(run, node, database);
      return;
    case 'AttachStmt':
      readAttach(run, treeOf(node.filename), textOf(treeOf(node.db_name), 'column') ?? '');
      return;
    case 'VacuumStmt':
      if (isSet(node, 'filename')) {
        const file = literalText(treeOf(node.filename));
        whole('sql.read', 'database', database);
        run.draft.effect(
          'file.create',
          'file',
          file === undefined ? 'VACUUM INTO' : absolutePath(run.draft.context, file),
          run.statement,
          {
            certainty: file === undefined ? 'possible' : 'certain',
            traits: file === undefined ? ['dynamic'] : [],
          },
        );
      } else whole('sql.admin', 'database', database);
      return;
    case 'AnalyzeOrReindexStmt': {
      const target = textOf(node, 'target_name');
      if (target === undefined) whole('sql.admin', 'database', database);
      else emit('sql.admin', 'table', target);
      return;
    }
    case 'TransactionStmt':
    case 'SavepointStmt':
    case 'DetachStmt':
      return;
    default:
      whole('sql.admin', 'operation', String(node.type));
      run.draft.problem('problem.unknown-statement', run.statement, { statement: String(node.type) });
  }
}

function readDml(run: SqliteRun, node: Tree, outer: Scope): void {
  const scope = cteNames(run, listOf(treeOf(node.with_ctes), 'children'), outer);
  const name = tableName(treeOf(node.table));
  const verb =
    node.type === 'InsertStmt'
      ? (textOf(node, 'keyword') ?? 'INSERT')
      : node.type === 'UpdateStmt'
        ? 'UPDATE'
        : 'DELETE';
  const at = run.locator.findTable(name, ...run.statement);
  const head = run.locator.verbTo(at[0], [verb, 'INSERT', 'REPLACE'], run.statement[0]);
  const emit = (kind: EffectKind, traits: readonly Trait[] = [], range: TextRange = head): void =>
    run.draft.effect(kind, 'table', name, range, { traits, undo: run.undo });
  const replaces = node.conflict_action === 'REPLACE';
  if (node.type === 'InsertStmt') {
    emit('sql.insert', replaces ? ['overwrites'] : []);
    const updates = listOf(treeOf(node.upsert), 'children').some((clause) => clause.action === 'UPDATE');
    if (updates) emit('sql.update', ['overwrites']);
  } else {
    const traits = whereTraits(node);
    emit(node.type === 'UpdateStmt' ? 'sql.update' : 'sql.delete', traits, traits.length > 0 ? run.statement : head);
  }
  // A row that stands in the way is deleted first: its cascades fire.
  if (replaces) emit('sql.delete', ['overwrites']);
  for (const [key, value] of Object.entries(node))
    if (key !== 'table' && key !== 'with_ctes') readQuery(run, value, scope);
}

function whereTraits(node: Tree): readonly Trait[] {
  if (!isSet(node, 'where_clause')) return ['no-where', 'whole-table'];
  switch (sqliteTruth(treeOf(node.where_clause))) {
    case 'always':
      return ['constant-where', 'whole-table'];
    case 'never':
    case 'constant':
      return ['constant-where'];
    case 'row':
      return [];
  }
}

function readQuery(run: SqliteRun, node: unknown, scope: Scope): void {
  if (Array.isArray(node)) {
    for (const item of node) readQuery(run, item, scope);
    return;
  }
  if (!isTree(node)) return;
  switch (node.type) {
    case 'WithClause':
      readQuery(run, node.select, cteNames(run, listOf(treeOf(node.ctes), 'children'), scope));
      return;
    case 'InsertStmt':
    case 'UpdateStmt':
    case 'DeleteStmt': {
      // Only EXPLAIN brings one here: it is planned, not run.
      const name = tableName(treeOf(node.table));
      run.draft.effect('sql.read', 'table', name, run.locator.findTable(name, ...run.statement));
      break;
    }
    case 'TableRef':
      readTable(run, node, scope);
      break;
    case 'FunctionCall':
    case 'AggregateFunctionCall':
    case 'OrderedSetFunctionCall':
      readCall(run, textOf(node, 'func_name') ?? '', listOf(treeOf(node.args), 'children'));
  }
  for (const value of Object.values(node)) readQuery(run, value, scope);
}

/** In SQLite every WITH query sees all the others, itself too, with or without RECURSIVE. */
function cteNames(run: SqliteRun, ctes: readonly Tree[], outer: Scope): Scope {
  const names = new Set([...outer, ...ctes.map((cte) => (textOf(cte, 'cte_name') ?? '').toLowerCase())]);
  for (const cte of ctes) readQuery(run, cte.select, names);
  return names;
}

function readTable(run: SqliteRun, node: Tree, scope: Scope): void {
  const bare = textOf(node, 'table_name') ?? '';
  if (node.schema === undefined && scope.has(bare.toLowerCase())) return;
  const isCall = node.args !== undefined || node.has_parens === true || /^pragma_/i.test(bare);
  if (isCall) {
    readCall(run, bare, listOf(treeOf(node.args), 'children'));
    return;
  }
  const name = tableName(node);
  run.draft.effect('sql.read', 'table', name, run.locator.findTable(name, ...run.statement));
}

function readCall(run: SqliteRun, written: string, args: readonly Tree[]): void {
  const name = written.toLowerCase();
  const range = run.locator.find(written, ...run.statement);
  const literal = literalText(args[0] ?? {});
  const path = literal === undefined ? undefined : absolutePath(run.draft.context, literal);
  const options = path === undefined ? ({ certainty: 'possible', traits: ['dynamic'] } as const) : {};
  switch (readSqliteFunction(name)) {
    case 'reads':
      return;
    case 'loads-code':
      run.draft.effect('sql.execute', 'file', path ?? name, range);
      return;
    case 'reads-file':
      run.draft.effect('file.read', path === undefined ? 'unknown' : 'file', path ?? name, range, options);
      return;
    case 'writes-file':
      run.draft.effect('file.write', path === undefined ? 'unknown' : 'file', path ?? name, range, options);
      return;
    case 'opens-editor':
      run.draft.effect('exec.opaque', 'function', name, range);
      return;
    case 'unknown':
      run.draft.effect('sql.execute', 'function', name, range, { certainty: 'possible', undo: 'unknown' });
  }
}

function readPragmaStatement(run: SqliteRun, node: Tree, database: string): void {
  const name = textOf(node, 'pragma_name') ?? '';
  const value = node.pragma_form === 'BARE' ? undefined : (textOf(node, 'value') ?? '');
  const reading = readPragma(name, value);
  if (reading === 'reads') run.draft.effect('sql.read', 'database', database, run.statement);
  else
    run.draft.effect('sql.admin', 'operation', `PRAGMA ${name}`, run.statement, {
      certainty: reading === 'unknown' ? 'possible' : 'certain',
    });
}

/** ATTACH opens a file for writing and makes it when it is not there. */
function readAttach(run: SqliteRun, filename: Tree, alias: string): void {
  const file = literalText(filename);
  if (file === ':memory:' || file === '') {
    run.draft.effect('sql.create', 'database', alias, run.statement);
    return;
  }
  const dynamic = file === undefined;
  const path = dynamic ? alias : absolutePath(run.draft.context, file.replace(/^file:/, '').replace(/\?.*$/, ''));
  run.draft.effect('sql.execute', 'database', path, run.statement, { traits: dynamic ? ['dynamic'] : [] });
  run.draft.effect('file.create', dynamic ? 'unknown' : 'file', path, run.statement, { certainty: 'possible' });
}

function literalText(node: Tree): string | undefined {
  if (node.type === 'ParenExpr') return literalText(treeOf(node.expr));
  const source = textOf(node, 'source');
  if (node.type === 'ColumnRef') return textOf(node, 'column');
  return node.type === 'Literal' && node.literal_type === 'STRING' && source !== undefined
    ? source.slice(1, -1).replaceAll("''", "'")
    : undefined;
}

function tableName(node: Tree): string {
  return joinName(textOf(node, 'schema'), textOf(node, 'table_name') ?? '');
}

function qualifiedName(node: Tree): string {
  return joinName(textOf(treeOf(node.schema), 'source'), textOf(treeOf(node.object_name), 'source') ?? '');
}

/** `main.` is where an unqualified name looks first. */
function joinName(schema: string | undefined, name: string): string {
  return schema === undefined || schema.toLowerCase() === 'main' ? name : `${schema}.${name}`;
}

function mentionsTable(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(mentionsTable);
  if (!isTree(value)) return false;
  return value.type === 'TableRef' || Object.values(value).some(mentionsTable);
}
