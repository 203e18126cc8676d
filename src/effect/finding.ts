import type { TextRange } from './effect.ts';

/**
 * Why an effect matters. `rule` is a stable id (`file.delete`, `trait.no-where`, `place.home`, `problem.too-long`);
 * `values` are the parts of the sentence that `app/sentences` makes of it. No prose here.
 */
export interface Finding {
  readonly rule: string;
  readonly range: TextRange;
  readonly values: Readonly<Record<string, string>>;
}
