import { parentPort, workerData } from 'node:worker_threads';
import { runPostgres } from './postgresRun.ts';
import type { FromRunWorker, SqlJob } from './serverRun.ts';

const post = (message: FromRunWorker): void => parentPort?.postMessage(message);

void runPostgres(workerData as SqlJob, () => post({ type: 'committing' })).then((end) => post({ type: 'ended', end }));
