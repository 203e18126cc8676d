import { remarkSentence } from '../../app/sentences/previews.ts';
import { seesAll, type Counting } from '../../preview/mysql/tables/counting.ts';
import { lookAt } from '../../preview/mysql/lookAt.ts';
import { quoted } from '../../preview/mysql/statements/sqlText.ts';
import { numberOf } from '../../preview/mysql/session/session.ts';
import type { ServerHit } from '../../preview/server/serverHit.ts';
import { changeOf, shownFor, type Change, type Expected, type Measured } from './counts.ts';
import { Unfit } from './unfit.ts';

/** What the statements of a text have changed until now. */
export interface Tally {
  /** Before a statement runs: what it will change is counted, and its rows stay locked as they are. */
  ahead(statement: string): Promise<void>;
  /** After it: the rows that the server says it changed. */
  changed(rows: number): void;
  /** A setting was changed: what statements after it would take along is not known any more. */
  unsettle(): void;
  /** Throws where what was shown cannot be compared. `rows`: all that were changed. */
  result(): { readonly measured: readonly Measured[]; readonly rows: number };
}

interface Sum {
  readonly table: string;
  readonly change: Change;
  real: number;
  known: boolean;
}

/**
 * MySQL's server counts what a statement changes itself, but not what foreign keys and triggers change along. Those are counted
 * right before it in the same transaction, where reading locks what was read, so that it is still so when the statement runs.
 */
export function openTally(counting: Counting, expected: Expected): Tally {
  const sums = new Map<string, Sum>();
  const why: string[] = [];
  let others = 0;
  let direct: readonly ServerHit[] = [];
  let sees = true;
  let settled = true;
  const add = (table: string, change: Change, rows: number, known: boolean): void => {
    const key = `${change} ${table}`;
    const sum = sums.get(key) ?? { table, change, real: 0, known: true };
    sum.real += rows;
    sum.known &&= known;
    sums.set(key, sum);
  };
  return {
    async ahead(statement) {
      const look = await lookAt(counting, statement, () => {});
      why.push(...look.unknown.map(remarkSentence));
      for (const { notes } of look.hits)
        for (const note of notes)
          if (note.code === 'note.no-rollback')
            throw new Unfit(
              `changes of ${note.values['name']} could not be taken back: its engine ${note.values['engine']} has no transactions`,
            );
      const tables = look.hits.filter(({ type, verb }) => type === 'table' && changeOf(verb) !== undefined);
      for (const schema of new Set(tables.map(({ name }) => name.split('.')[0] ?? '')))
        sees &&= await seesAll(counting.session, schema);
      direct = look.hits.filter(({ type, via }) => type === 'table' && via === 'direct');
      for (const { name, verb, via, count } of tables) {
        const change = changeOf(verb);
        if (change !== undefined && !(via === 'direct' && direct.length === 1))
          add(name, change, count.value ?? 0, settled && count.kind === 'exact');
      }
    },
    changed(rows) {
      const [first] = direct;
      const change = first === undefined ? undefined : changeOf(first.verb);
      if (first === undefined || change === undefined) others += rows;
      else if (direct.length === 1) add(first.name, change, rows, true);
      else {
        const counted = direct.reduce((sum, { count }) => sum + (count.value ?? 0), 0);
        // Of INSERT … ON DUPLICATE KEY UPDATE the server counts a row that it updates twice.
        const twice = direct.reduce((sum, { verb, count }) => sum + (verb === 'update' ? (count.value ?? 0) : 0), 0);
        if (rows < counted || rows > counted + twice) add(first.name, change, rows - counted, true);
      }
      direct = [];
    },
    unsettle() {
      settled = false;
    },
    result() {
      const measured = [...sums.values()].map(
        ({ table, change, real, known }): Measured & { readonly known: boolean } => {
          const shown = shownFor(expected, table, change);
          return { table, change, ...(shown === undefined ? {} : { shown }), real, known };
        },
      );
      const open = measured.find(({ shown, known }) => shown !== undefined && !known);
      if (open !== undefined || (expected.whole && why.length > 0))
        throw new Error(`what was shown cannot be compared any more${why.length === 0 ? '' : `: ${why.join(' ')}`}`);
      const unseen = [...expected.changes].find(([table, changes]) =>
        [...changes.keys()].some((change) => !sums.has(`${change} ${table}`)),
      );
      if (unseen !== undefined && !sees)
        throw new Error(
          `this user may not see all triggers and keys (privilege TRIGGER), so that ${unseen[0]} cannot be compared`,
        );
      const kept = measured.filter(({ shown = 0, real, known }) => known && (shown > 0 || real > 0));
      return {
        measured: kept.map(({ known: _known, ...one }) => one),
        rows: others + kept.reduce((sum, { real }) => sum + real, 0),
      };
    },
  };
}

/** Rows of the tables that were shown to go as a whole. `locked`: they stay as they are until the lock is given back. */
export async function removedRows(
  { session }: Counting,
  { removals }: Expected,
  locked: boolean,
): Promise<readonly Measured[]> {
  if (removals.length === 0) return [];
  const place = (table: string): string => {
    const [schema = '', ...name] = table.split('.');
    return `${quoted(schema)}.${quoted(name.join('.'))}`;
  };
  if (locked) await session.query(`LOCK TABLES ${removals.map(({ table }) => `${place(table)} WRITE`).join(', ')}`);
  const measured: Measured[] = [];
  for (const { table, removal, rows } of removals) {
    const real = await numberOf(session, `SELECT COUNT(*) AS n FROM ${place(table)}`);
    measured.push({ table, change: removal, shown: rows, real });
  }
  return measured;
}
