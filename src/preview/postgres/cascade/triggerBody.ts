import { isTree, listOf, numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { emptyNamed, walkSelect, type Name } from '../trees/expression.ts';
import type { Grammar } from '../trees/grammar.ts';
import { NotCounted } from '../../server/notCounted.ts';

/** Rows that a trigger's function changes in some table. */
export interface TriggerDeed {
  readonly table: Name;
  readonly verb: 'insert' | 'update' | 'delete';
  /** Rows of each call; undefined where that depends on data. */
  readonly rows: number | undefined;
}

export interface TriggerBody {
  /** Every way out gives the row back, as it is or changed: none is left out. */
  readonly keepsRow: boolean;
  /** It may stop the statement with an error of its own. */
  readonly raises: boolean;
  /** Columns that it gives another value. */
  readonly sets: readonly string[];
  /** Undefined: it does things that cannot be read. */
  readonly deeds: readonly TriggerDeed[] | undefined;
}

export const OPAQUE: TriggerBody = { keepsRow: false, raises: true, sets: [], deeds: undefined };

/** What a trigger's function does, from its `CREATE FUNCTION` text in PL/pgSQL. */
export function triggerBody(grammar: Grammar, definition: string): TriggerBody {
  const [first = {}] = listOf(grammar.parser.body(definition) ?? {}, 'plpgsql_funcs');
  const action = treeOf(treeOf(first.PLpgSQL_function).action);
  if (!('PLpgSQL_stmt_block' in action)) return OPAQUE;
  const state: State = { grammar, deeds: [], sets: [], keepsRow: true, raises: false };
  try {
    visit([action], state, true);
  } catch (error) {
    if (error instanceof NotCounted) return OPAQUE;
    throw error;
  }
  return { keepsRow: state.keepsRow, raises: state.raises, sets: state.sets, deeds: state.deeds };
}

interface State {
  readonly grammar: Grammar;
  readonly deeds: TriggerDeed[];
  readonly sets: string[];
  keepsRow: boolean;
  raises: boolean;
}

/** `always`: what stands here runs once at each call. */
function visit(statements: readonly Tree[], state: State, always: boolean): void {
  let reached = always;
  for (const statement of statements) {
    const [[tag, value] = ['', undefined]] = Object.entries(statement);
    const body = treeOf(value);
    switch (tag) {
      case 'PLpgSQL_stmt_block':
        if (body.exceptions !== undefined) throw opaque();
        visit(listOf(body, 'body'), state, reached);
        break;
      case 'PLpgSQL_stmt_assign':
        state.sets.push(
          ...[...queryOf(body.expr).matchAll(/^\s*NEW\."?(\w+)/gi)].map(([, name = '']) => name.toLowerCase()),
        );
        harmless(state, queryOf(body.expr).replace(/^[^:=]*:?=/, ''));
        break;
      case 'PLpgSQL_stmt_if':
        harmless(state, queryOf(body.cond));
        visit(listOf(body, 'then_body'), state, false);
        for (const other of listOf(body, 'elsif_list')) {
          const branch = treeOf(other.PLpgSQL_if_elsif);
          harmless(state, queryOf(branch.cond));
          visit(listOf(branch, 'stmts'), state, false);
        }
        visit(listOf(body, 'else_body'), state, false);
        // A branch may have returned.
        if (JSON.stringify(body).includes('PLpgSQL_stmt_return')) reached = false;
        break;
      case 'PLpgSQL_stmt_execsql':
        sql(state, queryOf(body.sqlstmt), reached);
        break;
      case 'PLpgSQL_stmt_perform':
        // A notification changes no row.
        if (!/^SELECT\s+(?:pg_catalog\.)?pg_notify\s*\([^()]*\)\s*$/is.test(queryOf(body.expr)))
          sql(state, queryOf(body.expr), reached);
        break;
      case 'PLpgSQL_stmt_raise':
        if ((numberOf(body, 'elog_level') ?? 21) >= 21) state.raises = true;
        break;
      case 'PLpgSQL_stmt_return': {
        const row = numberOf(body, 'retvarno');
        const given = /^\s*(?:NEW|OLD)\s*$/i.test(queryOf(body.expr));
        if (!given && row !== 0 && row !== 1) state.keepsRow = false;
        if (isTree(body.expr) && !given) harmless(state, queryOf(body.expr));
        return;
      }
      case 'PLpgSQL_stmt_null':
        break;
      default:
        throw opaque();
    }
  }
}

function sql(state: State, text: string, always: boolean): void {
  const parsed = state.grammar.parser.parse(text);
  const [statement] = parsed.ok ? parsed.statements : [];
  if (statement === undefined) throw opaque();
  const { tag, body } = statement;
  if (tag === 'SelectStmt') {
    walkSelect(body, { named: emptyNamed(), made: [] });
    return;
  }
  if (body.withClause !== undefined || body.onConflictClause !== undefined) throw opaque();
  const relation = treeOf(body.relation);
  const table = { schema: textOf(relation, 'schemaname'), name: textOf(relation, 'relname') ?? '' };
  const lists = listOf(treeOf(treeOf(body.selectStmt).SelectStmt), 'valuesLists').length;
  switch (tag) {
    case 'InsertStmt':
      state.deeds.push({ table, verb: 'insert', rows: always && lists > 0 ? lists : undefined });
      return;
    case 'UpdateStmt':
      state.deeds.push({ table, verb: 'update', rows: undefined });
      return;
    case 'DeleteStmt':
      state.deeds.push({ table, verb: 'delete', rows: undefined });
      return;
    default:
      throw opaque();
  }
}

function harmless(state: State, expression: string): void {
  const parsed = state.grammar.parser.parse(`SELECT ${expression}`);
  const [statement] = parsed.ok ? parsed.statements : [];
  if (statement?.tag !== 'SelectStmt') throw opaque();
  walkSelect(statement.body, { named: emptyNamed(), made: [] });
}

function queryOf(expression: unknown): string {
  return textOf(treeOf(treeOf(expression).PLpgSQL_expr), 'query') ?? '';
}

function opaque(): NotCounted {
  return new NotCounted('unknown.sql-form', { what: 'a trigger' });
}
