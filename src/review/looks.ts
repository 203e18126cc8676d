import type { PreviewReport } from '../preview/preview.ts';
import type { Hold } from './hold.ts';
import type { Clock, PreviewPort } from './ports.ts';

/** At most one new revision of a hold in this many milliseconds: each restarts the dead time of its card. */
export const COALESCE = 300;

/** The live looks at the objects of what is held. */
export interface Looks {
  start(hold: Hold): void;
  stop(id: string): void;
  close(): void;
}

interface Look {
  readonly cancel: () => void;
  waiting?: readonly PreviewReport[];
  timer?: () => void;
  ended: boolean;
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

  return {
    start(hold) {
      stop(hold.id);
      // Sources may report before `start` returns: the look exists first, its cancel is filled in after.
      let cancelSources: () => void = () => undefined;
      const look: Look = { cancel: () => cancelSources(), ended: false };
      looks.set(hold.id, look);
      cancelSources = previews.start(
        {
          action: hold.intent.action,
          reading: hold.judgement.reading,
          cwd: hold.cwd,
          workspace: hold.workspace,
        },
        (reports) => {
          if (look.ended) return;
          look.waiting = reports;
          if (look.timer === undefined) flush(hold.id, look);
        },
      );
    },
    stop,
    close() {
      for (const id of [...looks.keys()]) stop(id);
    },
  };
}
