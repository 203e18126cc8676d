import type { Tree } from '../../../sql/parse/tree.ts';
import { quoted } from '../trees/build.ts';
import { circleOf, ofCircle } from './circle.ts';
import { tableGroups } from '../../server/tableGroups.ts';
import type { ForeignKey } from '../tables/foreignKeys.ts';
import type { Grammar } from '../trees/grammar.ts';
import { withHit } from '../trees/withHit.ts';
import { NotCounted } from '../../server/notCounted.ts';
import type { Relation } from '../tables/relation.ts';

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
  const cascading = keys.filter(({ onDelete }) => onDelete === 'cascade');
  const groups = tableGroups([top], cascading);
  const order = groups.flat();
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
  /** The rows of a table that is in no circle with others. */
  const rowsOf = (
    oid: number,
    reached: (key: ForeignKey, select: string) => string,
    whole: ReadonlySet<number>,
  ): string => {
    const into = cascading.filter((key) => key.child === oid);
    const self = into.filter((key) => key.parent === oid);
    const rows = into
      .filter((key) => key.parent !== oid)
      .map((key) => reached(key, `x.tableoid AS t, x.ctid AS c${carried(oid, 'x')}`));
    const base =
      oid === top
        ? 'SELECT h.* FROM keyturn_hit AS h'
        : rows.length === 1
          ? (rows[0] ?? '')
          : `SELECT DISTINCT ON (u.t, u.c) u.* FROM (${rows.join(' UNION ALL ')}) AS u`;
    if (self.length === 0 || whole.has(oid)) return base;
    const ways = self.map((key) => `(${meets(key, 'x', 'p')})`).join(' OR ');
    return `(${base}) UNION SELECT x.tableoid, x.ctid${carried(oid, 'x')} FROM ${from(oid, 'x')} JOIN ${part(oid)} AS p ON ${ways}`;
  };
  const circle = (group: readonly number[], name: string, refers: (key: ForeignKey) => string): string => {
    const into = cascading.filter(({ child }) => group.includes(child));
    return circleOf(
      {
        group,
        relations,
        keys: into.filter(({ parent }) => group.includes(parent)),
        carried: (oid) => carriedColumns(keys, oid),
        from,
        entries: [
          ...(group.includes(top)
            ? [
                {
                  oid: top,
                  rows: 'keyturn_hit AS x',
                  columns: carriedColumns(keys, top).map((_, index) => `k${index}`),
                  place: ['t', 'c'] as const,
                },
              ]
            : []),
          ...into
            .filter(({ parent }) => !group.includes(parent))
            .map((key) => ({
              oid: key.child,
              rows: `${from(key.child, 'x')} WHERE ${refers(key)}`,
              columns: carriedColumns(keys, key.child),
              place: ['tableoid', 'ctid'] as const,
            })),
        ],
      },
      name,
    );
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
    for (const group of groups) {
      const all = `keyturn_circle_${groups.indexOf(group)}`;
      const inCircle = group.length > 1;
      if (inCircle) parts.push([all, circle(group, all, refers)]);
      for (const oid of group) {
        const own = carriedColumns(keys, oid).length;
        parts.push([part(oid), inCircle ? ofCircle(group, oid, own, all) : rowsOf(oid, reached, whole)]);
        const isMet = inCircle || cascading.some(({ parent, child }) => parent === oid && child === oid);
        if (oid !== top) add({ relation: oid, what: 'cascade' }, `SELECT count(*) FROM ${part(oid)}`);
        else if (isMet)
          add(
            { relation: oid, what: 'cascade' },
            // Where all are hit none is left to follow.
            `SELECT (SELECT count(*) FROM ${part(oid)}) OPERATOR(pg_catalog.-) (SELECT count(*) FROM keyturn_hit)`,
          );
      }
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
