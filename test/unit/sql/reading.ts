import path from 'node:path';
import { openWorker } from '../../../src/app/workers/workerThread.ts';
import type { Context, Reading } from '../../../src/reading/reader.ts';
import type { WorkerPort } from '../../../src/reading/workerPort.ts';
import { openSqlReader } from '../../../src/sql/openSql.ts';

export const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/user',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};

/** The built worker: tests of other dialects than PostgreSQL need `node esbuild.mjs` first. */
export function openBuiltWorker(): WorkerPort {
  return openWorker(path.join(process.cwd(), 'dist', 'sqlWorker.mjs'));
}

export async function openRead(worker: WorkerPort): Promise<(text: string, dialect?: string) => Promise<Reading>> {
  const reader = await openSqlReader({ worker })();
  return async (text, dialect = '') =>
    reader({ language: 'sql', text, ...(dialect === '' ? {} : { dialect }) }, CONTEXT);
}

/** `kind name` of each effect. */
export function summary({ effects }: Reading): readonly string[] {
  return effects.map(({ kind, object }) => `${kind} ${object.name}`);
}
