import type { EmptyCard } from '../../review/cardMessages.ts';
import type { Product } from '../product.ts';
import { EMPTY_CARD, failedCard, NO_FOLDER_CARD, STARTING_CARD, STOPPED_CARD } from '../sentences/card.ts';

/** Where the product is: nothing is held before it is open, and the views say so. */
export type ProductState =
  | { readonly state: 'starting' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'open'; readonly product: Product };

/** The card when there is nothing to decide. */
export function stillCard(state: ProductState): EmptyCard {
  return { card: 'empty', ...wordsOf(state) };
}

function wordsOf(state: ProductState): { readonly title: string; readonly sentences: readonly string[] } {
  switch (state.state) {
    case 'starting':
      return STARTING_CARD;
    case 'failed':
      return failedCard(state.reason);
    case 'open':
      if (state.product.folders().length === 0) return NO_FOLDER_CARD;
      return state.product.stopped ? STOPPED_CARD : EMPTY_CARD;
  }
}
