import { parentPort } from 'node:worker_threads';
import { isReaderRequest, type ReaderRequest } from '../../reading/remote.ts';
import type { WorkerMessage } from './workerThread.ts';

/** Says that code is being loaded, which the request cannot help, and when that is over. */
export type Loading = (work: Promise<void>) => Promise<void>;

/** Answers each request that reaches this thread, until one fails. Call it once. */
export function answerReadings(read: (request: ReaderRequest, loading: Loading) => Promise<unknown>): void {
  const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

  const answer = async (id: number, request: unknown): Promise<void> => {
    try {
      if (!isReaderRequest(request)) throw new TypeError('not a request');
      const value = await read(request, async (work) => {
        post({ id, phase: 'loading' });
        await work;
        post({ id, phase: 'working' });
      });
      post({ id, value });
    } catch (error) {
      post({ id, error: String(error) });
      // A wasm module that has failed once may fail silently later: the next request gets a new thread.
      process.exit(1);
    }
  };

  parentPort?.on('message', (message: { readonly id: number; readonly request: unknown }) => {
    void answer(message.id, message.request);
  });
  post('ready');
}
