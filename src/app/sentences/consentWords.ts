import type { Level } from '../../effect/level.ts';

export interface ConsentWords {
  readonly level: Level;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly accept: string;
  readonly decline: string;
}
