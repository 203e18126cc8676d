export const OBJECT_TYPES = [
  'file',
  'directory',
  'glob',
  'database',
  'schema',
  'table',
  'view',
  'column',
  'function',
  'role',
  'branch',
  'tag',
  'commit',
  'stash',
  'worktree',
  'remote',
  'repository',
  'container',
  'image',
  'volume',
  'resource',
  'bucket',
  'key',
  'package',
  'host',
  'operation',
  'process',
  'service',
  'device',
  'secret',
  'person',
  'unknown',
] as const;

export type ObjectType = (typeof OBJECT_TYPES)[number];

/** Where SQL or a store command would run, as far as the text says. */
export interface Connection {
  readonly dialect: string;
  /** A SQLite file's absolute path, a host, a URL without its password, or the name the text uses. */
  readonly target: string;
}

/**
 * What an effect hits. `name`: paths absolute (globs unexpanded, no trailing slash); git names short; hosts lower-case;
 * `resource` as `kind/name`; PostgreSQL unqualified as `public.x`; SQLite `x`; MySQL `db.x` where the database is known.
 * A name that cannot be known statically is the text as written, with type `unknown` or with the effect `possible`.
 */
export interface EffectObject {
  readonly type: ObjectType;
  readonly name: string;
  readonly connection?: Connection;
}
