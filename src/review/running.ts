import type { Outcome } from './decision.ts';
import type { PreviewReport } from '../preview/preview.ts';
import { grownSince, isComparable, markedSince } from './compareLooks.ts';
import type { Hold } from './hold.ts';
import { subjectOf } from './looks.ts';
import type { Grants } from './grants.ts';
import type { ReviewParts, ReviewState } from './parts.ts';
import { sameText } from './sameText.ts';
import type { Claimed, OutcomeTaken } from './service.ts';
import type { Shelf } from './shelf.ts';

/** Milliseconds in which what was counted must be counted again: a little more than a look may take. */
const RECOUNT = 8_000;

/** From the grant to the outcome. */
export interface Running {
  claim(jti: string, token: string, grant: string, digest: string): Promise<Claimed>;
  outcome(id: string, token: string, outcome: Outcome): Promise<OutcomeTaken>;
}

export interface RunningParts {
  readonly parts: ReviewParts;
  readonly shelf: Shelf;
  readonly state: ReviewState;
  readonly grants: Grants;
}

export function openRunning({ parts, shelf, state, grants }: RunningParts): Running {
  const { clock, record, digests, alarm } = parts;

  const refused = async (claimed: Claimed, jti: string): Promise<Claimed> => {
    const what = 'what' in claimed ? ` ${claimed.what}` : '';
    await record
      .append({ type: 'refused-input', at: clock.wall(), way: 'claim', problem: `${claimed.claimed}${what}: ${jti}` })
      .catch((reason: unknown) => alarm('record.failed', { what: 'input', error: String(reason) }));
    return claimed;
  };

  /**
   * Why the approved action is not what the person saw any more, when it is looked at once more. A statement is not counted
   * here: `keyturn sql` compares the rows themselves, in the transaction that it rolls back.
   */
  const changedNow = (hold: Hold): Promise<Claimed | undefined> => {
    if (hold.intent.action.kind === 'sql' || !isComparable(hold.previews)) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      let stop: () => void = () => undefined;
      const end = (reports: readonly PreviewReport[]): void => {
        cancel();
        stop();
        const grown = grownSince(hold.previews, reports);
        if (markedSince(hold.previews, reports)) resolve({ claimed: 'changed', what: 'marker' });
        else resolve(grown === undefined ? undefined : { claimed: 'grown', what: grown });
      };
      const cancel = clock.after(RECOUNT, () => end([]));
      stop = parts.previews.start(subjectOf(hold), (reports) => {
        if (reports.every(({ state }) => state !== 'counting')) end(reports);
      });
    });
  };

  return {
    async claim(jti, token, grant, digest) {
      const read = await grants.read(jti, grant);
      if (!read.ok) return refused(read.refused, jti);
      const { claims } = read;
      const { epoch } = state;
      const id = claims.sub;
      const found = shelf.get(id);
      const own = found !== undefined && sameText(found.token, token);
      // Said before its age: that it was used is what its holder must know.
      if (own && found.grant === grant && found.execution !== undefined) return refused({ claimed: 'used' }, jti);
      const stale = grants.stale(claims, digest, state);
      if (stale !== undefined) return refused(stale, jti);
      if (found === undefined) return refused({ claimed: 'foreign', what: 'intent' }, jti);
      if (!own) return refused({ claimed: 'foreign', what: 'token' }, jti);
      if (found.grant !== grant) return refused({ claimed: 'forged', what: 'grant' }, jti);
      const [unfixed] = found.judgement.unfixed ?? [];
      if (unfixed !== undefined) return refused({ claimed: 'changed', what: unfixed }, jti);
      for (const file of found.judgement.files) {
        if ((await digests.file(file.path)) !== file.sha256)
          return refused({ claimed: 'changed', what: file.path }, jti);
      }
      const changed = claims.by === 'person' ? await changedNow(found) : undefined;
      if (changed !== undefined) return refused(changed, jti);
      // Again, after the disk: the clocks went on, and somebody may have stopped or replaced the socket.
      const late = grants.stale(claims, digest, state);
      if (late !== undefined) return refused(late, jti);
      if (!parts.gateIntact()) return refused({ claimed: 'expired', what: 'gate-lost' }, jti);
      // From here on it is used, whatever becomes of the line: a second claim must never find it free.
      const moved = shelf.move(id, shelf.get(id)?.revision ?? -1, { event: 'claim' });
      if (!moved.moved) return refused({ claimed: 'used' }, jti);
      try {
        await record.append({ type: 'claim', at: clock.wall(), id, jti });
      } catch (reason) {
        alarm('record.failed', { what: 'claim', error: String(reason) });
        return { claimed: 'failed' };
      }
      if (state.epoch !== epoch) return refused({ claimed: 'expired', what: state.stopped ? 'stopped' : 'epoch' }, jti);
      return { claimed: 'go', hold: moved.hold };
    },
    async outcome(id, token, outcome) {
      const hold = shelf.get(id);
      if (hold === undefined) return 'unknown';
      if (!sameText(hold.token, token)) return 'foreign';
      if (hold.outcome !== undefined) return 'again';
      const moved = shelf.move(id, hold.revision, { event: 'finish', outcome });
      if (!moved.moved) return 'early';
      try {
        await record.append({ type: 'outcome', at: clock.wall(), id, outcome });
        return 'taken';
      } catch (reason) {
        alarm('record.failed', { what: 'outcome', error: String(reason) });
        return 'failed';
      }
    },
  };
}
