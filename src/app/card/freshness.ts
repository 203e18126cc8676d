import { rank } from '../../effect/level.ts';
import type { ToPage } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import { levelOf, STALE, takenAt } from '../../review/shown.ts';
import { CHANGED_SENTENCE, staleSentence } from '../sentences/deck.ts';

/** Milliseconds in which counting again is nothing to speak of. */
const SILENT = 1_000;

/** Milliseconds between two glances at what was counted, and at least between two counts. */
const GLANCE = 5_000;

export interface FreshnessParts {
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** Whether a person is looking at the card: for nobody else anything is counted again. */
  readonly seen: () => boolean;
  readonly recount: (id: string) => void;
  /** Whether something that was counted has changed since. Never rejects. */
  readonly changed: (id: string) => Promise<boolean>;
  readonly say: (message: Extract<ToPage, { type: 'stale' }>) => void;
}

/**
 * Keeps the figures of what is on the card young. Figures are no part of the time at which they were taken: while the same is
 * found, the card stays what it is.
 */
export function openFreshness({ after, seen, recount, changed, say }: FreshnessParts): {
  /** What is on the card now, and may be decided. To be called whenever that may have changed, or a person came back. */
  watch(held: Hold | undefined): void;
} {
  let watched: { readonly id: string; readonly taken: number; readonly blocks: boolean } | undefined;
  let recounting = false;
  let said = false;
  let cancel: (() => void) | undefined;
  let cancelGlance: (() => void) | undefined;

  const tell = (sentence?: string): void => {
    if (watched === undefined) return;
    const { id, taken, blocks } = watched;
    said = true;
    say({ type: 'stale', id, sentence: sentence ?? staleSentence(Date.now() - taken), blocks });
  };
  const look = (): void => {
    if (watched === undefined || recounting) return;
    cancel?.();
    const age = Date.now() - watched.taken;
    if (age < STALE) {
      cancel = after(STALE - age, look);
      return;
    }
    if (!seen()) return;
    recounting = true;
    if (age > STALE + SILENT) tell();
    else cancel = after(SILENT, () => tell());
    recount(watched.id);
  };
  const glance = (): void => {
    const now = watched;
    if (now === undefined || recounting) return;
    const next = (): void => {
      if (watched === now) cancelGlance = after(GLANCE, glance);
    };
    if (!seen()) return next();
    void changed(now.id).then((isOther) => {
      if (watched !== now || recounting) return;
      if (!isOther) return next();
      cancel?.();
      recounting = true;
      tell(CHANGED_SENTENCE);
      recount(now.id);
    });
  };

  return {
    watch(held) {
      const taken = held === undefined ? undefined : takenAt(held);
      if (held === undefined || taken === undefined) watched = undefined;
      else if (watched?.id === held.id && watched.taken === taken) return look();
      if (said && watched !== undefined) say({ type: 'stale', id: watched.id, sentence: '', blocks: false });
      cancel?.();
      cancelGlance?.();
      said = false;
      recounting = false;
      if (held === undefined || taken === undefined) return;
      watched = { id: held.id, taken, blocks: rank(levelOf(held)) >= rank('high') };
      cancelGlance = after(GLANCE, glance);
      look();
    },
  };
}
