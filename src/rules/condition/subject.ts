import type { Level } from '../../effect/level.ts';
import type { Ground } from '../../effect/place.ts';
import type { RunCommand } from '../../effect/command.ts';
import type { CountEffects } from './amount.ts';

/** What rules are held against, besides the single effect. Pure values. */
export interface RuleSubject {
  readonly ground: Ground;
  readonly level: Level;
  readonly agent: string;
  readonly session?: string;
  /** Every command whose words are known, and whether the action is that command and nothing else. */
  readonly commands: readonly RunCommand[];
  readonly scripts: readonly { readonly path: string; readonly sha256: string }[];
  readonly count: CountEffects;
  /** Local time. `day`: 0 is Sunday. `date`: `YYYY-MM-DD`. */
  readonly now: { readonly minute: number; readonly day: number; readonly date: string };
}
