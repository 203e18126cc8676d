import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { openParsers } from '../../code/openParsers.ts';
import { grammarOf, readProgram } from '../../code/readProgram.ts';
import { isReaderRequest } from '../../reading/remote.ts';
import type { WorkerMessage } from './workerThread.ts';

/** The grammars lie beside this bundle. */
const parsers = openParsers((name) => readFile(new URL(name, import.meta.url)));

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: { readonly id: number; readonly request: unknown }) => {
  void answer(message.id, message.request);
});
post('ready');

async function answer(id: number, request: unknown): Promise<void> {
  try {
    if (!isReaderRequest(request)) throw new TypeError('not a request');
    const grammar = grammarOf(request.source);
    if (grammar === undefined) throw new TypeError('no grammar');
    const load = parsers.load(grammar);
    if (load !== undefined) {
      post({ id, phase: 'loading' });
      await load;
      post({ id, phase: 'working' });
    }
    const { source, context } = request;
    post({ id, value: readProgram(grammar, parsers.parse(grammar, source.text), source, context) });
  } catch (error) {
    post({ id, error: String(error) });
    // A wasm module that has failed once may fail silently later: the next request gets a new thread.
    process.exit(1);
  }
}
