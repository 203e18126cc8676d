import { parentPort } from 'node:worker_threads';
import { diskFacts } from '../facts/diskFacts.ts';
import type { FactsAnswer, FactsRequest } from '../facts/factsThread.ts';
import { isSo } from '../facts/granted.ts';
import type { WorkerMessage } from './workerThread.ts';

const facts = diskFacts();

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

const answer = async ({ subject, ground, granted }: FactsRequest): Promise<FactsAnswer> =>
  granted === undefined || isSo(granted) ? facts.look(subject, ground) : undefined;

parentPort?.on('message', ({ id, request }: { readonly id: number; readonly request: FactsRequest }) => {
  answer(request).then(
    (value) => post({ id, value }),
    (error: unknown) => post({ id, error: String(error) }),
  );
});
post('ready');
