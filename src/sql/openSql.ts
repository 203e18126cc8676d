import type { OpenReader, Reading } from '../reading/reader.ts';
import type { SqlPorts } from './ports.ts';

/** Opens the SQL reader: PostgreSQL in process, all other dialects in the worker. */
export function openSqlReader(_ports: SqlPorts): OpenReader {
  return () =>
    Promise.resolve((source): Reading => ({
      effects: [],
      embedded: [],
      problems: [{ rule: 'problem.syntax', range: [0, source.text.length], values: { dialect: source.dialect ?? '' } }],
      asks: [],
      complete: false,
    }));
}
