import { parentPort, workerData } from 'node:worker_threads';
import { lookForConfigured } from './lookForConfigured.ts';

/** A thread of its own: what it reads may be made to keep a parser busy. */
const { cwd, workspace } = workerData as { readonly cwd: string; readonly workspace: string };

void lookForConfigured(cwd, workspace).then((found) => parentPort?.postMessage(found));
