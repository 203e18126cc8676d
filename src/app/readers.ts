import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openHttpReader } from '../http/openHttp.ts';
import type { Readers } from '../reading/ports.ts';
import { openShellReader } from '../shell/openShell.ts';
import { openSqlReader } from '../sql/openSql.ts';
import { openWorker } from './workers/workerThread.ts';

export interface OpenReaders {
  readonly readers: Readers;
  /** Ends the worker threads. Texts read later are opaque. */
  close(): Promise<void>;
}

/** All readers, none of them loaded yet: a parser and its worker start with the first text that needs them. */
export function openReaders(options: { readonly dist: string }): OpenReaders {
  const worker = openWorker(path.join(options.dist, 'sqlWorker.mjs'));
  const codeWorker = openWorker(path.join(options.dist, 'codeWorker.mjs'));
  const shellWorker = openWorker(path.join(options.dist, 'shellWorker.mjs'));
  const shell = openShellReader(shellWorker);
  return {
    readers: {
      shell,
      argv: shell,
      sql: openSqlReader({ worker }),
      http: openHttpReader,
      graphql: openHttpReader,
      code: async () => {
        const { openCodeReader } = await import('../code/openCode.ts');
        return openCodeReader({
          worker: codeWorker,
          wasm: (name) => readFile(path.join(options.dist, name)),
          now: () => performance.now(),
        })();
      },
    },
    close: async () => {
      await Promise.all([worker.close(), codeWorker.close(), shellWorker.close()]);
    },
  };
}
