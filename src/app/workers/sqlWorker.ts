import { parentPort } from 'node:worker_threads';
import { openWorkerReader } from '../../sql/openWorkerReader.ts';
import { isReaderRequest } from '../../reading/remote.ts';
import type { WorkerMessage } from './workerThread.ts';

/** The files of the parsers lie beside this bundle. */
const beside = (name: string): string => new URL(name, import.meta.url).href;

const reader = openWorkerReader({
  sqlite: {
    runtimeScript: beside('syntaqlite-runtime.cjs'),
    runtimeWasm: beside('syntaqlite-runtime.wasm'),
    dialectWasm: beside('syntaqlite-sqlite.wasm'),
  },
});

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: { readonly id: number; readonly request: unknown }) => {
  void answer(message.id, message.request);
});
post('ready');

async function answer(id: number, request: unknown): Promise<void> {
  try {
    if (!isReaderRequest(request)) throw new TypeError('not a request');
    const load = reader.load(request.source);
    if (load !== undefined) {
      post({ id, phase: 'loading' });
      await load;
      post({ id, phase: 'working' });
    }
    post({ id, value: reader.read(request.source, request.context) });
  } catch (error) {
    post({ id, error: String(error) });
    // A wasm module that has failed once may fail silently later: the next request gets a new thread.
    process.exit(1);
  }
}
