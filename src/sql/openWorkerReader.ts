import type { Context, Reading, Source } from '../reading/reader.ts';
import { dialectOf } from './dialect.ts';
import { openSecondParser } from './parse/nodeSql.ts';
import { openPostgresParser, type PostgresParser } from './parse/postgres.ts';
import { openSqliteParser, type SqliteFiles, type SqliteParser } from './parse/sqlite.ts';
import { openBroadParser } from './parse/sqlparser.ts';
import { unread } from './problems.ts';
import { readBroad, type BroadParsers } from './readBroad.ts';
import { readPostgres } from './readPostgres.ts';
import { readSqlite } from './readSqlite.ts';

export interface WorkerFiles {
  readonly sqlite: SqliteFiles;
}

/** The worker's side: every dialect, PostgreSQL where the text is long. What is said of no server is read here as PostgreSQL's, one reading of three. */
export interface WorkerReader {
  /** What must still be loaded for this source; undefined: nothing. */
  load(source: Source): Promise<void> | undefined;
  /** Throws when a parser dies; then the worker must end. Only after `load`. */
  read(source: Source, context: Context): Reading;
}

export function openWorkerReader(files: WorkerFiles): WorkerReader {
  let sqlite: SqliteParser | undefined;
  let postgres: PostgresParser | undefined;
  let broad: BroadParsers | undefined;
  const loadSqlite = async (): Promise<void> => {
    const parser = await openSqliteParser(files.sqlite);
    // The first text makes the engine compile: that is loading too, and no text's own time.
    parser.parse('SELECT 1');
    sqlite = parser;
  };
  const loadPostgres = async (): Promise<void> => {
    const parser = await openPostgresParser();
    parser.parse('SELECT 1');
    postgres = parser;
  };
  const loadBroad = async (): Promise<void> => {
    const parsers = { broad: await openBroadParser(), second: await openSecondParser() };
    parsers.broad.parse('SELECT 1', 'generic');
    parsers.second.tables('SELECT 1', 'mysql');
    broad = parsers;
  };
  return {
    load(source) {
      switch (dialectOf(source)) {
        case 'sqlite':
          return sqlite === undefined ? loadSqlite() : undefined;
        case 'postgresql':
        case 'unknown':
          return postgres === undefined ? loadPostgres() : undefined;
        default:
          return broad === undefined ? loadBroad() : undefined;
      }
    },
    read(source, context) {
      const dialect = dialectOf(source);
      if (dialect === 'sqlite') {
        if (sqlite !== undefined) return readSqlite(sqlite, source, context);
      } else if (dialect === 'postgresql') {
        if (postgres !== undefined) return readPostgres(postgres, source, context);
      } else if (dialect === 'unknown') {
        if (postgres !== undefined) return readPostgres(postgres, source, context, '');
      } else if (broad !== undefined) return readBroad(broad, source, context);
      return unread(source, context, 'problem.reader-failed');
    },
  };
}
