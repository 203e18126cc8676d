import { parentPort } from 'node:worker_threads';
import { diskFacts } from '../facts/diskFacts.ts';
import type { FactsRequest } from '../facts/factsThread.ts';
import type { WorkerMessage } from './workerThread.ts';

const facts = diskFacts();

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', ({ id, request }: { readonly id: number; readonly request: FactsRequest }) => {
  facts.look(request.subject, request.ground).then(
    (value) => post({ id, value }),
    (error: unknown) => post({ id, error: String(error) }),
  );
});
post('ready');
