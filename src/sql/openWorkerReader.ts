import type { Context, Reading, Source } from '../reading/reader.ts';
import { dialectOf } from './dialect.ts';
import { openSecondParser } from './parse/nodeSql.ts';
import { openSqliteParser, type SqliteFiles, type SqliteParser } from './parse/sqlite.ts';
import { openBroadParser } from './parse/sqlparser.ts';
import { unread } from './problems.ts';
import { readBroad, type BroadParsers } from './readBroad.ts';
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
  let broad: BroadParsers | undefined;
  const loadSqlite = async (): Promise<void> => {
    const parser = await openSqliteParser(files.sqlite);
    // The first text makes the engine compile: that is loading too, and no text's own time.
    parser.parse('SELECT 1');
    sqlite = parser;
  };
  const loadBroad = async (): Promise<void> => {
    const parsers = { broad: await openBroadParser(), second: await openSecondParser() };
    parsers.broad.parse('SELECT 1', 'generic');
    parsers.second.tables('SELECT 1', 'mysql');
    broad = parsers;
  };
  return {
    load(source) {
      if (dialectOf(source) === 'sqlite') return sqlite === undefined ? loadSqlite() : undefined;
      return broad === undefined ? loadBroad() : undefined;
    },
    read(source, context) {
      if (dialectOf(source) === 'sqlite') {
        if (sqlite !== undefined) return readSqlite(sqlite, source, context);
      } else if (broad !== undefined) return readBroad(broad, source, context);
      return unread(source, context, 'problem.reader-failed', { dialect: dialectOf(source) });
    },
  };
}
