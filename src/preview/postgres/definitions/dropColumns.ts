import { listOf, numberOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import type { Remark } from '../../preview.ts';
import type { Change } from '../../server/textLook.ts';
import type { Counting } from '../tables/counting.ts';
import { columnHit, dependentsOf, droppedWith, refusal, tablesAmong } from './dependents.ts';
import type { Session } from '../session/session.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { relationsOf, shownName } from '../tables/relation.ts';

/** ALTER TABLE … DROP COLUMN: the rows that have a value there. Other changes of a table lose no row. */
export async function dropColumns(counting: Counting, body: Tree): Promise<Change> {
  const { session, path } = counting;
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
  const unknown: Remark[] = [];
  for (const command of dropped) {
    const column = textOf(command, 'name') ?? '';
    if (!table.columns.some((one) => one.name === column)) {
      if (command.missing_ok === true) continue;
      throw new NotCounted('unknown.sql-missing-column', { name: column });
    }
    const dependents = await dependentsOf(
      counting,
      'pg_class',
      [table.oid],
      await numberOfColumn(session, table.oid, column),
    );
    const refused = refusal(command, `${shownName(table)}.${column}`, dependents);
    if (refused !== undefined) return { hits: [], unknown: [refused] };
    hits.push(await columnHit(counting, table, column, 'direct', droppedWith(dependents)));
    hits.push(...(await tablesAmong(counting, dependents, unknown)));
  }
  return { hits, unknown };
}

async function numberOfColumn(session: Session, table: number, name: string): Promise<number> {
  const text =
    'SELECT a.attnum::int4 AS n FROM pg_attribute a WHERE a.attrelid = $1::int8::oid AND a.attname::text = $2::text';
  return numberOf((await session.query(text, [table, name]))[0] ?? {}, 'n') ?? 0;
}
