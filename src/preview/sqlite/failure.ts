import type { Remark } from '../preview.ts';
import type { Seen } from './guard.ts';

/** Why a statement was not run to its end; undefined when it was. */
export function failure({ error, seen }: { readonly error: unknown; readonly seen: Seen }): Remark | undefined {
  if (seen.refused !== undefined) return { code: seen.refused.code, values: { name: seen.refused.name } };
  if (error === undefined) return undefined;
  const message = messageOf(error);
  // The sqlite3 shell has functions of its own (writefile, edit …): here they do not exist.
  const missing = /no such function: (\S+)/.exec(message)?.[1];
  if (missing !== undefined) return { code: 'unknown.sql-function', values: { name: missing } };
  return { code: 'unknown.sql-would-fail', values: { message } };
}

export function messageOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
