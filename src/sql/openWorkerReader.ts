import type { Context, Reading, Source } from '../reading/reader.ts';
import { dialectName, dialectOf } from './dialect.ts';
import { openSqliteParser, type SqliteFiles, type SqliteParser } from './parse/sqlite.ts';
import { unread } from './problems.ts';
import { readSqlite } from './readSqlite.ts';

export interface WorkerFiles {
  readonly sqlite: SqliteFiles;
}

/** The worker's side: every dialect but PostgreSQL. */
export interface WorkerReader {
  /** What must still be loaded for this source; undefined: nothing. */
  load(source: Source): Promise<void> | undefined;
  /** Throws when a parser dies; then the worker must end. Only after `load`. */
  read(source: Source, context: Context): Reading;
}

export function openWorkerReader(files: WorkerFiles): WorkerReader {
  let sqlite: SqliteParser | undefined;
  const loadSqlite = async (): Promise<void> => {
    sqlite = await openSqliteParser(files.sqlite);
  };
  return {
    load(source) {
      if (dialectOf(source) === 'sqlite' && sqlite === undefined) return loadSqlite();
      return undefined;
    },
    read(source, context) {
      if (dialectOf(source) === 'sqlite' && sqlite !== undefined) return readSqlite(sqlite, source, context);
      return unread(source, context, 'problem.dialect', { dialect: dialectName(source) });
    },
  };
}
