import type { Denials } from './denials.ts';
import { decisionEntry, type DecisionDetails } from './entries.ts';
import { gestureDone, type Gesture } from './gesture.ts';
import type { Grants } from './grants.ts';
import type { Hold, Why } from './hold.ts';
import type { ReviewParts, ReviewState } from './parts.ts';
import type { Blocked, Decided, Withdrawn } from './service.ts';
import { askedOf, isTooOld, isUncounted } from './shown.ts';
import type { Shelf } from './shelf.ts';
import { sameText } from './sameText.ts';
import type { Tickets } from './tickets.ts';
import type { HoldEvent } from './transition.ts';

/** Every way in which a hold becomes final. Each hold is decided by one caller at a time; the first wins. */
export interface Deciding {
  approve(nonce: string, seen: string, gesture: Gesture): Promise<Decided>;
  deny(id: string, note?: string): Promise<Decided>;
  /** Keyturn itself says no: the same id came with another action. */
  refuse(id: string, why: 'conflict'): Promise<Decided>;
  /** The rules refuse it, now that its numbers are known. */
  ruleOut(id: string): Promise<Decided>;
  dismiss(id: string): Promise<Decided>;
  withdraw(id: string, why: 'runner-gone' | 'taken-back'): Promise<Decided>;
  takeBack(id: string, token: string): Promise<Withdrawn>;
  expire(id: string): Promise<Decided>;
  stop(id: string): Promise<Decided>;
  blocked(id: string): Blocked | undefined;
}

export interface DecidingParts {
  readonly parts: ReviewParts;
  readonly shelf: Shelf;
  readonly state: ReviewState;
  readonly tickets: Tickets;
  readonly grants: Grants;
  readonly denials: Denials;
}

export function openDeciding({ parts, shelf, state, tickets, grants, denials }: DecidingParts): Deciding {
  const { clock, record, alarm } = parts;

  const blockedOf = (hold: Hold): Blocked | undefined => {
    if (state.stopped) return 'stopped';
    if (hold.orphan) return 'orphan';
    if (parts.debuggerAttached()) return 'debugger';
    if (!parts.gateIntact()) return 'gate-lost';
    if ((hold.judgement.unfixed ?? []).length > 0) return 'script-unfixed';
    const { requires, ruling } = hold.judgement.verdict;
    if (ruling === 'refuse') return 'refused';
    if (requires.includes('count')) return 'requires-count';
    if (requires.includes('two-person')) return 'requires-two-person';
    if (requires.includes('snapshot')) return 'requires-snapshot';
    const { claim } = hold.intent;
    if (requires.includes('reason') && isBlank(claim?.summary)) return 'requires-reason';
    if (requires.includes('rollback') && isBlank(claim?.rollback)) return 'requires-rollback';
    return undefined;
  };

  /** A final state that lets nothing run. It holds even when the record cannot be written: then the alarm says so. */
  const close = async (id: string, event: HoldEvent, details: Omit<DecisionDetails, 'at'>): Promise<Decided> => {
    const unlock = shelf.lock(id);
    if (unlock === undefined) return { decided: false, code: 'deciding' };
    try {
      const hold = shelf.get(id);
      if (hold === undefined) return { decided: false, code: 'unknown' };
      if (hold.state !== 'held') return { decided: false, code: 'already-decided' };
      if (event.event === 'dismiss' && !hold.orphan) return { decided: false, code: 'not-orphan' };
      await record.append(decisionEntry(hold, { ...details, at: clock.wall() })).catch((reason: unknown) => {
        alarm('record.failed', { what: 'decision', error: String(reason) });
      });
      const moved = shelf.move(id, hold.revision, event);
      return moved.moved ? { decided: true, hold: moved.hold } : { decided: false, code: 'already-decided' };
    } finally {
      unlock();
    }
  };

  const deny = async (id: string, by: 'person' | 'rules', note?: string, why?: Why): Promise<Decided> => {
    const said = { by, ...(note === undefined ? {} : { note }), ...(why === undefined ? {} : { why }) };
    const decided = await close(id, { event: 'deny', at: clock.wall(), ...said }, { state: 'denied', ...said });
    if (decided.decided && by === 'person') {
      const { intent, digest } = decided.hold;
      denials.remember(intent.runner, digest, { id, ...(note === undefined ? {} : { note }) });
    }
    return decided;
  };

  return {
    async approve(nonce, seen, gesture) {
      const presented = tickets.present(nonce, seen, (id) => shelf.get(id)?.revision);
      if (!presented.ok) return { decided: false, code: presented.code };
      const { id } = presented.ticket;
      const hold = shelf.get(id);
      if (hold === undefined) return { decided: false, code: 'unknown' };
      if (hold.state !== 'held') return { decided: false, code: 'already-decided' };
      const blocked = blockedOf(hold);
      if (blocked !== undefined) return { decided: false, code: blocked };
      if (!gestureDone(askedOf(hold), gesture)) return { decided: false, code: 'gesture-missing' };
      if (isUncounted(hold) && gesture.uncounted !== true) return { decided: false, code: 'gesture-missing' };
      if (isTooOld(hold, clock.wall())) return { decided: false, code: 'stale' };
      const unlock = shelf.lock(id);
      if (unlock === undefined) return { decided: false, code: 'deciding' };
      tickets.burn();
      const { epoch } = state;
      try {
        const { jti, grant } = await grants.issue(hold, { by: 'person', seen, rules: parts.rules(), epoch });
        if (state.epoch !== epoch) return { decided: false, code: 'stopped' };
        const at = clock.wall();
        await record.append(decisionEntry(hold, { state: 'approved', by: 'person', at, seen, jti, grant }));
        const moved = shelf.move(id, hold.revision, { event: 'approve', at, grant });
        return moved.moved ? { decided: true, hold: moved.hold } : { decided: false, code: 'already-decided' };
      } catch (reason) {
        // Neither signed nor durable: it stays held, and the grant, if there is one, was told to nobody.
        alarm('record.failed', { what: 'approval', error: String(reason) });
        return { decided: false, code: 'record-failed' };
      } finally {
        unlock();
        // A stop that came while it was being decided could not lock it.
        if (state.stopped)
          void close(id, { event: 'stop', at: clock.wall() }, { state: 'stopped', by: 'stop', why: 'stopped' });
      }
    },
    deny: (id, note) => deny(id, 'person', note),
    refuse: (id, why) => deny(id, 'rules', undefined, why),
    ruleOut: (id) => close(id, { event: 'refuse', at: clock.wall() }, { state: 'refused', by: 'rules' }),
    dismiss: (id) =>
      close(id, { event: 'dismiss', at: clock.wall() }, { state: 'withdrawn', by: 'person', why: 'dismissed' }),
    withdraw: (id, why) =>
      close(id, { event: 'withdraw', at: clock.wall(), why }, { state: 'withdrawn', by: 'runner', why }),
    async takeBack(id, token) {
      const hold = shelf.get(id);
      if (hold === undefined) return 'unknown';
      if (!sameText(hold.token, token)) return 'foreign';
      if (hold.state !== 'held') return 'final';
      const why = 'taken-back';
      const decided = await close(
        id,
        { event: 'withdraw', at: clock.wall(), why },
        { state: 'withdrawn', by: 'runner', why },
      );
      return decided.decided ? 'withdrawn' : 'final';
    },
    expire: (id) =>
      close(id, { event: 'expire', at: clock.wall() }, { state: 'expired', by: 'clock', why: 'time-over' }),
    stop: (id) => close(id, { event: 'stop', at: clock.wall() }, { state: 'stopped', by: 'stop', why: 'stopped' }),
    blocked(id) {
      const hold = shelf.get(id);
      return hold === undefined ? undefined : blockedOf(hold);
    },
  };
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === '';
}
