import type { Clock, Random } from './ports.ts';
import type { Ticket } from './ticket.ts';

/** What a ticket is for: a hold or a consent, at the revision that is about to be drawn. */
export interface Drawn {
  readonly id: string;
  readonly revision: number;
  readonly seen: string;
  readonly deadTime: number;
}

export type Presented =
  | { readonly ok: true; readonly ticket: Ticket }
  | { readonly ok: false; readonly code: 'ticket-unknown' | 'view-changed' | 'too-early' };

export interface Tickets {
  /** There is one card, so there is one ticket: a new one voids the one before. */
  issue(drawn: Drawn): Ticket;
  /** `current`: the revision the thing has now. A ticket for another view is burned; one that is early stays. */
  present(nonce: string, seen: string, current: (id: string) => number | undefined): Presented;
  burn(): void;
}

export function openTickets(clock: Clock, random: Random): Tickets {
  let live: Ticket | undefined;
  return {
    issue({ id, revision, seen, deadTime }) {
      live = { nonce: random.token(), id, revision, seen, readyAt: clock.monotonic() + deadTime };
      return live;
    },
    present(nonce, seen, current) {
      if (live === undefined || live.nonce !== nonce) return { ok: false, code: 'ticket-unknown' };
      const ticket = live;
      if (ticket.seen !== seen || current(ticket.id) !== ticket.revision) {
        live = undefined;
        return { ok: false, code: 'view-changed' };
      }
      if (clock.monotonic() < ticket.readyAt) return { ok: false, code: 'too-early' };
      return { ok: true, ticket };
    },
    burn() {
      live = undefined;
    },
  };
}
