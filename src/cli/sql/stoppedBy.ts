import { remarkSentence } from '../../app/sentences/previews.ts';
import type { Remark } from '../../preview/preview.ts';
import { saidBy } from '../../preview/server/reachFailure.ts';
import type { Target } from '../../preview/server/target.ts';
import type { SqlEnd } from './sqlEnd.ts';

/** Where a run stood when an error stopped it. */
export interface StoppedAt {
  /** The server was reached: what it said is the message. Otherwise it is said why it was not. */
  readonly reached: boolean;
  /** The last statement was on its way, and the server did not refuse it: whether it was done is not known. */
  readonly ending: boolean;
  connectFailure(error: unknown, target: Target): Remark;
}

/** How a run ends that an error has stopped. */
export function stoppedBy(error: unknown, target: Target, { reached, ending, connectFailure }: StoppedAt): SqlEnd {
  const message = reached ? saidBy(error, target) : remarkSentence(connectFailure(error, target));
  return ending
    ? { ended: 'unsure', message: `the connection was lost during the commit (${message})` }
    : { ended: 'failed', message };
}
