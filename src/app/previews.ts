import path from 'node:path';
import type { Action } from '../action/action.ts';
import { targetsOf } from '../preview/files/targets.ts';
import { mayLose, mayLoseBeside } from '../preview/git/mayLose.ts';
import { httpSource } from '../preview/http/httpSource.ts';
import { mysqlKind } from '../preview/mysql/mysqlKind.ts';
import { postgresKind } from '../preview/postgres/postgresKind.ts';
import type { PreviewReport, PreviewSource, PreviewSubject, Remark } from '../preview/preview.ts';
import { askConfigured } from '../preview/server/configured/askConfigured.ts';
import { expectedServers, type ServerDialect } from '../preview/server/expected.ts';
import { NO_SERVERS, type KnownServers } from '../preview/server/remoteServer.ts';
import { serverSource } from '../preview/server/serverSource.ts';
import { keepSpare } from '../preview/server/spareThread.ts';
import { sqliteSource } from '../preview/sqlite/sqliteSource.ts';
import { NO_TOOLS, type ToolRefusals } from '../preview/tools/ownTools.ts';
import type { PreviewPort } from '../review/ports.ts';
import { isDockerHere } from './facts/dockerHere.ts';
import { wantsDocker } from '../preview/docker/dockerRuns.ts';
import { wantsKubernetes } from '../preview/kubernetes/kubeRuns.ts';
import { wantsTerraform } from '../preview/terraform/terraformRuns.ts';
import { openLookThread, type LookThread } from './lookThread.ts';

export interface PreviewsOptions {
  /** Folder of the built bundles: the SQLite worker lies there. */
  readonly dist: string;
  /** The person's home folder. */
  readonly home: string;
  /** A Node with `node:sqlite`, where the one that runs this has none. */
  readonly node?: string;
  /** False: no file is read, so that only database servers are looked at. Default true. */
  readonly disk?: boolean;
  /** Databases that the person's settings name or a person has allowed. Default: none. */
  readonly servers?: KnownServers;
  /** Which of the person's own programs may not be asked. Default: all of them. */
  readonly tools?: () => Promise<ToolRefusals>;
  /** Instead of the product's own sources, in tests. */
  readonly sources?: readonly PreviewSource[];
  /** Milliseconds after which a source that has not ended is given up. Default 7,000: above every source's own limit. */
  readonly deadline?: number;
  /** Least milliseconds between two calls of the listener while sources count. Default 100. */
  readonly pause?: number;
}

const DEADLINE = 7_000;
const PAUSE = 100;

/** Previews that can be told of an action before it is read. */
export interface Previews extends PreviewPort {
  /** Loads what a look into a database server needs, while the action is still being read. Never throws. */
  expect(action: Action): void;
  /** Gives back the thread that looks at the disk, unless somebody else of this process looks. After a second at most. */
  close(): Promise<void>;
}

type Listener = (reports: readonly PreviewReport[]) => void;

/** Runs all sources that want a subject. Never throws; a source that fails or is late says so in its own report. */
export function openPreviews(options: PreviewsOptions): Previews {
  return {
    expect: (action) => {
      try {
        for (const dialect of expectedServers(action)) keepSpare(path.resolve(serverWorker(options.dist, dialect)));
      } catch {
        // The look itself says what it lacks.
      }
    },
    start: (subject, listener) => startAll(options, subject, listener),
    changed: (reports) => {
      const marks = reports.flatMap((report) => report.marks ?? []);
      return marks.length === 0 ? Promise.resolve(false) : lookThreadOf(options.dist).glance(marks);
    },
    close: () => lookThreadOf(options.dist).close(),
  };
}

/** One look, to its end. Nobody wants the subject: no report. */
export function previewOnce(options: PreviewsOptions, subject: PreviewSubject): Promise<readonly PreviewReport[]> {
  const sources = wanting(options.sources ?? ownSources(options), subject);
  if (sources.length === 0) return Promise.resolve([]);
  return new Promise((resolve) => {
    startAll({ ...options, sources }, subject, (reports) => {
      if (reports.every(({ state }) => state !== 'counting')) resolve(reports);
    });
  });
}

function startAll(options: PreviewsOptions, subject: PreviewSubject, listener: Listener): () => void {
  const sources = wanting(options.sources ?? ownSources(options), subject);
  if (sources.length === 0) {
    const nothing = setTimeout(() => listener([]), 0);
    return () => clearTimeout(nothing);
  }
  const reports: PreviewReport[] = sources.map(({ name }) => empty(name, 'counting'));
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (stopped) return;
    try {
      listener([...reports]);
    } catch {
      // A listener that throws loses this call; the next one reaches it again.
    }
  };
  const stops = sources.map((source, index) =>
    startOne(source, subject, options.deadline ?? DEADLINE, (report) => {
      if (stopped) return;
      reports[index] = report;
      if (reports.every(({ state }) => state !== 'counting')) tell();
      else timer ??= setTimeout(tell, options.pause ?? PAUSE);
    }),
  );
  timer ??= setTimeout(tell, 0);
  return () => {
    stopped = true;
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/** Reports until the source's own end, its failure or the deadline, whichever is first; then no more. */
function startOne(
  source: PreviewSource,
  subject: PreviewSubject,
  deadline: number,
  report: (report: PreviewReport) => void,
): () => void {
  const controller = new AbortController();
  let last = empty(source.name, 'counting');
  let ended = false;
  const set = (next: PreviewReport): void => {
    if (ended) return;
    ended = next.state !== 'counting';
    if (ended) clearTimeout(late);
    last = next;
    report(ended && source.ages !== false ? { ...next, takenAt: Date.now() } : next);
  };
  const fail = (code: string, why = ''): void => {
    const remark: Remark = { code, values: { source: source.name, why } };
    set({ ...last, state: 'failed', unknown: [...last.unknown, remark] });
  };
  const late = setTimeout(() => {
    fail('unknown.timeout');
    controller.abort();
  }, deadline);
  const look = async (): Promise<void> => source.look(subject, set, controller.signal);
  look().then(
    () => fail('unknown.unfinished'),
    (error: unknown) => fail('unknown.failed', error instanceof Error ? error.message : String(error)),
  );
  return () => {
    ended = true;
    clearTimeout(late);
    controller.abort();
  };
}

/** A source that cannot even say whether it wants the subject is asked to look: its failure is then told. */
function wanting(sources: readonly PreviewSource[], subject: PreviewSubject): readonly PreviewSource[] {
  return sources.filter((source) => {
    try {
      return source.wants(subject);
    } catch {
      return true;
    }
  });
}

function ownSources({
  dist,
  home,
  node,
  disk = true,
  servers = NO_SERVERS,
  tools = () => Promise.resolve(NO_TOOLS),
}: PreviewsOptions): readonly PreviewSource[] {
  const worker = (name: string): string => path.join(dist, `${name}.mjs`);
  const configured = askConfigured(worker('configuredWorker'));
  const postgres = serverSource({
    name: 'postgresql',
    dialects: ['postgresql'],
    kind: postgresKind(home),
    servers,
    configured,
    worker: serverWorker(dist, 'postgresql'),
    disk,
  });
  const mysql = serverSource({
    name: 'mysql',
    dialects: ['mysql', 'mariadb'],
    kind: mysqlKind(home),
    servers,
    configured,
    worker: serverWorker(dist, 'mysql'),
    disk,
  });
  const http = httpSource();
  if (!disk) return [postgres, mysql, http];
  const sqlite = sqliteSource({ worker: worker('sqlitePreviewWorker'), ...(node === undefined ? {} : { node }) });
  return [...diskSources(lookThreadOf(dist), home, tools), sqlite, postgres, mysql, http];
}

function serverWorker(dist: string, dialect: ServerDialect): string {
  return path.join(dist, dialect === 'postgresql' ? 'postgresPreviewWorker.mjs' : 'mysqlPreviewWorker.mjs');
}

/** By the file that runs in it. All looks share one thread, whoever asks for them. */
const threads = new Map<string, LookThread>();

function lookThreadOf(dist: string): LookThread {
  const file = path.join(dist, 'previewWorker.mjs');
  const thread = threads.get(file) ?? openLookThread(file);
  threads.set(file, thread);
  return thread;
}

/** Their own code is in the thread alone; here is only what says whether a subject is theirs. */
function diskSources(thread: LookThread, home: string, tools: () => Promise<ToolRefusals>): readonly PreviewSource[] {
  const asking =
    (source: 'docker' | 'kubernetes'): PreviewSource['look'] =>
    async (...look) =>
      thread.look(source, { refusals: await tools(), dockerHere: isDockerHere(home) })(...look);
  const wantsFiles: PreviewSource['wants'] = ({ reading }) => {
    const { targets, unknown } = targetsOf(reading.effects);
    return targets.length > 0 || unknown.length > 0;
  };
  return [
    { name: 'files', wants: wantsFiles, look: thread.look('files') },
    {
      name: 'git',
      wants: ({ reading }) => reading.effects.some(mayLose) || reading.commands?.some(mayLoseBeside) === true,
      look: thread.look('git'),
    },
    { name: 'terraform', wants: wantsTerraform, look: thread.look('terraform') },
    { name: 'docker', wants: wantsDocker, look: asking('docker') },
    { name: 'kubernetes', wants: wantsKubernetes, look: asking('kubernetes') },
  ];
}

function empty(source: string, state: PreviewReport['state']): PreviewReport {
  return { source, state, entries: [], unknown: [] };
}
