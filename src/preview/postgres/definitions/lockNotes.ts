import type { Remark } from '../../preview.ts';
import type { Handling } from './handling.ts';

/** Says which lock is taken on which tables, and what others can do meanwhile. */
export function lockNotes({ lock }: Pick<Handling, 'lock'>, tables: readonly string[]): readonly Remark[] {
  return tables.length === 0 ? [] : [{ code: 'note.lock', values: { lock, names: tables.slice(0, 10).join(', ') } }];
}
