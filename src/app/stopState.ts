import { lstat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '../gate/windowFile.ts';
import type { Secrets } from './product.ts';

const KEY = 'keyturn.stopped';

/** Milliseconds between two looks at what other windows did. */
const PERIOD = 1_000;

/**
 * Whether everything is stopped, for all windows. The secret storage decides, since only a person's gesture changes it
 * back. The file `stopped` beside it tells the other windows at once, and anything may write it: it can only stop.
 */
export interface StopState {
  readonly stopped: boolean;
  stop(): Promise<void>;
  /** Only after a person's consent. */
  resume(): Promise<void>;
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
  let busy = false;

  const look = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    try {
      if (!stopped && (await there())) {
        stopped = true;
        await changed(true);
        await secrets.store(KEY, 'yes');
      } else if (stopped && !(await there()) && !(await stored())) {
        stopped = false;
        await changed(false);
      }
    } catch (reason) {
      failed(reason);
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void look(), PERIOD);
  timer.unref();

  return {
    get stopped() {
      return stopped;
    },
    async stop() {
      stopped = true;
      await secrets.store(KEY, 'yes');
      await writeWhole(file, '');
    },
    async resume() {
      busy = true;
      try {
        // The file first: while the secret says stopped, its absence means nothing.
        await unlink(file).catch((reason: NodeJS.ErrnoException) => {
          if (reason.code !== 'ENOENT') throw reason;
        });
        await secrets.store(KEY, 'no');
        stopped = false;
      } finally {
        busy = false;
      }
    },
    close() {
      clearInterval(timer);
    },
  };
}
