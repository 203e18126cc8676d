import { fork, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PreviewEntry, PreviewSource, PreviewSubject, Remark } from '../preview.ts';
import { openRowReport, rowSample } from '../rowReport.ts';
import { databaseFile, LARGEST } from './databaseFile.ts';
import { databaseTexts, type DatabaseTexts } from './databaseTexts.ts';
import type { DryRun } from './dryRun.ts';
import type { FromWorker, Job } from './workerMessages.ts';

export interface SqliteOptions {
  /** The built `sqlitePreviewWorker.mjs`. */
  readonly worker: string;
  /** A Node with `node:sqlite` and its authorizer; default: the one that runs this. */
  readonly node?: string;
  /** Milliseconds for one database, the copy included. Default 5,000. */
  readonly time?: number;
  /** Milliseconds for counting in a file that took too long to copy. Default 1,500: with the copy's time, still before a look is given up. */
  readonly countTime?: number;
  /** Bytes above which a database is not copied. Default 2 GiB. */
  readonly largest?: number;
}

const TIME = 5_000;
const COUNT_TIME = 1_500;

/** Databases of one action that are looked at. */
const MOST_DATABASES = 4;

/** Rows that a text would change in SQLite files, found by running it in a copy that is thrown away. */
export function sqliteSource(options: SqliteOptions): PreviewSource {
  return {
    name: 'sqlite',
    wants: (subject) => {
      const { databases, unknown } = databaseTexts(subject);
      return databases.length > 0 || unknown.length > 0;
    },
    async look(subject, report, signal) {
      const { databases, unknown } = databaseTexts(subject);
      const found = openRowReport('sqlite', unknown, report, signal);
      found.tell('counting');
      for (const database of databases.slice(0, MOST_DATABASES)) {
        const run = await runInCopy(
          options,
          database,
          subject,
          (partial) => found.tell('counting', entriesOf(database, partial), partial.unknown),
          signal,
        );
        if (signal.aborted) return;
        found.entries.push(...entriesOf(database, run));
        found.unknown.push(...run.unknown);
      }
      for (const { target } of databases.slice(MOST_DATABASES))
        found.unknown.push({ code: 'unknown.too-many-databases', values: { path: target } });
      found.tell('done');
    },
  };
}

async function runInCopy(
  options: SqliteOptions,
  { target, texts }: DatabaseTexts,
  subject: PreviewSubject,
  progress: (run: DryRun) => void,
  signal: AbortSignal,
): Promise<DryRun> {
  const none = (code: string, values: Readonly<Record<string, string>> = {}): DryRun => ({
    hits: [],
    unknown: [{ code, values: { path: target, ...values } }],
  });
  const checked = await databaseFile(target, subject.workspace, options.largest ?? LARGEST);
  if (!checked.ok) return { hits: [], unknown: [checked.why] };
  if (signal.aborted) return none('unknown.cancelled');
  let folder: string;
  try {
    // mkdtemp makes it 0700: what is in the database stays the user's.
    folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'keyturn-copy-'));
    const space = await fs.promises.statfs(folder);
    if (!checked.large && space.bavail * space.bsize < checked.bytes * 2 + 16 * 1024 * 1024) {
      await fs.promises.rm(folder, { recursive: true, force: true });
      return none('unknown.sql-no-space');
    }
  } catch (error) {
    return none('unknown.sql-failed', { message: error instanceof Error ? error.message : '' });
  }
  try {
    const job = { file: checked.file, folder, texts, copies: !checked.large };
    const { run, isCopied } = await runWorker(options, job, progress, signal, none);
    // A disk that is too slow for a copy: then only what the statements name themselves.
    const isSlow = job.copies && !isCopied && run.unknown.at(-1)?.code === 'unknown.sql-timeout';
    if (!isSlow || signal.aborted) return run;
    const time = options.countTime ?? COUNT_TIME;
    return (await runWorker({ ...options, time }, { ...job, copies: false }, progress, signal, none)).run;
  } finally {
    await fs.promises.rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  }
}

function runWorker(
  options: SqliteOptions,
  job: Job,
  progress: (run: DryRun) => void,
  signal: AbortSignal,
  none: (code: string, values?: Readonly<Record<string, string>>) => DryRun,
): Promise<{ readonly run: DryRun; readonly isCopied: boolean }> {
  return new Promise((resolve) => {
    let last: DryRun | undefined;
    let child: ChildProcess;
    let ended: DryRun | undefined;
    let isCopied = false;
    try {
      // Absolute: the process starts in the copy's folder.
      child = fork(path.resolve(options.worker), [], {
        ...(options.node === undefined ? {} : { execPath: options.node }),
        execArgv: ['--max-old-space-size=256', '--no-warnings'],
        // Built from nothing, so that no NODE_OPTIONS gets in; Electron's own binary is a Node only when told so.
        env: { ELECTRON_RUN_AS_NODE: '1', PATH: '/usr/bin:/bin', LC_ALL: 'C' },
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        cwd: job.folder,
      });
    } catch (error) {
      resolve({ run: none('unknown.sql-failed', { message: error instanceof Error ? error.message : '' }), isCopied });
      return;
    }
    const stop = (run: DryRun): void => {
      ended ??= run;
      child.kill('SIGKILL');
    };
    const late = setTimeout(() => {
      const found = last ?? { hits: [], unknown: [] };
      stop({ hits: found.hits, unknown: [...found.unknown, ...none('unknown.sql-timeout').unknown] });
    }, options.time ?? TIME);
    const cancel = (): void => stop(none('unknown.cancelled'));
    signal.addEventListener('abort', cancel, { once: true });
    child.on('message', (message: FromWorker) => {
      if (message.type === 'counting') {
        last = message.run;
        progress(message.run);
      } else if (message.type === 'copied') isCopied = true;
      else if (message.type === 'done') ended ??= message.run;
      else
        ended ??= {
          hits: [],
          unknown: [{ code: message.why.code, values: { path: job.file, ...message.why.values } }],
        };
    });
    child.on('error', (error) => {
      ended ??= none('unknown.sql-failed', { message: error.message });
      finish();
    });
    child.on('exit', finish);
    function finish(): void {
      clearTimeout(late);
      signal.removeEventListener('abort', cancel);
      // Killed from outside, out of memory, or SQLite itself fell over the file.
      resolve({ run: ended ?? none('unknown.sql-crashed'), isCopied });
    }
    child.send(job, (error) => {
      if (error !== null) stop(none('unknown.sql-failed', { message: error.message }));
    });
  });
}

function entriesOf({ target, repeats }: DatabaseTexts, run: DryRun): readonly PreviewEntry[] {
  return run.hits.map((hit) => ({
    object: { type: hit.type, name: hit.table, connection: { dialect: 'sqlite', target } },
    verb: hit.verb,
    via: hit.via,
    ...(hit.from === undefined ? {} : { from: hit.from }),
    count:
      hit.rows === undefined
        ? { kind: 'unknown' }
        : { kind: hit.about === true || repeats ? 'estimate' : 'exact', value: hit.rows },
    unit: 'rows',
    ...(hit.of === undefined ? {} : { of: hit.of }),
    undo: hit.verb === 'insert' ? 'unknown' : 'none',
    ...rowSample(hit.sample),
    ...notesOf(hit.notes, repeats),
  }));
}

function notesOf(notes: readonly Remark[], repeats: boolean): Pick<PreviewEntry, 'notes'> {
  const all = repeats ? [...notes, { code: 'note.repeats', values: {} }] : notes;
  return all.length === 0 ? {} : { notes: all };
}
