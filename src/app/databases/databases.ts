import type { Handed } from '../../gate/gateParts.ts';
import type { Hold } from '../../review/hold.ts';
import type { ProductSettings } from '../product.ts';
import { openAcceptedTolerance } from './acceptedTolerance.ts';
import type { Keep } from '../kept/keptSetting.ts';
import { openDatabaseBook, type BookParts, type DatabaseBook } from './databaseBook.ts';

/** All that the product knows of databases. */
export interface Databases {
  readonly book: DatabaseBook;
  wish(settings: ProductSettings): Promise<void>;
  /** What goes with the claim of an SQL action: a connection of the person's only when a person approved, never by the rules. */
  handed(hold: Hold): Promise<Handed | 'changed'>;
}

export function openDatabases(parts: BookParts & { readonly keep: Keep }): Databases {
  const book = openDatabaseBook(parts);
  const tolerance = openAcceptedTolerance(parts.secrets, parts.keep, parts.consents);
  return {
    book,
    async wish({ connections, rowTolerance }) {
      await Promise.all([book.wish(connections), tolerance.wish(rowTolerance)]);
    },
    async handed({ intent: { action }, state, filedAt }) {
      if (action.kind !== 'sql' || state !== 'approved') return {};
      const given = { tolerance: await tolerance.inForce() };
      if (action.connection === undefined) return given;
      const released = await book.release(action.connection, filedAt);
      if (released === 'changed') return 'changed';
      return released === 'unknown' ? given : { ...given, connection: released.url };
    },
  };
}
