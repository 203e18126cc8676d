import { rank } from '../../effect/level.ts';
import type { ToPage } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import { levelOf, STALE, takenAt } from '../../review/shown.ts';
import { staleSentence } from '../sentences/deck.ts';

/** Milliseconds in which counting again is nothing to speak of. */
const SILENT = 1_000;

export interface FreshnessParts {
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** Whether a person is looking at the card: for nobody else anything is counted again. */
  readonly seen: () => boolean;
  readonly recount: (id: string) => void;
  readonly say: (message: Extract<ToPage, { type: 'stale' }>) => void;
}

/**
 * Keeps the figures of what is on the card young. Figures are no part of the time at which they were taken: while the same is
 * found, the card stays what it is.
 */
export function openFreshness({ after, seen, recount, say }: FreshnessParts): {
  /** What is on the card now, and may be decided. To be called whenever that may have changed, or a person came back. */
  watch(held: Hold | undefined): void;
} {
  let watched: { readonly id: string; readonly taken: number; readonly blocks: boolean } | undefined;
  let recounting = false;
  let said = false;
  let cancel: (() => void) | undefined;

  const tell = (): void => {
    if (watched === undefined) return;
    const { id, taken, blocks } = watched;
    said = true;
    say({ type: 'stale', id, sentence: staleSentence(Date.now() - taken), blocks });
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
    else cancel = after(SILENT, tell);
    recount(watched.id);
  };

  return {
    watch(held) {
      const taken = held === undefined ? undefined : takenAt(held);
      if (held === undefined || taken === undefined) watched = undefined;
      else if (watched?.id === held.id && watched.taken === taken) return look();
      if (said && watched !== undefined) say({ type: 'stale', id: watched.id, sentence: '', blocks: false });
      cancel?.();
      said = false;
      recounting = false;
      if (held === undefined || taken === undefined) return;
      watched = { id: held.id, taken, blocks: rank(levelOf(held)) >= rank('high') };
      look();
    },
  };
}
