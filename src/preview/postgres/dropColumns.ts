import { listOf, numberOf, textOf, treeOf, type Tree } from '../../sql/parse/tree.ts';
import type { ServerHit } from '../server/serverHit.ts';
import { quoted } from './build.ts';
import type { Change } from '../server/textLook.ts';
import type { Counting } from './counting.ts';
import { NotCounted } from '../server/notCounted.ts';
import { relationsOf, shownName } from './relation.ts';

/** ALTER TABLE … DROP COLUMN: the rows that have a value there. Other changes of a table lose no row. */
export async function dropColumns({ session, path, grammar }: Counting, body: Tree): Promise<Change> {
  const dropped = listOf(body, 'cmds')
    .map((command) => treeOf(command.AlterTableCmd))
    .filter((command) => textOf(command, 'subtype') === 'AT_DropColumn');
  if (dropped.length === 0) return { hits: [], unknown: [] };
  const range = treeOf(body.relation);
  const name = { schema: textOf(range, 'schemaname'), name: textOf(range, 'relname') ?? '' };
  const [table] = await relationsOf(session, path, [name]);
  if (table === undefined) {
    if (body.missing_ok === true) return { hits: [], unknown: [] };
    throw new NotCounted('unknown.sql-missing-table', { name: name.name });
  }
  if (table.barrier !== undefined) throw table.barrier;
  const hits: ServerHit[] = [];
  for (const command of dropped) {
    const column = textOf(command, 'name') ?? '';
    if (!table.columns.some((one) => one.name === column)) {
      if (command.missing_ok === true) continue;
      throw new NotCounted('unknown.sql-missing-column', { name: column });
    }
    const text = `SELECT count(x.${quoted(column)})::float8 AS n, count(*)::float8 AS total FROM ${quoted(table.schema)}.${quoted(table.name)} AS x`;
    const [row = {}] = await session.query(grammar.render(grammar.one(text).body));
    hits.push({
      type: 'column',
      name: `${shownName(table)}.${column}`,
      verb: 'drop',
      via: 'direct',
      count: { kind: 'exact', value: numberOf(row, 'n') ?? 0 },
      of: numberOf(row, 'total') ?? 0,
      sample: [],
      notes: [{ code: 'note.column-dropped', values: {} }],
    });
  }
  return { hits, unknown: [] };
}
