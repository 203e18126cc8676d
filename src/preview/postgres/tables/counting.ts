import { listOf, numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Count } from '../../preview.ts';
import type { Grammar } from '../trees/grammar.ts';
import { countOf } from '../trees/build.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import type { Relation } from './relation.ts';
import type { Session } from '../session/session.ts';

/** What the look at one statement needs. */
export interface Counting {
  readonly session: Session;
  readonly grammar: Grammar;
  /** The schemas in which the agent's own session would look for a name, in order. */
  readonly path: readonly string[];
}

/** SQLSTATE of a query that was stopped: its time, or a lock that others hold. */
const LATE = new Set(['57014', '55P03']);

export function isLate(error: unknown): boolean {
  return error instanceof DatabaseError && LATE.has(error.code);
}

/** Rows of a vetted query; where counting takes too long, what the planner thinks, marked as that. */
export async function countRows({ session, grammar }: Counting, select: Tree): Promise<Count> {
  try {
    const [row = {}] = await session.query(grammar.render(countOf(select)));
    return { kind: 'exact', value: numberOf(row, 'n') ?? 0 };
  } catch (error) {
    if (!isLate(error)) throw error;
    return planned(session, grammar.render(select));
  }
}

/** All rows of a table. `only`: without those of tables that inherit from it. */
export async function rowsOf(counting: Counting, { schema, name }: Relation, only = false): Promise<Count> {
  const all = {
    targetList: [{ ResTarget: { val: { A_Const: { ival: { ival: 1 } } } } }],
    fromClause: [
      { RangeVar: { schemaname: schema, relname: name, ...(only ? {} : { inh: true }), relpersistence: 'p' } },
    ],
    limitOption: 'LIMIT_OPTION_DEFAULT',
    op: 'SETOP_NONE',
  };
  return countRows(counting, all);
}

/** Rows that the planner expects of a vetted query: there in a few milliseconds, however many they are. Unknown: it does not say. */
export async function expectedRows({ session, grammar }: Counting, select: Tree): Promise<Count> {
  try {
    return await planned(session, grammar.render(select));
  } catch (error) {
    // Counting meets the same, and says it.
    if (error instanceof DatabaseError) return { kind: 'unknown' };
    throw error;
  }
}

async function planned(session: Session, text: string): Promise<Count> {
  const value = numberOf(await planOf(session, text), 'Plan Rows');
  return value === undefined ? { kind: 'unknown' } : { kind: 'estimate', value };
}

/** Rows that the planner expects of the named parts of a query. */
export async function plannedParts(session: Session, text: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  const visit = (node: Tree): void => {
    const name = textOf(node, 'Subplan Name');
    const rows = numberOf(node, 'Plan Rows');
    if (name !== undefined && rows !== undefined) found.set(name, rows);
    listOf(node, 'Plans').forEach(visit);
  };
  visit(await planOf(session, text));
  return found;
}

/** Asking for a plan runs nothing of the query but what it computes from constants, which is the server's own. */
async function planOf(session: Session, text: string): Promise<Tree> {
  const [row = {}] = await session.query(`EXPLAIN (FORMAT JSON) ${text}`);
  const plan: unknown = row['QUERY PLAN'];
  const parsed: unknown = typeof plan === 'string' ? JSON.parse(plan) : plan;
  return treeOf(treeOf(Array.isArray(parsed) ? parsed[0] : undefined).Plan);
}

/** What a failure of the database means for the statement that was looked at. */
export function notCountedBy(error: unknown): NotCounted {
  if (error instanceof NotCounted) return error;
  if (!(error instanceof DatabaseError)) throw error;
  if (isLate(error)) return new NotCounted('unknown.sql-late');
  if (error.code === '42501') return new NotCounted('unknown.sql-permission', { name: error.message });
  return new NotCounted('unknown.sql-count-failed', { message: withoutValues(error) });
}

/** The server quotes the value that it could not take: that may be any column's. */
export function withoutValues({ code, message }: DatabaseError): string {
  return code.startsWith('22') ? message.replaceAll(/"[\s\S]*"|'[\s\S]*'|(?<=: )[^:"']*\d[^:"']*$/g, '"•••"') : message;
}
