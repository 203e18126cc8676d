import type { WorkerPort } from '../reading/workerPort.ts';

/** What the SQL reader needs from outside. */
export interface SqlPorts {
  /** Runs `dist/sqlWorker.mjs`: every parser that can hang or die lives there. */
  readonly worker: WorkerPort;
}
