import { watch, type FSWatcher } from 'node:fs';
import { lstat, mkdir, readdir, unlink } from 'node:fs/promises';
import path from 'node:path';
import { decodeIntent } from '../action/decodeIntent.ts';
import { textOf } from '../action/utf8.ts';
import type { Hold } from '../review/hold.ts';
import type { Review } from '../review/service.ts';
import { answerOf } from './answer.ts';
import { take } from './desk.ts';
import type { GateParts } from './gateParts.ts';
import { INTENT_NAME, readIntentFile } from './intentFile.ts';
import { ownUid } from './privateFolder.ts';
import { gateProblem, inputGateProblem, problemLine, type GateProblem } from './problem.ts';
import { problemReply } from './reply.ts';
import { textAt, writeWhole } from './windowFile.ts';

/** Milliseconds between two looks at the whole folder. Watching only makes it faster: it is not reliable everywhere. */
const RECONCILE = 1_000;

/** Above this many files nothing in the folder is looked at: to name each would fill the record. */
const MOST_FILES = 10_000;

/** How many files are taken in one look: a flood must not keep everything else waiting. */
const MOST_AT_ONCE = 500;

/** The way in for runners that can write a file and nothing else: `.keyturn/intents`. */
export interface IntentFolder {
  /** What lies there when this resolves is old: it came with the repository, or from an earlier life. */
  open(): Promise<void>;
  close(): Promise<void>;
}

export interface IntentFolderOptions {
  readonly parts: GateParts;
  readonly trusted: () => boolean;
  /** Whether this window answers for the folder. */
  readonly owned: () => boolean;
}

export function createIntentFolder({ parts, trusted, owned }: IntentFolderOptions): IntentFolder {
  const { root, desk, words, record, clock, alarm } = parts;
  const home = path.join(root, '.keyturn');
  const intents = path.join(home, 'intents');
  const decisions = path.join(home, 'decisions');
  let known = new Set<string>();
  /** Names that were there before. By name, not by time: the clock may have been set since, or before. */
  let old: ReadonlySet<string> | undefined;
  let flooded = false;
  const follows = new Map<string, () => void>();
  let watcher: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let closed = false;

  const look = async (): Promise<void> => {
    if (!owned() || !(await isOwnFolder(intents)) || !(await isOwnFolder(home))) return;
    const names = (await readdir(intents)).filter((name) => name.endsWith('.json'));
    const wasFlooded = flooded;
    flooded = names.length > MOST_FILES;
    if (flooded && !wasFlooded) alarm('folder.flooded', { intents, files: String(names.length) });
    if (flooded) return;
    // Not to be listed at the start: then what is there now may all be old.
    const before = old ?? new Set(names);
    old = new Set(names.filter((name) => before.has(name)));
    const fresh: string[] = [];
    const there = new Set<string>();
    for (const name of names.sort()) {
      const key = await keyOf(path.join(intents, name));
      if (key === undefined) continue;
      if (known.has(key)) there.add(key);
      else if (fresh.length < MOST_AT_ONCE) {
        there.add(key);
        fresh.push(name);
      }
    }
    // What is gone is forgotten: it can only come back as another file.
    known = there;
    if (fresh.length === 0) return;
    if (trusted()) await ignore(home);
    const tracked = await parts.trackedIn(intents);
    for (const name of fresh) await takeFile(name, tracked === 'unknown' || tracked.has(name));
  };

  const takeFile = async (name: string, tracked: boolean): Promise<void> => {
    const id = INTENT_NAME.exec(name)?.[1];
    if (id === undefined) return refuse(name, undefined, gateProblem('file-name'));
    if (!trusted()) return refuse(name, id, gateProblem('restricted'));
    if (tracked) return refuse(name, id, gateProblem('file-tracked'));
    if (old?.has(name) !== false) return refuse(name, id, gateProblem('file-old'));
    const file = path.join(intents, name);
    const read = await readIntentFile(file);
    if (!read.ok) return refuse(name, id, read.problem);
    const text = textOf(read.bytes);
    if (text === undefined) return refuse(name, id, { code: 'not-utf8', values: {} });
    const decoded = decodeIntent(text);
    if (!decoded.ok) return refuse(name, id, inputGateProblem(decoded.problem));
    const { intent } = decoded;
    if (intent.id !== undefined && intent.id !== id) return refuse(name, id, gateProblem('id-mismatch', {}, 'id'));
    const taken = await take(desk, root, { intent: { ...intent, id }, way: 'folder', waiting: false });
    if (!taken.taken) return refuse(name, id, taken.problem);
    // It is in the record now; left there, it would be an old file at the next start.
    await unlink(file).catch(() => undefined);
    follow(taken.review, taken.hold);
  };

  const follow = (review: Review, hold: Hold): void => {
    if (hold.state !== 'held') return answer(hold.id, answerOf(hold, told));
    if (follows.has(hold.id)) return;
    const unsubscribe = review.subscribe((change) => {
      const now = change.id === hold.id ? review.get(hold.id) : undefined;
      if (now === undefined || now.state === 'held') return;
      unsubscribe();
      follows.delete(hold.id);
      answer(now.id, answerOf(now, told));
    });
    follows.set(hold.id, unsubscribe);
  };
  const told = { token: true, action: false, sayFinding: words.finding } as const;

  const answer = (id: string, value: unknown): void => {
    writeDecision(decisions, id, `${JSON.stringify(value)}\n`).catch((reason: unknown) =>
      alarm('folder.answer-failed', { id, error: String(reason) }),
    );
  };

  const refuse = async (name: string, id: string | undefined, problem: GateProblem): Promise<void> => {
    const line = `${JSON.stringify(name.slice(0, 100))} ${problemLine(problem)}`;
    alarm('folder.refused', { folder: root, file: name.slice(0, 100), problem: words.problem(problem).title });
    await record
      .append({ type: 'refused-input', at: clock.wall(), way: 'folder', problem: line })
      .catch((reason: unknown) => alarm('record.failed', { what: 'input', error: String(reason) }));
    // In Restricted Mode nothing is written into the workspace.
    if (id === undefined || !trusted()) return;
    const body: unknown = JSON.parse(problemReply(problem, words.problem).body);
    answer(id, { id, state: 'refused', problem: body });
  };

  const wake = (): void => {
    if (closed) return;
    looking ??= look()
      .catch((reason: unknown) => alarm('folder.failed', { folder: root, error: String(reason) }))
      .finally(() => {
        looking = undefined;
      });
    watchIntents();
  };

  const watchIntents = (): void => {
    if (watcher !== undefined || closed) return;
    try {
      watcher = watch(intents, () => wake());
      watcher.on('error', () => {
        watcher?.close();
        watcher = undefined;
      });
      watcher.unref();
    } catch {
      // Not there yet, or not to be watched: the look at the whole folder finds what comes.
      watcher = undefined;
    }
  };

  return {
    async open() {
      old = await readdir(intents).then(
        (names) => new Set(names),
        (reason: NodeJS.ErrnoException) => (reason.code === 'ENOENT' ? new Set<string>() : undefined),
      );
      if (closed) return;
      wake();
      timer = setInterval(wake, RECONCILE);
      timer.unref();
    },
    async close() {
      closed = true;
      clearInterval(timer);
      watcher?.close();
      for (const unsubscribe of follows.values()) unsubscribe();
      await looking;
    },
  };
}

/** A folder itself, not a link to one, and nobody else's. */
async function isOwnFolder(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => undefined);
  return found !== undefined && found.isDirectory() && found.uid === ownUid();
}

/** The same name with another file behind it is another file. */
async function keyOf(file: string): Promise<string | undefined> {
  const found = await lstat(file).catch(() => undefined);
  return found === undefined ? undefined : `${path.basename(file)} ${found.dev}:${found.ino}:${found.ctimeMs}`;
}

async function writeDecision(decisions: string, id: string, text: string): Promise<void> {
  await mkdir(decisions).catch((reason: NodeJS.ErrnoException) => {
    if (reason.code !== 'EEXIST') throw reason;
  });
  if (!(await isOwnFolder(decisions))) throw new Error(`${decisions} is not a folder of yours`);
  await writeWhole(path.join(decisions, `${id}.json`), text);
}

const IGNORED = ['intents/', 'decisions/'];

/** Keeps both folders out of git. What else stands in the file stays. */
async function ignore(home: string): Promise<void> {
  const file = path.join(home, '.gitignore');
  const text = await textAt(file).catch((reason: NodeJS.ErrnoException) => (reason.code === 'ENOENT' ? '' : undefined));
  if (text === undefined) return;
  const missing = IGNORED.filter((line) => !text.split(/\r?\n/).includes(line));
  if (missing.length === 0) return;
  await writeWhole(file, `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${missing.join('\n')}\n`, 0o644);
}
