import { digestBytes } from '../action/digest.ts';
import { openAttendance } from './attendance.ts';
import { sameLook } from './compareLooks.ts';
import { openDenials } from './denials.ts';
import { openDeciding } from './deciding.ts';
import { openFiling } from './filing.ts';
import { openGrants } from './grants.ts';
import { openLooks } from './looks.ts';
import { openRunning } from './running.ts';
import { deadTimeOf, levelOf } from './shown.ts';
import { openShelf } from './shelf.ts';
import { openTickets } from './tickets.ts';
import { openWatch } from './watch.ts';
import type { Hold } from './hold.ts';
import type { Restored, Review } from './service.ts';
import type { ReviewParts, ReviewState } from './parts.ts';

/** The review of one workspace folder, over its ports. */
export function openReview(parts: ReviewParts): Review {
  const { clock, random, record, digests } = parts;
  const shelf = openShelf();
  const state: ReviewState = { epoch: random.token(), stopped: parts.stopped, closed: false };
  const tickets = openTickets(clock, random);
  const grants = openGrants({ clock, random, signer: parts.signer, digests, workspace: parts.workspace });
  const denials = openDenials(clock);
  const looks = openLooks(clock, parts.previews, (id, reports) => {
    const hold = shelf.get(id);
    // While somebody decides it, what was shown must stay what it was.
    if (hold === undefined || shelf.locked(id)) return false;
    const verdict = hold.judgement.again?.(reports);
    if (reports.length === 0 && verdict === undefined) return true;
    if (hold.previews.length > 0 && sameLook(hold.previews, reports)) {
      shelf.move(id, hold.revision, { event: 'fresh', reports });
      return true;
    }
    shelf.move(id, hold.revision, { event: 'preview', reports, ...(verdict === undefined ? {} : { verdict }) });
    if (verdict?.ruling === 'refuse') void deciding.ruleOut(id);
    return true;
  });
  const deciding = openDeciding({ parts, shelf, state, tickets, grants, denials });
  const attendance = openAttendance(clock, (id) => {
    void deciding.withdraw(id, 'runner-gone');
  });
  const watch = openWatch({ parts, shelf, deciding });
  const filing = openFiling({
    parts,
    shelf,
    state,
    grants,
    denials,
    attendance,
    deciding,
    watch,
    digestOf: (action, files) => digests.sha256(digestBytes(action, files)),
  });
  const running = openRunning({ parts, shelf, state, grants });
  let stops = 0;

  // Everything that lives as long as a hold is held follows the shelf, so that no way of ending can forget it.
  const looked = new Map<string, object>();
  const unfollow = shelf.subscribe(({ id }) => {
    const hold = id === undefined ? undefined : shelf.get(id);
    if (hold === undefined) return;
    if (hold.state !== 'held') {
      looked.delete(hold.id);
      looks.stop(hold.id);
      attendance.forget(hold.id);
    } else if (!hold.orphan && looked.get(hold.id) !== hold.judgement.reading) {
      looked.set(hold.id, hold.judgement.reading);
      looks.start(hold);
    }
  });

  return {
    file: filing.file,
    get: (id) => shelf.get(id),
    held: () => shelf.held(),
    today: () => today(shelf.done(), clock.wall()),
    wait(id, ms, signal) {
      const hold = shelf.get(id);
      if (hold === undefined || hold.state !== 'held' || ms <= 0 || signal.aborted) return Promise.resolve(hold);
      return new Promise((resolve) => {
        const leave = attendance.enter(id);
        const end = (): void => {
          unsubscribe();
          cancel();
          signal.removeEventListener('abort', end);
          leave();
          resolve(shelf.get(id));
        };
        const cancel = clock.after(ms, end);
        const unsubscribe = shelf.subscribe((change) => {
          if (change.id === id && shelf.get(id)?.state !== 'held') end();
        });
        signal.addEventListener('abort', end);
      });
    },
    withdraw: deciding.takeBack,
    claim: running.claim,
    outcome: running.outcome,
    recount(id) {
      const hold = shelf.get(id);
      if (hold?.state === 'held' && !hold.orphan) looks.again(hold);
    },
    async changed(id) {
      const hold = shelf.get(id);
      return hold?.state === 'held' && !hold.orphan && parts.previews.changed(hold.previews);
    },
    issueTicket(id, seen) {
      const hold = shelf.get(id);
      if (hold === undefined || hold.state !== 'held') return undefined;
      return tickets.issue({ id, revision: hold.revision, seen, deadTime: deadTimeOf(levelOf(hold)) });
    },
    approve: deciding.approve,
    deny: deciding.deny,
    dismiss: deciding.dismiss,
    blocked: deciding.blocked,
    lookAgain() {
      for (const hold of shelf.held()) if (!hold.orphan) looks.start(hold);
    },
    restore(restored: Restored) {
      // What this activation knows itself is newer than what its own record says of it.
      for (const hold of [...restored.today, ...restored.undecided])
        if (shelf.get(hold.id) === undefined) shelf.put(hold);
      filing.reattachUntil(clock.monotonic() + REATTACH_TIME);
      watch.wake();
    },
    async stop() {
      stops += 1;
      state.stopped = true;
      state.epoch = random.token();
      grants.voidAll();
      tickets.burn();
      const stopped = record.append({ type: 'stop', at: clock.wall(), epoch: state.epoch });
      await Promise.allSettled([stopped, ...shelf.held().map((hold) => deciding.stop(hold.id))]);
      shelf.changed();
    },
    async resume() {
      // Durable first: a stop that the record does not see ended is still on.
      const before = stops;
      await record.append({ type: 'resume', at: clock.wall(), epoch: state.epoch });
      // Stopped again while it was being written down: nobody has resumed that.
      if (stops !== before) return;
      state.stopped = false;
      shelf.changed();
    },
    get stopped() {
      return state.stopped;
    },
    get epoch() {
      return state.epoch;
    },
    renew() {
      state.epoch = random.token();
      grants.voidAll();
      tickets.burn();
      shelf.changed();
    },
    subscribe: (listener) => shelf.subscribe(listener),
    close() {
      state.closed = true;
      unfollow();
      looks.close();
      attendance.close();
      watch.close();
      return Promise.resolve();
    },
  };
}

/** Milliseconds after an activation in which a runner may re-attach to what an earlier one left. */
const REATTACH_TIME = 120_000;

/** Decided since the local midnight, newest first. */
function today(done: readonly Hold[], wall: number): readonly Hold[] {
  const midnight = new Date(wall).setHours(0, 0, 0, 0);
  return done
    .filter((hold) => (hold.decidedAt ?? 0) >= midnight)
    .sort((a, b) => (b.decidedAt ?? 0) - (a.decidedAt ?? 0));
}
