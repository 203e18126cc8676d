import { rank, type Level } from '../../effect/level.ts';

export interface QueueSeen {
  /** How many wait, and the level of the worst of them. */
  readonly waiting: number;
  readonly worst: Level | undefined;
  /** Whether a view of ours is there to be seen. */
  readonly visible: boolean;
  /** The person's setting. */
  readonly when: 'off' | 'high' | 'all';
}

/** Answers at each change whether a toast is due: at most once for each time that the queue fills from empty. */
export function openToastRule(): (seen: QueueSeen) => boolean {
  let idle = true;
  return ({ waiting, worst, visible, when }) => {
    const filled = idle && waiting > 0;
    idle = waiting === 0;
    if (!filled || visible || when === 'off') return false;
    return when === 'all' || (worst !== undefined && rank(worst) >= rank('high'));
  };
}
