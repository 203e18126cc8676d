import type { Intent } from '../action/intent.ts';
import type { PreviewReport } from '../preview/preview.ts';
import type { FinalState, Outcome } from './decision.ts';
import type { Hold, Why } from './hold.ts';
import type { Judgement } from './judgement.ts';
import type { Verdict } from '../rules/ruling.ts';

/** What can happen to a hold. `at` is wall time in milliseconds. */
export type HoldEvent =
  | { readonly event: 'approve'; readonly at: number; readonly grant: string }
  | {
      readonly event: 'deny';
      readonly at: number;
      readonly by: 'person' | 'rules';
      readonly note?: string;
      readonly why?: Why;
    }
  | { readonly event: 'expire' | 'stop' | 'dismiss'; readonly at: number }
  | { readonly event: 'withdraw'; readonly at: number; readonly why: 'runner-gone' | 'taken-back' }
  | { readonly event: 'preview'; readonly reports: readonly PreviewReport[]; readonly verdict?: Verdict }
  /** The same was found again: what a person sees stays what it is, and so does the revision. */
  | { readonly event: 'fresh'; readonly reports: readonly PreviewReport[] }
  | { readonly event: 'refuse'; readonly at: number }
  | { readonly event: 'attach'; readonly intent: Intent; readonly judgement: Judgement }
  | { readonly event: 'repeat' }
  | { readonly event: 'claim' }
  | { readonly event: 'finish'; readonly outcome: Outcome };

export type Moved =
  | { readonly moved: true; readonly hold: Hold }
  /** The hold is no longer what the caller saw, or the event has no place in its state. */
  | { readonly moved: false; readonly because: 'revision' | 'state' };

const REFUSED: Moved = { moved: false, because: 'state' };

/**
 * The whole state machine: `held` to exactly one final state; `passed` and `approved` to one claim; a claim to one
 * outcome. Compare-and-set: `revision` is the one the caller looked at.
 */
export function transition(hold: Hold, revision: number, event: HoldEvent): Moved {
  if (hold.revision !== revision) return { moved: false, because: 'revision' };
  switch (event.event) {
    case 'approve':
      // An orphan's runner is gone: there is nobody to whom a grant could be given.
      return hold.orphan ? REFUSED : end(hold, 'approved', event.at, { by: 'person', grant: event.grant });
    case 'deny':
      return end(hold, 'denied', event.at, {
        by: event.by,
        ...(event.note === undefined ? {} : { note: event.note }),
        ...(event.why === undefined ? {} : { why: event.why }),
      });
    case 'expire':
      return end(hold, 'expired', event.at, { by: 'clock', why: 'time-over' });
    case 'stop':
      return end(hold, 'stopped', event.at, { by: 'stop', why: 'stopped' });
    case 'dismiss':
      return hold.orphan ? end(hold, 'withdrawn', event.at, { by: 'person', why: 'dismissed' }) : REFUSED;
    case 'withdraw':
      return end(hold, 'withdrawn', event.at, { by: 'runner', why: event.why });
    case 'preview':
      return hold.state === 'held'
        ? next(hold, { previews: event.reports, ...ruledAgain(hold, event.verdict) })
        : REFUSED;
    case 'fresh':
      return hold.state === 'held' ? { moved: true, hold: { ...hold, previews: event.reports } } : REFUSED;
    case 'refuse':
      return end(hold, 'refused', event.at, { by: 'rules' });
    case 'attach':
      return hold.state === 'held' && hold.orphan
        ? next(hold, { orphan: false, intent: event.intent, judgement: event.judgement, previews: [] })
        : REFUSED;
    case 'repeat':
      return hold.state === 'denied' ? next(hold, { repeats: hold.repeats + 1 }) : REFUSED;
    case 'claim':
      return hold.grant !== undefined && hold.execution === undefined ? next(hold, { execution: 'claimed' }) : REFUSED;
    case 'finish':
      return hold.execution === 'claimed' || (hold.execution === 'unknown' && hold.outcome === undefined)
        ? next(hold, { execution: 'finished', outcome: event.outcome })
        : REFUSED;
  }
}

function end(hold: Hold, state: FinalState, at: number, more: Partial<Hold>): Moved {
  return hold.state === 'held' ? next(hold, { state, decidedAt: at, ...more }) : REFUSED;
}

function ruledAgain({ judgement }: Hold, verdict: Verdict | undefined): Partial<Hold> {
  return verdict === undefined ? {} : { judgement: { ...judgement, verdict } };
}

function next(hold: Hold, change: Partial<Hold>): Moved {
  return { moved: true, hold: { ...hold, ...change, revision: hold.revision + 1 } };
}
