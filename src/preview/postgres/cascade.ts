import { treeOf, type Tree } from '../../sql/parse/tree.ts';
import { quoted } from './build.ts';
import type { ForeignKey } from './foreignKeys.ts';
import type { Grammar } from './grammar.ts';
import { NotCounted } from '../server/notCounted.ts';
import type { Relation } from './relation.ts';

/** One figure of the query that counts a cascade. */
export interface Figure {
  readonly column: string;
  readonly relation: number;
  readonly what: 'direct' | 'cascade' | 'set null' | 'set default' | 'blocking' | 'may block' | 'default there';
  readonly key?: ForeignKey;
}

export interface CascadeQuery {
  /** All in one, for what the planner expects of the parts. */
  readonly text: string;
  /** The table of each part, as the planner calls the part. */
  readonly parts: ReadonlyMap<string, number>;
  readonly figures: readonly Figure[];
  /**
   * The query of one figure, as `n`. Apart from each other they are several times as fast: the planner takes a part that is used
   * once into the whole, where it may use indexes and several processes. `whole`: tables of which every row is known to go.
   */
  query(figure: Figure, whole: ReadonlySet<number>): string;
}

/** Parts of a cascade's queries by their names, and what is counted in them, figure by figure. */
export function countedIn(
  grammar: Grammar,
  hit: Tree,
  parts: readonly (readonly [name: string, query: string])[],
  figures: readonly (Figure & { readonly count: string })[],
): Omit<CascadeQuery, 'parts'> {
  const rendered = (how: string, counts: readonly string[]): string => {
    const others = parts.map(([name, query]) => `, ${name} AS ${how}(${query})`).join('');
    const skeleton = `WITH RECURSIVE keyturn_hit AS ${how}(SELECT 1)${others} SELECT ${counts.join(', ')}`;
    return grammar.render(withHit(grammar, skeleton, hit));
  };
  return {
    text: rendered(
      'MATERIALIZED ',
      figures.map(({ column, count }) => `(${count})::float8 AS ${column}`),
    ),
    figures,
    query: ({ column }) =>
      rendered(
        '',
        figures.filter((one) => one.column === column).map(({ count }) => `(${count})::float8 AS n`),
      ),
  };
}

/** Names of the columns that a part carries: `k0` is the first column of `columnsOf`. */
export function carriedColumns(keys: readonly ForeignKey[], parent: number): readonly string[] {
  return [...new Set(keys.filter((key) => key.parent === parent).flatMap((key) => key.parentColumns))];
}

/**
 * One query for a DELETE's whole cascade: the hit rows, then table by table the rows that go with them, each once whatever
 * ways lead to it; what is set to null or to a default; and the rows that still refer to deleted ones.
 */
export function cascadeQuery(
  grammar: Grammar,
  hit: Tree,
  top: number,
  keys: readonly ForeignKey[],
  relations: ReadonlyMap<number, Relation>,
): CascadeQuery {
  const order = tablesInOrder(top, keys);
  const part = (oid: number): string => `keyturn_${order.indexOf(oid)}`;
  const carried = (oid: number, alias: string): string =>
    carriedColumns(keys, oid)
      .map((name, index) => `, ${alias}.${quoted(name)} AS k${index}`)
      .join('');
  const meets = (key: ForeignKey, child: string, parent: string): string => {
    const columns = carriedColumns(keys, key.parent);
    const pairs = key.parentColumns.map(
      (name, index) =>
        `${parent}.k${columns.indexOf(name)} OPERATOR(pg_catalog.=) ${child}.${quoted(key.childColumns[index] ?? '')}`,
    );
    // Rows of tables that inherit are not what the key refers to.
    const own = relations.get(key.parent);
    if (own?.kind === 'r' && own.parent) pairs.push(`${parent}.t OPERATOR(pg_catalog.=) ${key.parent}`);
    return pairs.join(' AND ');
  };
  const from = (oid: number, alias: string): string => {
    const relation = relations.get(oid);
    if (relation === undefined) throw new NotCounted('unknown.sql-missing-table', { name: String(oid) });
    const only = relation.kind === 'r' && relation.parent ? 'ONLY ' : '';
    return `${only}${quoted(relation.schema)}.${quoted(relation.name)} AS ${alias}`;
  };
  const built = (whole: ReadonlySet<number>): Omit<CascadeQuery, 'parts'> => {
    // Where all parents go, whoever has a key goes too: the key itself says that its row is there.
    const refers = (key: ForeignKey): string =>
      // A part's rows are not all that such a key may refer to.
      whole.has(key.parent) && key.validated && relations.get(key.parent)?.partition !== true
        ? key.childColumns.map((name) => `x.${quoted(name)} IS NOT NULL`).join(' AND ')
        : `EXISTS (SELECT 1 FROM ${part(key.parent)} AS p WHERE ${meets(key, 'x', 'p')})`;
    const reached = (key: ForeignKey, select: string): string =>
      `SELECT ${select} FROM ${from(key.child, 'x')} WHERE ${refers(key)}`;
    const isIn = (set: string, oid: number): string =>
      whole.has(oid)
        ? 'true'
        : `EXISTS (SELECT 1 FROM ${set} AS d WHERE d.t OPERATOR(pg_catalog.=) x.tableoid AND d.c OPERATOR(pg_catalog.=) x.ctid)`;

    const parts: (readonly [string, string])[] = [];
    const figures: (Figure & { readonly count: string })[] = [];
    const add = (figure: Omit<Figure, 'column'>, count: string): void =>
      void figures.push({ ...figure, column: `n${figures.length}`, count });
    add({ relation: top, what: 'direct' }, 'SELECT count(*) FROM keyturn_hit');
    for (const oid of order) {
      const into = keys.filter((key) => key.child === oid && key.onDelete === 'cascade');
      const outer = into.filter((key) => key.parent !== oid);
      const self = into.filter((key) => key.parent === oid);
      const rows = outer.map((key) => reached(key, `x.tableoid AS t, x.ctid AS c${carried(oid, 'x')}`));
      const base =
        oid === top
          ? 'SELECT h.* FROM keyturn_hit AS h'
          : rows.length === 1
            ? (rows[0] ?? '')
            : `SELECT DISTINCT ON (u.t, u.c) u.* FROM (${rows.join(' UNION ALL ')}) AS u`;
      const ways = self.map((key) => `(${meets(key, 'x', 'p')})`).join(' OR ');
      const again = `SELECT x.tableoid, x.ctid${carried(oid, 'x')} FROM ${from(oid, 'x')} JOIN ${part(oid)} AS p ON ${ways}`;
      parts.push([part(oid), self.length === 0 || whole.has(oid) ? base : `(${base}) UNION ${again}`]);
      if (oid !== top) add({ relation: oid, what: 'cascade' }, `SELECT count(*) FROM ${part(oid)}`);
      else if (self.length > 0)
        add(
          { relation: oid, what: 'cascade' },
          // Where all are hit none is left to follow.
          `SELECT (SELECT count(*) FROM ${part(oid)}) OPERATOR(pg_catalog.-) (SELECT count(*) FROM keyturn_hit)`,
        );
    }
    for (const key of keys) {
      if (key.onDelete === 'cascade') continue;
      const deleted = order.includes(key.child) ? ` AND NOT ${isIn(part(key.child), key.child)}` : '';
      if (key.onDelete === 'refuse') {
        add(
          { relation: key.child, what: 'blocking', key },
          `SELECT count(*) FROM (${reached(key, '1')}${deleted}) AS b`,
        );
        // Whether a row that goes by another way still refuses depends on what the server does first.
        if (order.includes(key.child)) {
          const direct = key.child === top ? ` AND NOT ${isIn('keyturn_hit', top)}` : '';
          add(
            { relation: key.child, what: 'may block', key },
            `SELECT count(*) FROM (${reached(key, '1')} AND ${isIn(part(key.child), key.child)}${direct}) AS b`,
          );
        }
      }
    }
    for (const deed of ['set null', 'set default'] as const) {
      const changing = keys.filter(({ onDelete }) => onDelete === deed);
      for (const child of new Set(changing.map((key) => key.child))) {
        const deleted = order.includes(child) ? ` AND NOT ${isIn(part(child), child)}` : '';
        const rows = changing
          .filter((key) => key.child === child)
          .map((key) => `${reached(key, 'x.tableoid AS t, x.ctid AS c')}${deleted}`);
        const one =
          rows.length === 1
            ? (rows[0] ?? '')
            : `SELECT DISTINCT ON (u.t, u.c) u.* FROM (${rows.join(' UNION ALL ')}) AS u`;
        const key = changing.find((one) => one.child === child);
        add(
          { relation: child, what: deed, ...(key === undefined ? {} : { key }) },
          `SELECT count(*) FROM (${one}) AS s`,
        );
      }
    }
    for (const key of keys) {
      if (key.onDelete !== 'set default' || key.setsPart) continue;
      if (key.defaults.some((value) => value === undefined || value === null)) continue;
      // The row that the default refers to is there, and stays.
      const meets = key.parentColumns.map(
        (name, index) => `x.${quoted(name)} OPERATOR(pg_catalog.=) ${key.defaults[index] ?? ''}`,
      );
      const text = `SELECT count(*) FROM ${from(key.parent, 'x')} WHERE ${meets.join(' AND ')} AND NOT ${isIn(part(key.parent), key.parent)}`;
      add({ relation: key.child, what: 'default there', key }, text);
    }
    return countedIn(grammar, hit, parts, figures);
  };
  const plain = built(new Set());
  return {
    ...plain,
    query: (figure, whole) => (whole.size === 0 ? plain : built(whole)).query(figure, whole),
    parts: new Map(order.map((oid) => [`CTE ${part(oid)}`, oid])),
  };
}

/** The skeleton's tree with the query of the hit rows in the place of its first part. */
export function withHit(grammar: Grammar, skeleton: string, hit: Tree): Tree {
  const { body } = grammar.one(skeleton);
  const clause = treeOf(body.withClause);
  const ctes = clause.ctes as readonly Tree[];
  const [first = {}, ...rest] = ctes;
  const filled = { CommonTableExpr: { ...treeOf(first.CommonTableExpr), ctequery: { SelectStmt: hit } } };
  return { ...body, withClause: { ...clause, ctes: [filled, ...rest] } };
}

/** Tables that lose rows, a table after those whose rows take its rows along. Throws where the ways go in a circle. */
function tablesInOrder(top: number, keys: readonly ForeignKey[]): readonly number[] {
  const cascading = keys.filter(({ onDelete, child, parent }) => onDelete === 'cascade' && child !== parent);
  const order: number[] = [];
  const state = new Map<number, 'open' | 'done'>();
  const visit = (oid: number): void => {
    if (state.get(oid) === 'done') return;
    if (state.get(oid) === 'open') throw new NotCounted('unknown.sql-cascade-circle', { name: '' });
    state.set(oid, 'open');
    for (const key of cascading) if (key.parent === oid) visit(key.child);
    state.set(oid, 'done');
    order.unshift(oid);
  };
  visit(top);
  return order;
}
