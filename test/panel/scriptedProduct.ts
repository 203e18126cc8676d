import { randomBytes } from 'node:crypto';
import type { Product } from '../../src/app/product.ts';
import { askedOf, isUncounted, levelOf } from '../../src/review/shown.ts';
import type { Consent } from '../../src/review/consent.ts';
import { gestureDone, type Gesture } from '../../src/review/gesture.ts';
import type { Hold } from '../../src/review/hold.ts';
import type { Decided, Review } from '../../src/review/service.ts';
import { DEAD_TIME, DEAD_TIME_CRITICAL, type Ticket } from '../../src/review/ticket.ts';

/** A product that holds what it is given and decides by the review's own rules of tickets, and remembers what was decided. */
export interface ScriptedProduct {
  readonly product: Product;
  readonly decisions: readonly string[];
  /** What was asked to be counted again. */
  readonly recounts: readonly string[];
  put(hold: Hold): void;
  offer(consent: Consent): void;
}

export function scriptedProduct(): ScriptedProduct {
  const holds = new Map<string, Hold>();
  let consents: readonly Consent[] = [];
  const decisions: string[] = [];
  const recounts: string[] = [];
  const listeners = new Set<() => void>();
  let ticket: Ticket | undefined;
  let stopped = false;
  const changed = (): void => listeners.forEach((listener) => listener());

  const finish = (id: string, state: 'approved' | 'denied' | 'withdrawn', note?: string): Decided => {
    const before = holds.get(id);
    if (before === undefined) return { decided: false, code: 'unknown' };
    if (before.state !== 'held') return { decided: false, code: 'already-decided' };
    const after: Hold = {
      ...before,
      state,
      by: 'person',
      decidedAt: before.filedAt + 60_000,
      revision: before.revision + 1,
      ...(note === undefined ? {} : { note }),
    };
    holds.set(id, after);
    decisions.push(note === undefined ? `${state} ${id}` : `${state} ${id}: ${note}`);
    changed();
    return { decided: true, hold: after };
  };
  const issue = (id: string, seen: string, revision: number, deadTime: number): Ticket => {
    ticket = { nonce: randomBytes(16).toString('hex'), id, revision, seen, readyAt: performance.now() + deadTime };
    return ticket;
  };
  const presented = (nonce: string, seen: string): string | undefined => {
    if (ticket?.nonce !== nonce) return 'ticket-unknown';
    if (ticket.seen !== seen) return 'view-changed';
    return performance.now() < ticket.readyAt ? 'too-early' : undefined;
  };

  const review = {
    get: (id: string) => holds.get(id),
    held: () => [...holds.values()].filter(({ state }) => state === 'held'),
    today: () => [...holds.values()].filter(({ state }) => state !== 'held'),
    blocked: () => (stopped ? 'stopped' : undefined),
    issueTicket(id: string, seen: string) {
      const hold = holds.get(id);
      const deadTime = hold !== undefined && levelOf(hold) === 'critical' ? DEAD_TIME_CRITICAL : DEAD_TIME;
      return hold?.state === 'held' ? issue(id, seen, hold.revision, deadTime) : undefined;
    },
    recount: (id: string) => recounts.push(id),
    changed: async () => false,
    async approve(nonce: string, seen: string, gesture: Gesture) {
      const code = presented(nonce, seen);
      if (code !== undefined) return { decided: false, code };
      const hold = holds.get(ticket?.id ?? '');
      if (hold === undefined || !gestureDone(askedOf(hold), gesture))
        return { decided: false, code: 'gesture-missing' };
      if (isUncounted(hold) && gesture.uncounted !== true) return { decided: false, code: 'gesture-missing' };
      ticket = undefined;
      return finish(hold.id, 'approved');
    },
    deny: async (id: string, note?: string) => finish(id, 'denied', note),
    dismiss: async (id: string) => finish(id, 'withdrawn'),
  };

  const product = {
    folders: () => [
      {
        root: '/home/ada/shop',
        review: review as unknown as Review,
        recordFolder: '/home/ada/.keyturn/record/0123456789abcdef',
        gate: { state: 'owned', socket: '' },
      },
    ],
    consents: {
      waiting: () => consents,
      issueTicket: (id: string, seen: string) => issue(id, seen, 0, DEAD_TIME),
      async accept(nonce: string, seen: string) {
        const code = presented(nonce, seen);
        if (code !== undefined) return { decided: false, code };
        const id = ticket?.id ?? '';
        consents = consents.filter((consent) => consent.id !== id);
        decisions.push(`accepted ${id}`);
        changed();
        return { decided: true };
      },
      decline(id: string) {
        consents = consents.filter((consent) => consent.id !== id);
        decisions.push(`declined ${id}`);
        changed();
      },
    },
    alarms: () => [],
    seals: () => false,
    get stopped() {
      return stopped;
    },
    async stop() {
      stopped = true;
      changed();
    },
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    product: product as unknown as Product,
    decisions,
    recounts,
    put(hold) {
      holds.set(hold.id, hold);
      changed();
    },
    offer(consent) {
      consents = [...consents, consent];
      changed();
    },
  };
}
