import { lstat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../gate/windowFile.ts';
import type { Secrets } from './kept/secrets.ts';

const KEY = 'keyturn.stopped';

/** Milliseconds between two looks at what other windows did. */
const PERIOD = 1_000;

/**
 * Whether everything is stopped, for all windows. The secret storage decides, since only a person's gesture changes it
 * back. The file `stopped` beside it tells the other windows at once, and anything may write it: it can only stop.
 */
export interface StopState {
  readonly stopped: boolean;
  /** In force when it is called. Rejects when it could be written nowhere: then a reload would end it. */
  stop(): Promise<void>;
  /** Only after a person's consent. `work` resumes the reviews; what it cannot resume stays stopped, and so does all. */
  resume(work: () => Promise<void>): Promise<void>;
  close(): void;
}

export async function openStopState(
  place: string,
  secrets: Secrets,
  /** Another window stopped or resumed. */
  changed: (stopped: boolean) => Promise<void>,
  failed: (reason: unknown) => void,
): Promise<StopState> {
  const file = path.join(place, 'stopped');
  const stored = async (): Promise<boolean> => (await secrets.get(KEY)) === 'yes';
  const there = (): Promise<boolean> =>
    lstat(file).then(
      () => true,
      () => false,
    );
  let stopped = (await stored()) || (await there());
  /** Begins and ends of this window's own changes: a look that one of them fell into has seen half of it. */
  let turns = 0;
  let stops = 0;
  let looking = false;

  const look = async (): Promise<void> => {
    if (looking || turns % 2 === 1) return;
    looking = true;
    const before = turns;
    try {
      const [file, secret] = await Promise.all([there(), stored()]);
      if (turns !== before || stopped === (file || secret)) return;
      stopped = !stopped;
      await changed(stopped);
      if (stopped) await secrets.store(KEY, 'yes');
    } catch (reason) {
      failed(reason);
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), PERIOD);
  timer.unref();

  /** One after the other: a stop that comes while a person's resume is being written down has the last word. */
  let last: Promise<void> = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const mine = last.then(async () => {
      turns += 1;
      try {
        await change();
      } finally {
        turns += 1;
      }
    });
    last = mine.catch(() => undefined);
    return mine;
  };

  return {
    get stopped() {
      return stopped;
    },
    stop() {
      stopped = true;
      stops += 1;
      return inTurn(async () => {
        // Either is enough for a reload; the file is the quicker one, and tells the other windows.
        const written = await Promise.allSettled([writeWhole(file, ''), secrets.store(KEY, 'yes')]);
        const lost = written.filter((one) => one.status === 'rejected');
        if (lost.length === written.length) throw lost[0]?.reason;
        for (const { reason } of lost) failed(reason);
      });
    },
    resume: (work) =>
      inTurn(async () => {
        const before = stops;
        await work();
        if (stops !== before) return;
        // The file first: while the secret says stopped, its absence means nothing.
        await unlink(file).catch((reason: NodeJS.ErrnoException) => {
          if (reason.code !== 'ENOENT') throw reason;
        });
        await secrets.store(KEY, 'no');
        stopped = stops !== before;
      }),
    close() {
      clearInterval(timer);
    },
  };
}
