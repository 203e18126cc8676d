import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import { openParsers } from '../../code/openParsers.ts';
import { LANGUAGES } from '../../code/languages.ts';
import { parseProgram, readProgram } from '../../code/readProgram.ts';
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
    const { source, context } = request;
    const language = LANGUAGES.get(source.dialect ?? '');
    if (language === undefined) throw new TypeError('no grammar');
    const tree = await parseProgram(parsers, language, source, {
      async loading(work) {
        post({ id, phase: 'loading' });
        await work;
        post({ id, phase: 'working' });
      },
      // Whoever asked ends the thread when its time is over.
      isOver: () => false,
    });
    post({ id, value: readProgram(language, tree, source, context) });
  } catch (error) {
    post({ id, error: String(error) });
    // A wasm module that has failed once may fail silently later: the next request gets a new thread.
    process.exit(1);
  }
}
