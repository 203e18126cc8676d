import type { Tree } from '../../../sql/parse/tree.ts';
import { quoted } from '../trees/build.ts';
import { countedIn, type CascadeQuery, type Figure } from './cascade.ts';
import type { Deed, ForeignKey } from '../tables/foreignKeys.ts';
import type { Grammar } from '../trees/grammar.ts';
import type { Relation } from '../tables/relation.ts';

const WHATS: Readonly<Record<Deed, Figure['what']>> = {
  cascade: 'cascade',
  'set null': 'set null',
  'set default': 'set default',
  refuse: 'blocking',
};

/** Rows of other tables that follow an UPDATE of the keys they refer to: of the hit rows only those whose key changes. */
export function updateQuery(
  grammar: Grammar,
  hit: Tree,
  table: Relation,
  keys: readonly ForeignKey[],
  relations: ReadonlyMap<number, Relation>,
): CascadeQuery {
  const names = [...new Set(keys.flatMap((key) => key.parentColumns))];
  const figures: (Figure & { readonly count: string })[] = [];
  const add = (figure: Omit<Figure, 'column'>, count: string): void =>
    void figures.push({ ...figure, column: `n${figures.length}`, count });
  add({ relation: table.oid, what: 'direct' }, 'SELECT count(*) FROM keyturn_hit');
  const changesOf = (key: ForeignKey): string =>
    key.parentColumns
      .filter((name) => keyChanges(hit, names.indexOf(name)))
      .map((name) => `h.v${names.indexOf(name)}`)
      .join(' OR ');
  const sets = new Map<string, { readonly key: ForeignKey; readonly rows: string[] }>();
  for (const key of keys) {
    const child = relations.get(key.child);
    const meets = key.parentColumns.map(
      (name, index) => `h.k${names.indexOf(name)} OPERATOR(pg_catalog.=) x.${quoted(key.childColumns[index] ?? '')}`,
    );
    const changes = changesOf(key);
    const only = child?.kind === 'r' && child.parent ? 'ONLY ' : '';
    const from = `${only}${quoted(child?.schema ?? '')}.${quoted(child?.name ?? '')} AS x`;
    // A row that is hit itself is counted there.
    const other =
      key.child === table.oid && key.onUpdate !== 'refuse'
        ? ` AND NOT EXISTS (SELECT 1 FROM keyturn_hit AS d WHERE d.t OPERATOR(pg_catalog.=) x.tableoid AND d.c OPERATOR(pg_catalog.=) x.ctid)`
        : '';
    const rows = `SELECT x.tableoid AS t, x.ctid AS c FROM ${from} WHERE EXISTS (SELECT 1 FROM keyturn_hit AS h WHERE (${changes}) AND ${meets.join(' AND ')})${other}`;
    const group = `${key.child} ${key.onUpdate} ${key.onUpdate === 'refuse' ? key.name : ''}`;
    const set = sets.get(group);
    if (set === undefined) sets.set(group, { key, rows: [rows] });
    else set.rows.push(rows);
  }
  for (const { key, rows } of sets.values()) {
    const one =
      rows.length === 1 ? (rows[0] ?? '') : `SELECT DISTINCT ON (u.t, u.c) u.* FROM (${rows.join(' UNION ALL ')}) AS u`;
    add({ relation: key.child, what: WHATS[key.onUpdate], key }, `SELECT count(*) FROM (${one}) AS s`);
  }
  for (const key of keys) {
    if (key.onUpdate !== 'set default' || key.defaults.some((value) => value === undefined || value === null)) continue;
    // The row that the default refers to is there, and keeps its key.
    const meets = key.parentColumns.map(
      (name, index) => `x.${quoted(name)} OPERATOR(pg_catalog.=) ${key.defaults[index] ?? ''}`,
    );
    const moved = `EXISTS (SELECT 1 FROM keyturn_hit AS h WHERE (${changesOf(key)}) AND h.t OPERATOR(pg_catalog.=) x.tableoid AND h.c OPERATOR(pg_catalog.=) x.ctid)`;
    const from = `${quoted(table.schema)}.${quoted(table.name)} AS x`;
    const count = `SELECT count(*) FROM ${from} WHERE ${meets.join(' AND ')} AND NOT ${moved}`;
    add({ relation: key.child, what: 'default there', key }, count);
  }
  return { ...countedIn(grammar, hit, [], figures), parts: new Map() };
}

/** Whether the hit rows carry the mark that this key's column changes. */
function keyChanges(hit: Tree, index: number): boolean {
  return JSON.stringify(hit.targetList).includes(`"name":"v${index}"`);
}
