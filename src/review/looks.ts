import type { PreviewReport, PreviewSubject } from '../preview/preview.ts';
import type { Hold } from './hold.ts';
import type { Clock, PreviewPort } from './ports.ts';

/** At most one new revision of a hold in this many milliseconds: each restarts the dead time of its card. */
export const COALESCE = 300;

/** The live looks at the objects of what is held. */
export interface Looks {
  start(hold: Hold): void;
  /** Looks once more and tells only the end of it. Nothing while a look is on its way. */
  again(hold: Hold): void;
  stop(id: string): void;
  close(): void;
}

interface Look {
  readonly cancel: () => void;
  waiting?: readonly PreviewReport[];
  timer?: () => void;
  ended: boolean;
  /** All sources have ended. */
  done: boolean;
}

export function subjectOf({ intent, judgement, cwd, workspace }: Hold): PreviewSubject {
  return { action: intent.action, reading: judgement.reading, cwd, workspace };
}

/** `show` makes the new revision; it returns false while somebody decides the hold, and is tried again. */
export function openLooks(
  clock: Clock,
  previews: PreviewPort,
  show: (id: string, reports: readonly PreviewReport[]) => boolean,
): Looks {
  const looks = new Map<string, Look>();

  const flush = (id: string, look: Look): void => {
    delete look.timer;
    if (look.ended || look.waiting === undefined) return;
    if (show(id, look.waiting)) delete look.waiting;
    look.timer = clock.after(COALESCE, () => flush(id, look));
  };
  const stop = (id: string): void => {
    const look = looks.get(id);
    if (look === undefined) return;
    looks.delete(id);
    look.ended = true;
    look.timer?.();
    look.cancel();
  };

  const start = (hold: Hold, again: boolean): void => {
    stop(hold.id);
    // Sources may report before `start` returns: the look exists first, its cancel is filled in after.
    let cancelSources: () => void = () => undefined;
    const look: Look = { cancel: () => cancelSources(), ended: false, done: false };
    looks.set(hold.id, look);
    cancelSources = previews.start(subjectOf(hold), (reports) => {
      if (look.ended) return;
      look.done = reports.every(({ state }) => state !== 'counting');
      if (again && !look.done) return;
      look.waiting = reports;
      if (look.timer === undefined) flush(hold.id, look);
    });
  };

  return {
    start: (hold) => start(hold, false),
    again(hold) {
      if (looks.get(hold.id)?.done === true) start(hold, true);
    },
    stop,
    close() {
      for (const id of [...looks.keys()]) stop(id);
    },
  };
}
