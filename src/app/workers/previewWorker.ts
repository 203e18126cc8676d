import { parentPort } from 'node:worker_threads';
import { endWhenTold } from '../../preview/endThread.ts';
import { haveChanged } from '../../preview/files/marks.ts';
import { dockerSource } from '../../preview/docker/dockerSource.ts';
import { filesSource } from '../../preview/files/filesSource.ts';
import { gitSource } from '../../preview/git/gitSource.ts';
import { kubernetesSource } from '../../preview/kubernetes/kubernetesSource.ts';
import type { PreviewSource } from '../../preview/preview.ts';
import { terraformSource } from '../../preview/terraform/terraformSource.ts';
import type { DiskSource, FromLookThread, ToLookThread, ToolsNow } from '../lookThread.ts';

function sourceOf(name: DiskSource, { refusals, dockerHere }: ToolsNow): PreviewSource {
  switch (name) {
    case 'files':
      return filesSource({});
    case 'git':
      return gitSource({});
    case 'terraform':
      return terraformSource();
    case 'docker':
      return dockerSource({ refusals, here: dockerHere });
    case 'kubernetes':
      return kubernetesSource({ refusals });
  }
}

const running = new Map<number, AbortController>();

const post = (message: FromLookThread): void => parentPort?.postMessage(message);

endWhenTold();
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
  const { source, subject, tools } = message;
  const controller = new AbortController();
  running.set(id, controller);
  sourceOf(source, tools)
    .look(subject, (report) => post({ id, report }), controller.signal)
    .then(
      () => post({ id, ended: true }),
      (error: unknown) => post({ id, failed: error instanceof Error ? error.message : String(error) }),
    )
    .finally(() => running.delete(id));
});
