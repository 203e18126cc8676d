import type * as NodeSqlite from 'node:sqlite';
import type { DatabaseSync } from 'node:sqlite';
import { isHarmlessFunction } from './functions.ts';

type Sqlite = typeof NodeSqlite;

/** What SQLite said that a statement would do, and what of it was not allowed. */
export interface Seen {
  /** The table or view that the statement itself names, where it changes rows. */
  readonly direct: string | undefined;
  readonly verb: 'delete' | 'insert' | 'update' | undefined;
  readonly writes: boolean;
  /** The database's own triggers that it may fire, in lower case: found when it was prepared, through cascades too. */
  readonly triggers: ReadonlySet<string>;
  /** Tables, in lower case, where one of those triggers puts or changes rows, and so may replace others. */
  readonly put: ReadonlySet<string>;
  /** Tables that are read, by the view or trigger that does; by the statement itself: ''. All in lower case. */
  readonly reads: ReadonlyMap<string, ReadonlySet<string>>;
  /** It asks what chance says. */
  readonly chance: boolean;
  /** It asks what the statement before it did to this connection: `changes()`. */
  readonly looksBack: boolean;
  /** Code of the first thing refused, with its name. */
  readonly refused: { readonly code: string; readonly name: string } | undefined;
}

export interface Guard {
  /** Runs `call` under the authorizer and says what was asked for. */
  watch<T>(call: () => T): { readonly result: T | undefined; readonly error: unknown; readonly seen: Seen };
}

/** Settings of the connection that change what a statement does, and touch nothing else. */
const PRAGMAS = new Set([
  'foreign_keys',
  'defer_foreign_keys',
  'recursive_triggers',
  'ignore_check_constraints',
  'case_sensitive_like',
]);

const CHANCE = /^random(?:blob)?$/i;

const LOOKS_BACK = /^(?:changes|total_changes|last_insert_rowid)$/i;

/**
 * SQLite's authorizer: within the copy anything goes, but no other file, no setting of the database, and no function
 * that is not known to be harmless. `own`: names that the text cannot know.
 */
export function openGuard(
  sqlite: Sqlite,
  database: DatabaseSync,
  own: ReadonlySet<string>,
  isOwn: (trigger: string) => boolean,
): Guard {
  const c = sqlite.constants;
  let direct: string | undefined;
  let verb: Seen['verb'];
  let writes = false;
  let triggers = new Set<string>();
  let put = new Set<string>();
  let reads = new Map<string, Set<string>>();
  let chance = false;
  let looksBack = false;
  let refused: Seen['refused'];
  let watching = false;
  const refuse = (code: string, name: string): number => {
    refused ??= { code, name };
    return c.SQLITE_DENY;
  };
  database.setAuthorizer((action, first, second, schema, trigger) => {
    if (!watching) return c.SQLITE_OK;
    if (trigger !== null && !isOwn(trigger)) triggers.add(trigger.toLowerCase());
    switch (action) {
      case c.SQLITE_ATTACH:
      case c.SQLITE_DETACH:
        return refuse('unknown.sql-attach', first ?? '');
      case c.SQLITE_PRAGMA:
        return second === null || PRAGMAS.has((first ?? '').toLowerCase())
          ? c.SQLITE_OK
          : refuse('unknown.sql-pragma', first ?? '');
      case c.SQLITE_FUNCTION: {
        const name = second ?? '';
        if (own.has(name))
          return trigger !== null && isOwn(trigger) ? c.SQLITE_OK : refuse('unknown.sql-function', name);
        if (CHANCE.test(name)) chance = true;
        if (LOOKS_BACK.test(name)) looksBack = true;
        return isHarmlessFunction(name) ? c.SQLITE_OK : refuse('unknown.sql-function', name);
      }
      case c.SQLITE_READ: {
        if (trigger !== null && isOwn(trigger)) return c.SQLITE_OK;
        const reader = trigger?.toLowerCase() ?? '';
        const tables = reads.get(reader) ?? new Set();
        reads.set(reader, tables.add((first ?? '').toLowerCase()));
        return c.SQLITE_OK;
      }
      case c.SQLITE_CREATE_VTABLE:
        return refuse('unknown.sql-virtual-table', first ?? '');
      case c.SQLITE_DELETE:
      case c.SQLITE_INSERT:
      case c.SQLITE_UPDATE:
        writes = true;
        if (trigger !== null && !isOwn(trigger) && action !== c.SQLITE_DELETE) put.add((first ?? '').toLowerCase());
        if (trigger === null && schema !== 'temp' && !/^sqlite_/i.test(first ?? '')) {
          verb ??= action === c.SQLITE_DELETE ? 'delete' : action === c.SQLITE_INSERT ? 'insert' : 'update';
          direct ??= first ?? undefined;
        }
        return c.SQLITE_OK;
      default:
        return c.SQLITE_OK;
    }
  });
  return {
    watch(call) {
      direct = undefined;
      verb = undefined;
      writes = false;
      triggers = new Set();
      put = new Set();
      reads = new Map();
      chance = false;
      looksBack = false;
      refused = undefined;
      watching = true;
      const seen = (): Seen => ({ direct, verb, writes, triggers, put, reads, chance, looksBack, refused });
      try {
        const result = call();
        return { result, error: undefined, seen: seen() };
      } catch (error) {
        return { result: undefined, error, seen: seen() };
      } finally {
        watching = false;
      }
    },
  };
}
