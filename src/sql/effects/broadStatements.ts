import { isTree, treeOf, textOf, listOf, type Tree } from '../parse/tree.ts';
import { readDefinition } from './broadDdl.ts';
import { readDml } from './broadDml.ts';
import { mentionsTable, readTree } from './broadQuery.ts';
import { NO_NAMES, plainName, tableName, tell, tellServerRead, type BroadRun } from './broadRun.ts';
import { isHarmlessSetting } from './broadSettings.ts';

/** True: the statement was understood. False: it is named by its keywords only. */
export function readBroadStatement(run: BroadRun, statement: Tree): boolean {
  const [entry] = Object.entries(statement);
  if (entry === undefined) return false;
  const [tag, value] = entry;
  const body = treeOf(value);
  switch (tag) {
    case 'Query':
      if (!mentionsTable(body)) tellServerRead(run);
      readTree(run, body, NO_NAMES);
      return true;
    case 'Insert':
    case 'Update':
    case 'Delete':
    case 'Merge':
      readDml(run, tag, body, NO_NAMES);
      return true;
    case 'Truncate': {
      const cascade = textOf(body, 'cascade') === 'Cascade';
      for (const target of listOf(body, 'table_names'))
        tell(
          run,
          'sql.truncate',
          'table',
          tableName(run, target.name),
          cascade ? ['whole-table', 'cascade'] : ['whole-table'],
        );
      return true;
    }
    case 'Call':
    case 'Execute':
      run.draft.effect('sql.execute', 'function', plainName(body.name), run.statement);
      return true;
    case 'Use':
      run.database = plainName(body.Object ?? body.Database) || run.database;
      return true;
    case 'Explain':
      return readExplain(run, body);
    case 'Set':
      return readSet(run, body);
    case 'ExplainTable':
      tell(run, 'sql.read', 'table', tableName(run, body.table_name));
      return true;
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
    case 'ShowProcessList':
    case 'List':
      // A WHERE of its own may call functions.
      readTree(run, value, NO_NAMES);
      tellServerRead(run);
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
    case 'Vacuum':
      run.draft.effect('sql.admin', 'operation', tag, run.statement);
      return true;
    case 'Analyze':
    case 'OptimizeTable':
      tell(run, 'sql.admin', 'table', tableName(run, body.table_name ?? body.name));
      return true;
    case 'RenameTable':
      for (const one of Array.isArray(value) ? value.map(treeOf) : [])
        tell(run, 'sql.alter', 'table', tableName(run, one.old_name), ['lock']);
      return true;
    default:
      if (readDefinition(run, tag, body)) return true;
      run.draft.effect('sql.execute', 'operation', tag, run.statement);
      return false;
  }
}

/** EXPLAIN only plans, EXPLAIN ANALYZE runs. */
function readExplain(run: BroadRun, body: Tree): boolean {
  const inner = treeOf(body.statement);
  if (body.analyze === true) return readBroadStatement(run, inner);
  const { draft } = run;
  const planned: BroadRun = {
    ...run,
    draft: {
      ...draft,
      effect: (kind, type, name, range, options) =>
        kind === 'sql.execute' || !kind.startsWith('sql.')
          ? draft.effect(kind, type, name, range, options)
          : draft.effect('sql.read', type, name, range),
    },
  };
  return readBroadStatement(planned, inner);
}

function readSet(run: BroadRun, body: Tree): boolean {
  const single = treeOf(body.SingleAssignment);
  const name = plainName(single.variable);
  const global = /^(Global|Persist)/.test(textOf(single, 'scope') ?? '');
  if (body.SetNames !== undefined || body.SetTimeZone !== undefined || body.SetTransaction !== undefined) return true;
  if (!isTree(body.SingleAssignment) || global || !isHarmlessSetting(name))
    run.draft.effect('sql.admin', 'operation', `SET ${name}`.trim(), run.statement);
  readTree(run, single.values, NO_NAMES);
  return true;
}
