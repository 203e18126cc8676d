import { parentPort } from 'node:worker_threads';
import { haveChanged } from '../../preview/files/marks.ts';
import { filesSource } from '../../preview/files/filesSource.ts';
import { gitSource } from '../../preview/git/gitSource.ts';
import { terraformSource } from '../../preview/terraform/terraformSource.ts';
import type { FromLookThread, ToLookThread } from '../lookThread.ts';

const sources = { files: filesSource({}), git: gitSource({}), terraform: terraformSource() };

const running = new Map<number, AbortController>();

const post = (message: FromLookThread): void => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToLookThread) => {
  if ('cancel' in message) {
    running.get(message.cancel)?.abort();
    return;
  }
  const { id } = message;
  if ('marks' in message) {
    post({ id, changed: haveChanged(message.marks) });
    return;
  }
  const { source, subject } = message;
  const controller = new AbortController();
  running.set(id, controller);
  sources[source]
    .look(subject, (report) => post({ id, report }), controller.signal)
    .then(
      () => post({ id, ended: true }),
      (error: unknown) => post({ id, failed: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => running.delete(id));
});
