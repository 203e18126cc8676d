import { parentPort } from 'node:worker_threads';
import { isDialect } from '../card/sql/sqlDialects.ts';
import { layOutSql } from '../card/sql/sqlLayout.ts';
import type { WorkerMessage } from './workerThread.ts';

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', ({ id, request }: { readonly id: number; readonly request: unknown }) => {
  post({ id, value: laidOut(request) });
});
post('ready');

/** Undefined for what the formatter cannot read, and for what is no request: neither is a reason to end the thread. */
function laidOut(request: unknown): string | undefined {
  if (typeof request !== 'object' || request === null || !('text' in request) || !('dialect' in request))
    return undefined;
  const { text, dialect } = request;
  if (typeof text !== 'string' || !isDialect(dialect)) return undefined;
  try {
    return layOutSql(text, dialect);
  } catch {
    return undefined;
  }
}
