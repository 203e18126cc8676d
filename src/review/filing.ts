import type { Action } from '../action/action.ts';
import type { DigestFile } from '../action/digest.ts';
import type { Attendance } from './attendance.ts';
import type { Deciding } from './deciding.ts';
import type { Denials } from './denials.ts';
import { decisionEntry, intentEntry, type DecisionDetails } from './entries.ts';
import type { Grants } from './grants.ts';
import type { Hold } from './hold.ts';
import type { Judgement } from './judgement.ts';
import type { ReviewParts, ReviewState } from './parts.ts';
import type { RecordEntry } from './recordEntry.ts';
import type { Filed, Submission } from './service.ts';
import type { Shelf } from './shelf.ts';
import type { Watch } from './watch.ts';
import { weightOf } from './weight.ts';

/** How many may be held, or be on their way to it. */
export const MOST_HELD = 10_000;

/** How much text may be held, or be on its way to it, in UTF-16 units: each is a byte of memory, or two. */
const MOST_HELD_TEXT = 64 * 1024 * 1024;

/** Seconds a hold lasts when its runner does not say. */
const EXPIRES_IN = 8 * 60 * 60;

export interface Filing {
  file(submission: Submission): Promise<Filed>;
  /** Monotonic milliseconds until which orphans may find their runner again. */
  reattachUntil(time: number): void;
}

export interface FilingParts {
  readonly parts: ReviewParts;
  readonly shelf: Shelf;
  readonly state: ReviewState;
  readonly grants: Grants;
  readonly denials: Denials;
  readonly attendance: Attendance;
  readonly deciding: Deciding;
  readonly watch: Watch;
  readonly digestOf: (action: Action, files: readonly DigestFile[]) => string;
}

export function openFiling(all: FilingParts): Filing {
  const { parts, shelf, state, grants, denials, attendance, deciding, watch, digestOf } = all;
  const { clock, random, record, digests, alarm } = parts;
  const queues = new Map<string, Promise<unknown>>();
  let reattachEnd = -Infinity;
  let arriving = 0;
  let arrivingText = 0;

  /** One at a time for an id: the second of two equal posts must find the first. */
  const inTurn = <T>(id: string, work: () => Promise<T>): Promise<T> => {
    const before = queues.get(id) ?? Promise.resolve();
    const mine = before.then(work, work);
    queues.set(id, mine);
    const done = (): void => {
      if (queues.get(id) === mine) queues.delete(id);
    };
    mine.then(done, done);
    return mine;
  };

  /** `filedAt`: when it arrived, since of two calls at once the first may take longer to judge. */
  const fileOne = async (id: string, submission: Submission, filedAt: number): Promise<Filed> => {
    const { intent, cwd, workspace, way } = submission;
    const before = shelf.get(id);
    if (before !== undefined && !isSame(before, intent.action)) return conflict(before, way);
    if (before !== undefined && !before.orphan) return again(before, submission);
    const judgement = await parts.judge.judge(intent, cwd, submission.guessed);
    if (judgement === 'moved') return { filed: 'moved' };
    if (before !== undefined) return reattach(before, submission, judgement);
    const digest = digestOf(intent.action, judgement.files);
    if (state.stopped) return refuseStopped(way);
    const hold: Hold = {
      id,
      token: random.token(),
      intent: { ...intent, id },
      way,
      digest,
      cwd,
      workspace,
      judgement,
      previews: [],
      state: 'held',
      filedAt,
      order: submission.order ?? 0,
      expiresAt: filedAt + (intent.expiresIn ?? EXPIRES_IN) * 1000,
      repeats: 0,
      orphan: false,
      revision: 1,
    };
    if (judgement.verdict.ruling === 'refuse')
      return settled(hold, { state: 'refused', by: 'rules', at: clock.wall() });
    const denial = denials.find(intent.runner, digest);
    if (denial !== undefined) {
      const first = shelf.get(denial.id);
      if (first !== undefined) shelf.move(first.id, first.revision, { event: 'repeat' });
      const repeats = (shelf.get(denial.id)?.repeats ?? 0) || 1;
      const { note } = denial;
      return settled(
        { ...hold, repeats },
        { state: 'denied', by: 'person', at: clock.wall(), why: 'repeat', ...(note === undefined ? {} : { note }) },
      );
    }
    // Without its own socket nothing is granted: what the rules would pass waits for a person, who is told why.
    if (judgement.verdict.ruling === 'pass' && parts.gateIntact()) return pass(hold, submission.claims === true);
    return hang(hold, submission);
  };

  /** Final at once. All lines are durable before anybody is told. */
  const settled = async (hold: Hold, details: DecisionDetails, ...claim: readonly RecordEntry[]): Promise<Filed> => {
    try {
      await record.append(intentEntry(hold, details.at), decisionEntry(hold, details), ...claim);
    } catch (reason) {
      return failed(reason);
    }
    const { state: final, by, at, note, why, grant } = details;
    const settledHold: Hold = {
      ...hold,
      state: final,
      by,
      decidedAt: at,
      ...(note === undefined ? {} : { note }),
      ...(why === undefined ? {} : { why }),
      ...(grant === undefined ? {} : { grant }),
      ...(claim.length === 0 ? {} : { execution: 'claimed' }),
    };
    shelf.put(settledHold);
    return { filed: 'new', hold: settledHold };
  };

  const pass = async (hold: Hold, claims: boolean): Promise<Filed> => {
    const { epoch } = state;
    const { files, unfixed = [] } = hold.judgement;
    // Nothing is drawn for a pass: `seen` is the hash of what the rules said.
    const seen = parts.digests.sha256(JSON.stringify(hold.judgement.verdict));
    let issued;
    try {
      issued = await grants.issue(hold, { by: 'rules', seen, rules: parts.rules(), epoch });
    } catch (reason) {
      return failed(reason);
    }
    if (state.epoch !== epoch) return refuseStopped(hold.way);
    const { jti, grant } = issued;
    const passed: DecisionDetails = { state: 'passed', by: 'rules', at: clock.wall(), seen, jti, grant };
    // Otherwise the claim says why not.
    if (!claims || files.length > 0 || unfixed.length > 0 || !parts.gateIntact()) return settled(hold, passed);
    const filed = await settled(hold, passed, { type: 'claim', at: clock.wall(), id: hold.id, jti });
    // Stopped, or another socket, while it was written down: it is used, and nobody may go.
    return filed.filed === 'new' && state.epoch !== epoch ? refuseStopped(hold.way) : filed;
  };

  const hang = async (hold: Hold, submission: Submission): Promise<Filed> => {
    try {
      await record.append(intentEntry(hold, clock.wall()));
    } catch (reason) {
      return failed(reason);
    }
    // Its decision is recorded too: an intent without one would come back as an orphan.
    if (state.stopped) {
      shelf.put(hold);
      const stopped = await deciding.stop(hold.id);
      return stopped.decided ? { filed: 'new', hold: stopped.hold } : { filed: 'stopped' };
    }
    shelf.put(hold);
    attend(hold, submission);
    return { filed: 'new', hold };
  };

  const attend = (hold: Hold, submission: Submission): void => {
    if (submission.waiting) attendance.expect(hold.id);
    watch.add(hold, submission);
  };

  /** The action itself, apart from what its scripts are now. */
  const isSame = (before: Hold, action: Action): boolean => digestOf(action, before.judgement.files) === before.digest;

  const again = async (before: Hold, submission: Submission): Promise<Filed> => {
    if (before.state === 'held') {
      for (const { path, sha256 } of before.judgement.files) {
        // Not known in time is not another: the claim looks again.
        const now = await digests.file(path);
        if (now !== undefined && now !== sha256) return conflict(before, submission.way);
      }
      attend(before, submission);
    }
    return { filed: 'again', hold: shelf.get(before.id) ?? before };
  };

  /** What an earlier life of the editor left, and its runner asks for again: it is read anew. */
  const reattach = async (before: Hold, submission: Submission, judgement: Judgement): Promise<Filed> => {
    const same = digestOf(submission.intent.action, judgement.files) === before.digest;
    const unfixed = [...new Set([...(before.judgement.unfixed ?? []), ...(judgement.unfixed ?? [])])];
    if (!same && (unfixed.length === 0 || differ(before.judgement, judgement))) return conflict(before, submission.way);
    if (before.state === 'held' && clock.monotonic() <= reattachEnd) {
      const moved = shelf.move(before.id, before.revision, {
        event: 'attach',
        intent: { ...submission.intent, id: before.id },
        // Of a script that nobody could look at then or now it is not known whether it is another: nothing can be approved.
        judgement: same ? judgement : { ...judgement, unfixed },
      });
      if (moved.moved) {
        attend(moved.hold, submission);
        return { filed: 'again', hold: moved.hold };
      }
    }
    return { filed: 'again', hold: shelf.get(before.id) ?? before };
  };

  const conflict = async (before: Hold, way: Submission['way']): Promise<Filed> => {
    await deciding.refuse(before.id, 'conflict');
    alarm('id.conflict', { id: before.id });
    await record
      .append({ type: 'refused-input', at: clock.wall(), way, problem: `conflict ${before.id}` })
      .catch((reason: unknown) => alarm('record.failed', { what: 'input', error: String(reason) }));
    return { filed: 'conflict' };
  };

  const failed = (reason: unknown): Filed => {
    alarm('record.failed', { what: 'intent', error: String(reason) });
    return { filed: 'failed' };
  };

  const refuseStopped = async (way: Submission['way']): Promise<Filed> => {
    await record
      .append({ type: 'refused-input', at: clock.wall(), way, problem: 'stopped' })
      .catch((reason: unknown) => alarm('record.failed', { what: 'input', error: String(reason) }));
    return { filed: 'stopped' };
  };

  return {
    async file(submission) {
      if (state.closed) return { filed: 'failed' };
      if (state.stopped) return refuseStopped(submission.way);
      const id = submission.intent.id ?? random.ulid();
      if (shelf.get(id) === undefined && shelf.heldCount + arriving >= MOST_HELD) return { filed: 'full' };
      const text = weightOf(submission.intent);
      if (shelf.get(id) === undefined && shelf.heldText + arrivingText + text > MOST_HELD_TEXT)
        return { filed: 'too-much' };
      arriving += 1;
      arrivingText += text;
      try {
        const arrived = clock.wall();
        return await inTurn(id, () => fileOne(id, submission, arrived));
      } finally {
        arriving -= 1;
        arrivingText -= text;
      }
    },
    reattachUntil(time) {
      reattachEnd = time;
    },
  };
}

/** Whether a file that both of them know is another. */
function differ(before: Judgement, now: Judgement): boolean {
  return before.files.some(({ path, sha256 }) =>
    now.files.some((file) => file.path === path && file.sha256 !== sha256),
  );
}
