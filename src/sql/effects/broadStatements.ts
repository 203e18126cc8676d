import type { TextRange } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import type { Trait } from '../../effect/trait.ts';
import type { Draft } from '../draft.ts';
import type { Dialect } from '../dialect.ts';
import { actsOutside, onlyComputes } from '../functions/other.ts';
import type { Locator } from '../locate.ts';
import { isSet, isTree, listOf, textOf, treeOf, type Tree } from '../parse/tree.ts';
import { absolutePath } from '../paths.ts';
import { isSecretTable } from '../secretTables.ts';
import { broadTruth } from './broadWhere.ts';

/** Reading statements of the broad parser's tree, for every dialect without a tree of its own. */
export interface BroadRun {
  readonly draft: Draft;
  readonly locator: Locator;
  readonly dialect: Dialect;
  statement: TextRange;
  /** The database that unqualified names stand in, after USE. */
  database: string | undefined;
}

type Scope = ReadonlySet<string>;
const NO_NAMES: Scope = new Set();
const DROP_TYPES: Readonly<Record<string, ObjectType>> = {
  Table: 'table',
  View: 'view',
  MaterializedView: 'view',
  Schema: 'schema',
  Database: 'database',
  Role: 'role',
  User: 'role',
};

/** True: the statement was understood. False: it is named by its keywords only. */
export function readBroadStatement(run: BroadRun, statement: Tree): boolean {
  const [entry] = Object.entries(statement);
  if (entry === undefined) return false;
  const [tag, value] = entry;
  const body = treeOf(value);
  const emit = (kind: EffectKind, type: ObjectType, name: string, traits: readonly Trait[] = []): void =>
    run.draft.effect(kind, type, name, run.locator.findTable(name, ...run.statement), { traits });
  const whole = (kind: EffectKind, type: ObjectType, name: string): void =>
    run.draft.effect(kind, type, name, run.statement);
  switch (tag) {
    case 'Query':
      if (!mentionsTable(body)) whole('sql.read', 'database', run.draft.source.connection?.target ?? run.dialect);
      readTree(run, body, NO_NAMES);
      return true;
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      readDml(run, tag, body, NO_NAMES);
      return true;
    case 'Truncate':
      for (const target of listOf(body, 'table_names')) {
        emit(
          'sql.truncate',
          'table',
          tableName(run, target.name),
          textOf(body, 'cascade') === 'Cascade' ? ['whole-table', 'cascade'] : ['whole-table'],
        );
      }
      return true;
    case 'Drop': {
      const type = DROP_TYPES[textOf(body, 'object_type') ?? ''] ?? 'unknown';
      const names = Array.isArray(body.names) ? body.names : [];
      for (const name of names) {
        const own =
          type === 'database' || type === 'schema' || type === 'role' ? plainName(name) : tableName(run, name);
        emit('sql.drop', type, own, [
          ...(type === 'table' ? (['whole-table'] as const) : []),
          ...(body.cascade === true ? (['cascade'] as const) : []),
        ]);
        if (type === 'role') emit('sql.privilege', 'role', own);
      }
      return true;
    }
    case 'DropFunction':
    case 'DropProcedure':
      for (const one of [...listOf(body, 'func_desc'), ...listOf(body, 'proc_desc')])
        emit('sql.drop', 'function', plainName(one.name));
      return true;
    case 'AlterTable': {
      const table = tableName(run, body.name);
      for (const operation of listOf(body, 'operations')) {
        for (const column of listOf(treeOf(operation.DropColumn), 'column_names')) {
          emit('sql.drop', 'column', `${table}.${textOf(column, 'value') ?? ''}`);
        }
      }
      emit('sql.alter', 'table', table, ['lock']);
      return true;
    }
    case 'CreateTable':
      emit('sql.create', 'table', tableName(run, body.name));
      readTree(run, body.query, NO_NAMES);
      return true;
    case 'CreateView':
      emit('sql.create', 'view', tableName(run, body.name));
      return true;
    case 'CreateIndex':
      emit('sql.create', 'unknown', plainName(body.name));
      emit('sql.alter', 'table', tableName(run, body.table_name), ['lock']);
      return true;
    case 'CreateDatabase':
    case 'CreateSchema':
      emit(
        'sql.create',
        tag === 'CreateDatabase' ? 'database' : 'schema',
        plainName(body.db_name ?? treeOf(body.schema_name).Simple),
      );
      return true;
    case 'Grant':
    case 'Revoke':
    case 'CreateUser':
    case 'CreateRole':
    case 'AlterRole':
    case 'AlterUser':
      whole('sql.privilege', 'role', grantee(body));
      return true;
    case 'Call':
    case 'Execute':
      whole('sql.execute', 'function', plainName(body.name));
      return true;
    case 'Use':
      run.database = plainName(treeOf(body).Object ?? treeOf(body).Database) || run.database;
      return true;
    case 'Explain':
      return readExplain(run, body);
    case 'Set':
      return readSet(run, body);
    case 'ExplainTable':
    case 'ShowTables':
    case 'ShowColumns':
    case 'ShowCreate':
    case 'ShowDatabases':
    case 'ShowSchemas':
    case 'ShowViews':
    case 'ShowFunctions':
    case 'ShowVariable':
    case 'ShowVariables':
    case 'ShowStatus':
    case 'ShowCollation':
    case 'ShowCharset':
    case 'ShowObjects':
      whole('sql.read', 'database', run.draft.source.connection?.target ?? run.dialect);
      return true;
    case 'StartTransaction':
    case 'Commit':
    case 'Rollback':
    case 'Savepoint':
    case 'ReleaseSavepoint':
    case 'UnlockTables':
      return true;
    case 'LockTables':
    case 'Flush':
    case 'Kill':
    case 'Analyze':
    case 'Vacuum':
    case 'OptimizeTable':
    case 'RenameTable':
      whole(tag === 'RenameTable' ? 'sql.alter' : 'sql.admin', 'operation', tag);
      return true;
    default:
      whole('sql.execute', 'operation', tag);
      return false;
  }
}

function readExplain(run: BroadRun, body: Tree): boolean {
  const inner = treeOf(body.statement);
  if (body.analyze === true) return readBroadStatement(run, inner);
  const { draft } = run;
  const planned: BroadRun = {
    ...run,
    draft: {
      ...draft,
      effect: (kind, type, name, range, options) =>
        kind === 'sql.execute'
          ? draft.effect(kind, type, name, range, options)
          : draft.effect('sql.read', type, name, range),
    },
  };
  return readBroadStatement(planned, inner);
}

const HARMLESS_SETTING =
  /^(names|character_set_\w+|collation_connection|time_zone|timezone|sql_notes|net_read_timeout|net_write_timeout|wait_timeout|max_execution_time|max_statement_time|lock_wait_timeout|innodb_lock_wait_timeout|sort_buffer_size|join_buffer_size|group_concat_max_len|optimizer_switch|profiling|nocount|rowcount|ansi_nulls|quoted_identifier|statistics_\w+|showplan_\w+|@\w+)$/i;

function readSet(run: BroadRun, body: Tree): boolean {
  const single = treeOf(body.SingleAssignment);
  const name = plainName(single.variable);
  const global = /^(Global|Persist)/.test(textOf(single, 'scope') ?? '');
  if (body.SetNames !== undefined || body.SetTimeZone !== undefined || body.SetTransaction !== undefined) return true;
  if (body.SingleAssignment === undefined || global || !HARMLESS_SETTING.test(name)) {
    run.draft.effect('sql.admin', 'operation', `SET ${name}`.trim(), run.statement);
  }
  readTree(run, single.values, NO_NAMES);
  return true;
}

function readDml(run: BroadRun, tag: 'Insert' | 'Update' | 'Delete' | 'Merge', body: Tree, outer: Scope): void {
  const scope = withNames(run, body, outer);
  const verbs = tag === 'Insert' ? ['INSERT', 'REPLACE'] : [tag.toUpperCase()];
  const emit = (kind: EffectKind, name: string, traits: readonly Trait[] = []): void => {
    const at = run.locator.findTable(name, ...run.statement);
    const range =
      traits.length > 0 && tag !== 'Insert' ? run.statement : run.locator.verbTo(at[0], verbs, run.statement[0]);
    run.draft.effect(kind, 'table', name, range, { traits });
  };
  switch (tag) {
    case 'Insert': {
      const table = treeOf(body.table);
      const name = tableName(run, table.TableName ?? treeOf(table.TableObject).name);
      const replaces = body.replace_into === true || body.overwrite === true || textOf(body, 'or') === 'Replace';
      emit('sql.insert', name, replaces ? ['overwrites'] : []);
      if (replaces) emit('sql.delete', name, ['overwrites']);
      if (isSet(body, 'on')) emit('sql.update', name, ['overwrites']);
      readTree(run, body.source, scope);
      readTree(run, body.assignments, scope);
      readTree(run, body.returning, scope);
      return;
    }
    case 'Update': {
      const targets = tablesOf(run, body.table);
      emit('sql.update', targets[0] ?? '', whereTraits(body));
      // In a joined UPDATE any of the tables may be the one that changes.
      for (const other of targets.slice(1))
        run.draft.effect('sql.update', 'table', other, run.locator.findTable(other, ...run.statement), {
          certainty: 'possible',
        });
      readTree(run, [body.assignments, body.from, body.selection, body.returning, treeOf(body.table).joins], scope);
      return;
    }
    case 'Delete': {
      const from = treeOf(body.from);
      const sources = tablesOf(run, from.WithFromKeyword ?? from.WithoutKeyword);
      const named =
        Array.isArray(body.tables) && body.tables.length > 0
          ? body.tables.map((name) => tableName(run, name))
          : sources.slice(0, 1);
      for (const name of named) emit('sql.delete', name, whereTraits(body));
      readTree(run, [from, body.using, body.selection, body.returning], scope);
      return;
    }
    case 'Merge': {
      const name = tablesOf(run, body.table)[0] ?? '';
      for (const clause of listOf(body, 'clauses')) {
        const action = Object.keys(treeOf(clause.action))[0] ?? String(clause.action);
        if (action === 'Insert') emit('sql.insert', name);
        if (action === 'Update') emit('sql.update', name);
        if (action === 'Delete') emit('sql.delete', name);
      }
      readTree(run, [body.source, body.on, body.clauses], scope);
    }
  }
}

function whereTraits(body: Tree): readonly Trait[] {
  if (!isSet(body, 'selection')) return isSet(body, 'limit') ? ['no-where'] : ['no-where', 'whole-table'];
  switch (broadTruth(treeOf(body.selection))) {
    case 'always':
      return ['constant-where', 'whole-table'];
    case 'never':
    case 'constant':
      return ['constant-where'];
    case 'row':
      return [];
  }
}

/** Walks a query: tables read, functions called, DML and INTO hidden inside. */
function readTree(run: BroadRun, node: unknown, scope: Scope): void {
  if (Array.isArray(node)) {
    for (const item of node) readTree(run, item, scope);
    return;
  }
  if (!isTree(node)) return;
  const inner = withNames(run, node, scope);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'with') continue;
    const body = treeOf(value);
    if ((key === 'Insert' || key === 'Update' || key === 'Delete' || key === 'Merge') && isTree(value)) {
      // A query's body wraps the statement once more: `{ Delete: { Delete: … } }`.
      readDml(run, key, isTree(body[key]) ? treeOf(body[key]) : body, inner);
      continue;
    }
    if (key === 'Table' && Array.isArray(body.name)) readTable(run, body, inner);
    else if (key === 'Function') readCall(run, plainName(body.name));
    else if (key === 'into' && isTree(value)) {
      const name = tableName(run, body.name ?? listOf(body, 'targets')[0]?.name);
      run.draft.effect('sql.create', 'table', name, run.locator.findTable(name, ...run.statement));
    }
    readTree(run, value, inner);
  }
}

function withNames(run: BroadRun, node: Tree, scope: Scope): Scope {
  const tables = listOf(treeOf(node.with), 'cte_tables');
  if (tables.length === 0) return scope;
  const names = new Set([
    ...scope,
    ...tables.map((cte) => (textOf(treeOf(treeOf(cte.alias).name), 'value') ?? '').toLowerCase()),
  ]);
  for (const cte of tables) readTree(run, cte.query, names);
  return names;
}

function readTable(run: BroadRun, table: Tree, scope: Scope): void {
  const bare = plainName(table.name);
  if (isSet(table, 'args')) {
    readCall(run, bare);
    return;
  }
  if (scope.has(bare.toLowerCase())) return;
  const name = tableName(run, table.name);
  const range = run.locator.findTable(name, ...run.statement);
  // DuckDB reads files that stand where a table may stand.
  if (/[/.]\w*(csv|parquet|json|jsonl|ndjson|tsv|xlsx|db|duckdb)$/i.test(bare) && quoted(table.name))
    run.draft.effect('file.read', 'file', absolutePath(run.draft.context, bare), range);
  else run.draft.effect('sql.read', 'table', name, range);
  if (isSecretTable('mysql', name)) run.draft.effect('secret.read', 'secret', name, range);
}

function readCall(run: BroadRun, name: string): void {
  if (name === '' || onlyComputes(name)) return;
  const known = actsOutside(name.split('.').at(-1) ?? name);
  run.draft.effect('sql.execute', 'function', name, run.locator.find(name, ...run.statement), {
    certainty: known ? 'certain' : 'possible',
    undo: 'unknown',
  });
}

/** The tables at the top of a FROM, joins included. */
function tablesOf(run: BroadRun, node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((item) => tablesOf(run, item));
  const tree = treeOf(node);
  if (Array.isArray(treeOf(tree.Table).name)) return [tableName(run, treeOf(tree.Table).name)];
  return [
    ...(isTree(tree.relation) ? tablesOf(run, tree.relation) : []),
    ...listOf(tree, 'joins').flatMap((join) => tablesOf(run, join.relation)),
  ];
}

function plainName(name: unknown): string {
  if (!Array.isArray(name)) return textOf(treeOf(name), 'value') ?? '';
  return name
    .map((part) => textOf(treeOf(treeOf(part).Identifier), 'value') ?? textOf(treeOf(part), 'value') ?? '')
    .join('.');
}

function quoted(name: unknown): boolean {
  return Array.isArray(name) && name.some((part) => isSet(treeOf(treeOf(part).Identifier), 'quote_style'));
}

function tableName(run: BroadRun, name: unknown): string {
  const plain = plainName(name);
  return run.database === undefined || plain.includes('.') || plain === '' ? plain : `${run.database}.${plain}`;
}

function grantee(body: Tree): string {
  const first = treeOf(listOf(body, 'grantees')[0]?.name).ObjectName;
  return plainName(first ?? body.name ?? listOf(body, 'names')[0]) || 'role';
}

function mentionsTable(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(mentionsTable);
  if (!isTree(value)) return false;
  return Array.isArray(treeOf(value.Table).name) || Object.values(value).some(mentionsTable);
}
