import { textOf, type Tree } from '../../../sql/parse/tree.ts';
import type { RowSample } from '../../rowReport.ts';
import type { Counting } from '../tables/counting.ts';
import { emptyNamed, walkNode } from '../trees/expression.ts';
import { column, hitRows, type Carried } from './hitRows.ts';
import type { Modification } from '../trees/modification.ts';
import { NotCounted } from '../../server/notCounted.ts';
import type { Relation } from '../tables/relation.ts';
import { DatabaseError } from '../../server/databaseError.ts';
import { vet } from '../tables/vetted.ts';

const MOST_ROWS = 5;
const MOST_COLUMNS = 8;
/** Characters of one value. */
const LONGEST = 200;

/** Up to 5 of the rows: the key first, then the columns that decide or change, then others. No sample is no failure. */
export async function sampleRows(
  counting: Counting,
  modification: Modification,
  table: Relation,
  set: ReadonlyMap<string, Tree | undefined>,
): Promise<readonly RowSample[]> {
  const deciding = columnsIn(modification.body.whereClause);
  const rank = ({ name, key }: Relation['columns'][number]): number =>
    key ? 0 : set.has(name) ? 1 : deciding.includes(name) ? 2 : 3;
  const columns = table.columns
    .filter(({ plain }) => plain)
    .map((one, index) => ({ one, index }))
    .sort((a, b) => rank(a.one) - rank(b.one) || a.index - b.index)
    .slice(0, MOST_COLUMNS)
    .map(({ one }) => one.name);
  const values: Carried[] = columns.map((name, index) => ({
    name: `s${index}`,
    value: shortText(column(modification, name)),
  }));
  const changed = columns.filter((name) => set.get(name) !== undefined);
  const news: Carried[] = changed.map((name, index) => ({ name: `b${index}`, value: shortText(set.get(name) ?? {}) }));
  try {
    const { select } = await vet(counting.session, counting.path, hitRows(modification, [...values, ...news]));
    const limited = {
      ...select,
      limitCount: { A_Const: { ival: { ival: MOST_ROWS } } },
      limitOption: 'LIMIT_OPTION_COUNT',
    };
    const rows = await counting.session.query(counting.grammar.render(limited));
    return rows.map((row) => ({
      columns: columns.map((name, index) => [name, textOf(row, `s${index}`) ?? 'NULL'] as const),
      ...(changed.length === 0
        ? {}
        : { becomes: changed.map((name, index) => [name, textOf(row, `b${index}`) ?? 'NULL'] as const) }),
    }));
  } catch (error) {
    if (error instanceof NotCounted || error instanceof DatabaseError) return [];
    throw error;
  }
}

/** `left(value::text, 200)` */
function shortText(value: Tree): Tree {
  const text = {
    TypeCast: { arg: value, typeName: { names: [{ String: { sval: 'text' } }], typemod: -1 } },
  };
  return {
    FuncCall: {
      funcname: [{ String: { sval: 'pg_catalog' } }, { String: { sval: 'left' } }],
      args: [text, { A_Const: { ival: { ival: LONGEST } } }],
      funcformat: 'COERCE_EXPLICIT_CALL',
    },
  };
}

function columnsIn(where: unknown): readonly string[] {
  if (where === undefined) return [];
  const named = emptyNamed();
  try {
    walkNode(where as Tree, { named, made: [] });
  } catch {
    // The rows were counted all the same, or it was said why not.
  }
  return named.columns;
}
