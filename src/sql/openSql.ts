import type { Context, OpenReader, Reading, RemoteReader, Source } from '../reading/reader.ts';
import { WORKER_PROBLEMS } from '../reading/workerPort.ts';
import { combineReadings } from './combine.ts';
import { dialectName, dialectOf } from './dialect.ts';
import { openPostgresParser, type PostgresParser } from './parse/postgres.ts';
import type { SqlPorts } from './ports.ts';
import { unfit, unread } from './problems.ts';
import { readPostgres } from './readPostgres.ts';
import { isReading } from '../reading/remote.ts';

/** Milliseconds the worker may take for one text; then it is ended and built anew. */
const DEADLINE_MS = 2000;

/** Opens the SQL reader: PostgreSQL in process, all other dialects in the worker. */
export function openSqlReader(ports: SqlPorts): OpenReader {
  let parser: Promise<PostgresParser> | undefined;
  const postgres = async (): Promise<PostgresParser> => {
    parser ??= openPostgresParser();
    return parser;
  };
  const readHere = async (source: Source, context: Context, schema?: string): Promise<Reading> => {
    try {
      return readPostgres(await postgres(), source, context, schema);
    } catch {
      parser = undefined;
      return unread(source, context, 'problem.reader-failed', { dialect: 'postgresql' });
    }
  };
  const read: RemoteReader = async (source, context) => {
    switch (dialectOf(source)) {
      case 'postgresql':
        return readHere(source, context);
      case 'unknown':
        return combineReadings([
          await readHere(source, context, ''),
          await readInWorker(ports, { ...source, dialect: 'sqlite' }, context),
          await readInWorker(ports, { ...source, dialect: 'mysql' }, context),
        ]);
      default:
        return readInWorker(ports, source, context);
    }
  };
  return () => Promise.resolve(read);
}

async function readInWorker(ports: SqlPorts, source: Source, context: Context): Promise<Reading> {
  const dialect = dialectName(source);
  const bad = unfit(source.text);
  if (bad !== undefined) return unread(source, context, bad);
  const answer = await ports.worker.ask({ source, context }, DEADLINE_MS);
  if (!answer.ok) return unread(source, context, WORKER_PROBLEMS[answer.why], { dialect });
  return isReading(answer.value) ? answer.value : unread(source, context, 'problem.reader-failed', { dialect });
}
