import type { Card } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import { cardOf } from './cardOf.ts';
import { consentCard } from './consentCard.ts';
import { receiptCard } from './receiptCard.ts';
import { stillCard, type ProductState } from './stillCard.ts';
import { findHold } from './waiting.ts';

export interface CardNow {
  readonly card: Card;
  readonly revision: number;
  /** What is on it, while it is held and somebody waits for it. */
  readonly held?: Hold;
}

/** What is to be seen of the thing with this id as it is now, or of the product when there is none. */
export function cardNow(state: ProductState, id: string | undefined, debuggerAttached: boolean): CardNow {
  if (state.state !== 'open' || id === undefined) return { card: stillCard(state), revision: 0 };
  const { product } = state;
  const consent = product.consents.waiting().find((one) => one.id === id);
  if (consent !== undefined) return { card: consentCard(consent, debuggerAttached), revision: 0 };
  const found = findHold(product, id);
  if (found === undefined) return { card: stillCard(state), revision: 0 };
  const { hold, review } = found;
  if (hold.state !== 'held') return { card: receiptCard(hold), revision: hold.revision };
  const card = cardOf(hold, { blocked: review.blocked(hold.id), seals: product.seals() });
  return { card, revision: hold.revision, ...(hold.orphan ? {} : { held: hold }) };
}
