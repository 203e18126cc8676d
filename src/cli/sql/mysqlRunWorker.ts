import { parentPort, workerData } from 'node:worker_threads';
import { runMysql } from './mysqlRun.ts';
import type { FromRunWorker, SqlJob } from './serverRun.ts';

const post = (message: FromRunWorker): void => parentPort?.postMessage(message);

void runMysql(workerData as SqlJob, () => post({ type: 'committing' })).then((end) => post({ type: 'ended', end }));
