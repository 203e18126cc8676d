import type { Context, OpenReader, Reading, RemoteReader, Source } from '../reading/reader.ts';
import { WORKER_PROBLEMS } from '../reading/workerPort.ts';
import { combineReadings } from './combine.ts';
import { dialectOf } from './dialect.ts';
import { openPostgresParser, type PostgresParser } from './parse/postgres.ts';
import type { SqlPorts } from './ports.ts';
import { unfit, unread } from './problems.ts';
import { readPostgres } from './readPostgres.ts';
import { isReading } from '../reading/remote.ts';

/** Milliseconds the worker may take for one text; then it is ended and built anew. */
const DEADLINE_MS = 2000;

/** Texts for PostgreSQL up to this many UTF-16 units are read in this thread: a longer one could keep it from all else for a tenth of a second. */
const MAX_HERE = 8 * 1024;

/** Opens the SQL reader: PostgreSQL's parser in process where the text is short, all else in the worker. */
export function openSqlReader(ports: SqlPorts): OpenReader {
  let parser: PostgresParser | undefined;
  const readHere = async (source: Source, context: Context, schema?: string): Promise<Reading> => {
    try {
      parser ??= await openPostgresParser();
    } catch {
      return unread(source, context, 'problem.reader-not-loaded');
    }
    return readPostgres(parser, source, context, schema);
  };
  const readUnknown = async (source: Source, context: Context): Promise<Reading> =>
    combineReadings([
      isLong(source) ? await readInWorker(ports, source, context) : await readHere(source, context, ''),
      await readInWorker(ports, { ...source, dialect: 'sqlite' }, context),
      await readInWorker(ports, { ...source, dialect: 'mysql' }, context),
    ]);
  const read: RemoteReader = (source, context) => {
    switch (dialectOf(source)) {
      case 'postgresql':
        if (isLong(source)) return readInWorker(ports, source, context);
        // An answer at once needs no bound on its time, which costs as much as a tenth of the reading of a short text.
        return parser === undefined ? readHere(source, context) : readPostgres(parser, source, context);
      case 'unknown':
        return readUnknown(source, context);
      default:
        return readInWorker(ports, source, context);
    }
  };
  return () => Promise.resolve(read);
}

function isLong({ text }: Source): boolean {
  return text.length > MAX_HERE;
}

async function readInWorker(ports: SqlPorts, source: Source, context: Context): Promise<Reading> {
  const bad = unfit(source.text);
  if (bad !== undefined) return unread(source, context, bad);
  const answer = await ports.worker.ask({ source, context }, DEADLINE_MS);
  if (!answer.ok) return unread(source, context, WORKER_PROBLEMS[answer.why]);
  return isReading(answer.value) ? answer.value : unread(source, context, 'problem.reader-failed');
}
