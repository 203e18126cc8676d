import { setTimeout as sleep } from 'node:timers/promises';
import { askedOf } from '../../src/review/shown.ts';
import type { Consents } from '../../src/review/consent.ts';
import { consentAsks } from '../../src/review/consent.ts';
import type { Gesture, GestureAsked } from '../../src/review/gesture.ts';
import type { Hold } from '../../src/review/hold.ts';
import type { Review } from '../../src/review/service.ts';

/** What the person at the card does with a hold. `leave`: nothing, for now. */
export type Verdict = 'approve' | 'leave' | { readonly deny: string };

/**
 * Stands in for the person: draws each new hold, waits out its dead time and makes the gesture it asks for, through the
 * Review service. (The way by clicks and keys is tested with the real editor in test/host.) Returns what ends it.
 */
export function seatPerson(review: Review, verdict: (hold: Hold) => Verdict): () => void {
  const seen = new Set<string>();
  const look = (): void => {
    for (const hold of review.held()) {
      if (seen.has(hold.id)) continue;
      const decided = verdict(hold);
      if (decided === 'leave') continue;
      seen.add(hold.id);
      void (decided === 'approve' ? approve(review, hold.id) : review.deny(hold.id, decided.deny));
    }
  };
  const end = review.subscribe(look);
  look();
  return end;
}

/** Approves one hold as the card would. Rejects when it cannot be approved. */
export async function approve(review: Review, id: string): Promise<void> {
  for (;;) {
    const hold = review.get(id);
    if (hold === undefined || hold.state !== 'held') return;
    const view = `view of revision ${hold.revision}`;
    const ticket = review.issueTicket(id, view);
    if (ticket === undefined) throw new Error(`no ticket for ${id}`);
    await sleep(ticket.readyAt - performance.now() + 1);
    const decided = await review.approve(ticket.nonce, view, { ...gesture(askedOf(hold)), uncounted: true });
    if (decided.decided) return;
    // A preview came in, or another card was drawn: look again.
    if (decided.code !== 'view-changed' && decided.code !== 'ticket-unknown' && decided.code !== 'too-early') {
      throw new Error(`not approved: ${decided.code}`);
    }
  }
}

/** Accepts the one consent that waits. */
export async function accept(consents: Consents): Promise<void> {
  while (consents.waiting().length === 0) await sleep(5);
  for (;;) {
    const [consent] = consents.waiting();
    if (consent === undefined) throw new Error('no consent waits');
    const ticket = consents.issueTicket(consent.id, 'view');
    if (ticket === undefined) throw new Error('no ticket for the consent');
    await sleep(ticket.readyAt - performance.now() + 1);
    const decided = await consents.accept(ticket.nonce, 'view', gesture(consentAsks(consent)));
    if (decided.decided) return;
    // A timer may fire a moment early.
    if (decided.code !== 'too-early') throw new Error(`not accepted: ${decided.code}`);
  }
}

/** Accepts what is offered, one card after the other, until `done`. */
export async function acceptAll(consents: Consents, done: Promise<unknown>): Promise<void> {
  let over = false;
  const end = (): void => {
    over = true;
  };
  done.then(end, end);
  while (!over) await (consents.waiting().length === 0 ? sleep(5) : accept(consents));
  await done;
}

function gesture(asked: GestureAsked): Gesture {
  switch (asked.asks) {
    case 'click':
      return {};
    case 'checkbox':
      return { checked: true };
    case 'word':
      return { typed: asked.word };
  }
}
