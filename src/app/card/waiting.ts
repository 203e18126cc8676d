import { rank, type Level } from '../../effect/level.ts';
import { environmentOf, levelOf } from '../../review/shown.ts';
import type { Consent } from '../../review/consent.ts';
import type { Hold } from '../../review/hold.ts';
import type { Review } from '../../review/service.ts';
import type { Product } from '../product.ts';

/** What a person has to decide, with the review that decides it. */
export type Waiting =
  | { readonly waits: 'consent'; readonly id: string; readonly consent: Consent }
  | { readonly waits: 'hold'; readonly id: string; readonly hold: Hold; readonly review: Review };

/** All that waits in all folders: what a person asked for first, then by level, then in the order of arrival. */
export function waitingOf(product: Product): readonly Waiting[] {
  const consents = product.consents
    .waiting()
    .map((consent) => ({ waits: 'consent', id: consent.id, consent }) as const);
  const holds = product
    .folders()
    .flatMap(({ review }) => review.held().map((hold) => ({ waits: 'hold', id: hold.id, hold, review }) as const))
    .sort((a, b) => rank(levelOf(b.hold)) - rank(levelOf(a.hold)) || byArrival(a.hold, b.hold));
  return [...consents, ...holds];
}

/** What an earlier life of the editor left came first. */
function byArrival(a: Hold, b: Hold): number {
  return a.order - b.order || a.filedAt - b.filedAt;
}

/** The level of the worst action that waits. */
export function worstOf(waiting: readonly Waiting[]): Level | undefined {
  const first = waiting.find((one) => one.waits === 'hold');
  return first?.waits === 'hold' ? levelOf(first.hold) : undefined;
}

/** Whether any action that waits would happen in production. */
export function touchesProduction(waiting: readonly Waiting[]): boolean {
  return waiting.some((one) => one.waits === 'hold' && environmentOf(one.hold) === 'production');
}

/** What was decided since midnight in all folders, newest first. */
export function decidedOf(product: Product): readonly Hold[] {
  return product
    .folders()
    .flatMap(({ review }) => review.today())
    .sort((a, b) => (b.decidedAt ?? b.filedAt) - (a.decidedAt ?? a.filedAt));
}

export function findHold(product: Product, id: string): { readonly hold: Hold; readonly review: Review } | undefined {
  for (const { review } of product.folders()) {
    const hold = review.get(id);
    if (hold !== undefined) return { hold, review };
  }
  return undefined;
}
