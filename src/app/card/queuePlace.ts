import type { ToPage } from '../../review/cardMessages.ts';
import { positionWords } from '../sentences/deck.ts';
import { toastSentence } from '../sentences/editor.ts';
import { worstOf, type Waiting } from './waiting.ts';

/** What the page says of the queue beside the card: the place of what is shown, and that more has come. */
export interface QueuePlace {
  /** `2 of 7`, for a snapshot that the page is given now. */
  shown(waiting: readonly Waiting[], current: string | undefined): string;
  tell(waiting: readonly Waiting[], current: string | undefined): void;
  /** Another page: what waits is on it already, and is not announced. */
  forget(): void;
}

export function openQueuePlace(post: (message: ToPage) => void): QueuePlace {
  let position = '';
  /** How many waited when the page was last told. */
  let told: number | undefined;
  return {
    shown(waiting, current) {
      position = positionOf(waiting, current);
      return position;
    },
    tell(waiting, current) {
      const next = positionOf(waiting, current);
      if (next !== position) post({ type: 'position', position: next });
      position = next;
      // Arrivals are told, and never change what is shown.
      if (told !== undefined && waiting.length > told)
        post({ type: 'announce', sentence: toastSentence(waiting.length, worstOf(waiting)), urgent: false });
      told = waiting.length;
    },
    forget() {
      told = undefined;
    },
  };
}

function positionOf(waiting: readonly Waiting[], current: string | undefined): string {
  return positionWords(
    waiting.findIndex(({ id }) => id === current),
    waiting.length,
  );
}
