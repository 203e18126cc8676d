import { parentPort, workerData } from 'node:worker_threads';
import { endWhenTold } from '../../endThread.ts';
import { lookForConfigured } from './lookForConfigured.ts';

/** A thread of its own: what it reads may be made to keep a parser busy. */
const { cwd, workspace } = workerData as { readonly cwd: string; readonly workspace: string };

endWhenTold();
void lookForConfigured(cwd, workspace).then((found) => parentPort?.postMessage(found));
