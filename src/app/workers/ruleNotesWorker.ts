import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { openReaders } from '../readers.ts';
import { answerNotes } from '../rules/notes/answerNotes.ts';
import type { NoteRequest } from '../rules/notes/noteRequest.ts';
import type { WorkerMessage } from './workerThread.ts';

// The readers' own threads and wasm lie beside this file.
const answer = answerNotes(openReaders({ dist: path.dirname(fileURLToPath(import.meta.url)) }).readers);

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', ({ id, request }: { readonly id: number; readonly request: NoteRequest }) => {
  answer(request).then(
    (value) => post({ id, value }),
    (error: unknown) => post({ id, error: String(error) }),
  );
});
post('ready');
