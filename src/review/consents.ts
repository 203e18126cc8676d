import type { Consent, ConsentKind, Consents } from './consent.ts';
import { consentAsks } from './consent.ts';
import { gestureDone } from './gesture.ts';
import type { Clock, Digests, Random } from './ports.ts';
import type { RecordEntry } from './recordEntry.ts';
import { openTickets } from './tickets.ts';
import { DEAD_TIME } from './ticket.ts';

export interface ConsentParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly digests: Digests;
  /** Resolves when it is durable. A consent that cannot be written down is not given. */
  readonly record: (entry: RecordEntry) => Promise<void>;
  readonly debuggerAttached: () => boolean;
}

interface Waiting {
  readonly consent: Consent;
  readonly settle: ((accepted: boolean) => void)[];
  /** Somebody's gesture on it is being written down. */
  deciding: boolean;
}

export function openConsents({ clock, random, digests, record, debuggerAttached }: ConsentParts): Consents {
  const waiting = new Map<string, Waiting>();
  const listeners = new Set<() => void>();
  const tickets = openTickets(clock, random);

  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };
  const entryOf = (consent: Consent, accepted: boolean): RecordEntry => ({
    type: 'consent',
    at: clock.wall(),
    kind: consent.kind,
    sha256: digests.sha256(consent.content),
    accepted,
  });
  const end = (one: Waiting, accepted: boolean): void => {
    waiting.delete(one.consent.id);
    for (const settle of one.settle) settle(accepted);
    changed();
  };

  return {
    waiting: () => [...waiting.values()].map(({ consent }) => consent),
    offer(offered) {
      return new Promise((resolve) => {
        const same = [...waiting.values()].find(
          ({ consent }) => consent.kind === offered.kind && consent.content === offered.content,
        );
        if (same !== undefined) {
          same.settle.push(resolve);
          return;
        }
        const consent: Consent = { ...offered, id: random.ulid(), openedAt: clock.wall() };
        waiting.set(consent.id, { consent, settle: [resolve], deciding: false });
        changed();
      });
    },
    issueTicket(id, seen) {
      if (!waiting.has(id)) return undefined;
      const { nonce, readyAt } = tickets.issue({ id, revision: 1, seen, deadTime: DEAD_TIME });
      return { nonce, readyAt };
    },
    async accept(nonce, seen, gesture) {
      const presented = tickets.present(nonce, seen, (id) => (waiting.has(id) ? 1 : undefined));
      if (!presented.ok) return { decided: false, code: presented.code };
      const one = waiting.get(presented.ticket.id);
      if (one === undefined) return { decided: false, code: 'unknown' };
      if (debuggerAttached()) return { decided: false, code: 'debugger' };
      if (!gestureDone(consentAsks(one.consent), gesture)) return { decided: false, code: 'gesture-missing' };
      if (one.deciding) return { decided: false, code: 'deciding' };
      one.deciding = true;
      tickets.burn();
      try {
        await record(entryOf(one.consent, true));
      } catch {
        one.deciding = false;
        return { decided: false, code: 'record-failed' };
      }
      end(one, true);
      return { decided: true };
    },
    decline(id) {
      const one = waiting.get(id);
      if (one === undefined || one.deciding) return;
      // Declining loosens nothing: it holds whether or not it can be written down.
      record(entryOf(one.consent, false)).catch(() => undefined);
      end(one, false);
    },
    withdraw(kind: ConsentKind, path?: string) {
      for (const one of [...waiting.values()]) {
        const { kind: its, file } = one.consent;
        if (its === kind && (path === undefined || file?.path === path) && !one.deciding) end(one, false);
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
