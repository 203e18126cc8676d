import path from 'node:path';
import { filesSource } from '../preview/files/filesSource.ts';
import { gitSource } from '../preview/git/gitSource.ts';
import { sqliteSource } from '../preview/sqlite/sqliteSource.ts';
import type { PreviewReport, PreviewSource } from '../preview/preview.ts';
import type { PreviewPort } from '../review/ports.ts';

export interface PreviewsOptions {
  /** Folder of the built bundles: the SQLite worker lies there. */
  readonly dist: string;
  /** The person's home folder. */
  readonly home: string;
  /** A Node with `node:sqlite`, where the one that runs this has none. */
  readonly node?: string;
  /** Instead of the product's own sources, in tests. */
  readonly sources?: readonly PreviewSource[];
  /** Milliseconds after which a source that has not ended is given up. Default 7,000: above every source's own limit. */
  readonly deadline?: number;
  /** Least milliseconds between two calls of the listener while sources count. Default 100. */
  readonly pause?: number;
}

const DEADLINE = 7_000;
const PAUSE = 100;

/** Runs all sources that want a subject. Never throws; a source that fails or is late says so in its own report. */
export function openPreviews(options: PreviewsOptions): PreviewPort {
  const sources = options.sources ?? ownSources(options);
  const deadline = options.deadline ?? DEADLINE;
  const pause = options.pause ?? PAUSE;
  return {
    start(subject, listener) {
      const wanted = sources.map((source) => ({ source, wants: asked(() => source.wants(subject)) }));
      const running = wanted.filter(({ wants }) => wants !== false);
      if (running.length === 0) return () => {};

      const reports: PreviewReport[] = running.map(({ source }) => report(source, 'counting', []));
      const controllers = running.map(() => new AbortController());
      const deadlines = new Set<NodeJS.Timeout>();
      let stopped = false;
      let timer: NodeJS.Timeout | undefined;
      const tell = (): void => {
        clearTimeout(timer);
        timer = undefined;
        if (stopped) return;
        try {
          listener([...reports]);
        } catch {
          // A listener that throws loses this call; the next report reaches it again.
        }
      };
      const set = (index: number, next: PreviewReport): void => {
        const before = reports[index];
        if (stopped || before === undefined || before.state !== 'counting') return;
        reports[index] = next;
        if (reports.every(({ state }) => state !== 'counting')) tell();
        else timer ??= setTimeout(tell, pause);
      };

      running.forEach(({ source, wants }, index) => {
        const controller = controllers[index] as AbortController;
        const end = (code: string, why: string): void => {
          const found = reports[index]?.entries ?? [];
          const remark = { code, values: { source: source.name, why } };
          set(index, { ...report(source, 'failed', found), unknown: [...(reports[index]?.unknown ?? []), remark] });
        };
        const late = setTimeout(() => {
          end('unknown.timeout', '');
          controller.abort();
        }, deadline);
        deadlines.add(late);
        const look = async (): Promise<void> => {
          if (wants === undefined) throw new Error('the source could not read the action');
          await source.look(subject, (next) => set(index, next), controller.signal);
        };
        look()
          .then(
            () => end('unknown.unfinished', ''),
            (error: unknown) => end('unknown.failed', error instanceof Error ? error.message : String(error)),
          )
          .finally(() => {
            clearTimeout(late);
            deadlines.delete(late);
          });
      });
      timer ??= setTimeout(tell, 0);

      return () => {
        stopped = true;
        clearTimeout(timer);
        for (const late of deadlines) clearTimeout(late);
        for (const controller of controllers) controller.abort();
      };
    },
  };
}

function ownSources({ dist, node }: PreviewsOptions): readonly PreviewSource[] {
  const worker = path.join(dist, 'sqlitePreviewWorker.mjs');
  return [filesSource({}), gitSource({}), sqliteSource({ worker, ...(node === undefined ? {} : { node }) })];
}

/** `undefined`: the source threw, which is not a no. */
function asked(ask: () => boolean): boolean | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function report(
  source: PreviewSource,
  state: PreviewReport['state'],
  entries: PreviewReport['entries'],
): PreviewReport {
  return { source: source.name, state, entries, unknown: [] };
}
