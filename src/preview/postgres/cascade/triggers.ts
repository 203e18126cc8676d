import { numberOf, textOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Count, Remark } from '../../preview.ts';
import type { ServerHit } from '../../server/serverHit.ts';
import type { Counting } from '../tables/counting.ts';
import { relationsOf, shownName, type Relation } from '../tables/relation.ts';
import type { Session } from '../session/session.ts';
import { OPAQUE, triggerBody } from './triggerBody.ts';

/** What the triggers of a table add to a change of its rows. */
export interface Fired {
  /** Rows that they change themselves. */
  readonly hits: readonly ServerHit[];
  readonly notes: readonly Remark[];
  /** Why the other figures are not exact. */
  readonly doubts: readonly Remark[];
}

interface Trigger {
  readonly name: string;
  readonly fires: string;
  readonly before: boolean;
  readonly row: boolean;
  readonly conditional: boolean;
  /** It is of a part of the table, so that it fires for some rows only. */
  readonly ofPart: boolean;
  readonly columns: readonly string[];
  readonly definition: string | undefined;
}

const NONE: Fired = { hits: [], notes: [], doubts: [] };

const BITS = { insert: 4, delete: 8, update: 16, truncate: 32 } as const;

export type TriggerEvent = keyof typeof BITS;

const TRIGGERS = `
WITH RECURSIVE below AS (
  SELECT $1::int8::oid AS oid UNION SELECT i.inhrelid FROM below b JOIN pg_inherits i ON i.inhparent = b.oid
)
SELECT DISTINCT ON (t.tgname, t.tgfoid) t.tgname::text AS name, b.oid <> $1::int8::oid AS of_part, t.tgtype::int4 AS type, t.tgqual IS NOT NULL AS conditional,
  n.nspname::text || '.' || p.proname::text AS function,
  (SELECT array_to_json(array_agg(a.attname::text))::text FROM unnest(t.tgattr::int2[]) u(n) JOIN pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.n) AS columns,
  CASE WHEN l.lanname = 'plpgsql' AND NOT p.prosecdef AND p.proconfig IS NULL THEN pg_get_functiondef(p.oid) END AS definition
FROM below b JOIN pg_trigger t ON t.tgrelid = b.oid JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgtype & $2::int4 <> 0
ORDER BY t.tgname, t.tgfoid, b.oid <> $1::int8::oid`;

async function firing(
  session: Session,
  oid: number,
  event: TriggerEvent,
  set: readonly string[],
): Promise<readonly Trigger[]> {
  const rows = await session.query(TRIGGERS, [oid, BITS[event]]);
  return rows
    .map(triggerOf)
    .filter(({ columns }) => event !== 'update' || columns.length === 0 || columns.some((name) => set.includes(name)));
}

/**
 * The triggers that fire on a table when `rows` rows of it are changed. `set`: the columns of an UPDATE. `tables`: what is
 * counted already, which a trigger may change too.
 */
export async function triggersOn(
  { session, path, grammar }: Counting,
  table: Relation,
  event: TriggerEvent,
  set: readonly string[],
  tables: readonly Pick<ServerHit, 'name'>[],
  rows: Count,
): Promise<Fired> {
  const triggers = rows.value === 0 ? [] : await firing(session, table.oid, event, set);
  if (triggers.length === 0) return NONE;
  const hits: ServerHit[] = [];
  const notes: Remark[] = [];
  const doubts: Remark[] = [];
  for (const trigger of triggers) {
    const values = { name: trigger.name, function: trigger.fires };
    notes.push({ code: 'note.trigger', values });
    const body = trigger.definition === undefined ? OPAQUE : triggerBody(grammar, trigger.definition);
    if (body.deeds === undefined) doubts.push({ code: 'note.trigger-unread', values });
    else if (body.raises || (trigger.before && trigger.row && (!body.keepsRow || setsKey(body.sets, table))))
      doubts.push({ code: 'note.trigger-decides', values });
    for (const deed of body.deeds ?? []) {
      const [other] = await relationsOf(session, path, [deed.table]);
      if (other === undefined || other.kind === 'v' || other.rules.length > 0) {
        doubts.push({ code: 'note.trigger-unread', values });
        continue;
      }
      const name = shownName(other);
      const more = await firing(session, other.oid, deed.verb, []);
      if (more.length > 0 || tables.some((one) => one.name === name))
        doubts.push({ code: 'note.trigger-unread', values });
      const calls: Count = trigger.row ? rows : { kind: 'exact', value: 1 };
      // Rows of tables that inherit fire their own triggers, not those of the table above.
      const some = trigger.ofPart || (table.parent && table.kind === 'r');
      const known = deed.rows !== undefined && !trigger.conditional && !some && calls.value !== undefined;
      const count: Count = known
        ? { kind: calls.kind, value: (deed.rows ?? 0) * (calls.value ?? 0) }
        : { kind: 'unknown' };
      hits.push({ type: 'table', name, verb: deed.verb, via: 'trigger', count, sample: [], notes: [] });
    }
  }
  return { hits, notes, doubts };
}

/** Whether a trigger may give the rows that are changed other values before the server looks at them. */
export async function mayChangeRows(
  { session, grammar }: Counting,
  table: Relation,
  event: TriggerEvent,
  set: readonly string[],
): Promise<boolean> {
  const triggers = (await firing(session, table.oid, event, set)).filter(({ before, row }) => before && row);
  return triggers.some(({ definition }) => {
    const body = definition === undefined ? OPAQUE : triggerBody(grammar, definition);
    return body.deeds === undefined || body.sets.length > 0;
  });
}

/** Another key would lead to other rows. */
function setsKey(sets: readonly string[], table: Relation): boolean {
  return table.columns.some(({ name, key }) => key && sets.includes(name));
}

function triggerOf(row: Tree): Trigger {
  const type = numberOf(row, 'type') ?? 0;
  return {
    name: textOf(row, 'name') ?? '',
    fires: textOf(row, 'function') ?? '',
    row: (type & 1) !== 0,
    before: (type & 2) !== 0,
    conditional: row.conditional === true,
    ofPart: row.of_part === true,
    columns: JSON.parse(textOf(row, 'columns') ?? '[]') as readonly string[],
    definition: textOf(row, 'definition'),
  };
}
