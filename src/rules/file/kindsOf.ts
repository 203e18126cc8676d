import { EFFECT_KINDS } from '../../effect/kind.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { listOf } from './ruleFile.ts';
import type { When } from './ruleFile.ts';

/** Each of thousands of rules is held against all before it. */
const known = new WeakMap<When, readonly EffectKind[]>();

/** The kinds that a `when` speaks of. */
export function kindsOf(when: When): readonly EffectKind[] {
  if (when.effect === undefined) return EFFECT_KINDS;
  const before = known.get(when);
  if (before !== undefined) return before;
  const wanted = listOf(when.effect);
  const kinds = EFFECT_KINDS.filter((kind) =>
    wanted.some((word) => word === '*' || word === kind || (word.endsWith('.*') && kind.startsWith(word.slice(0, -1)))),
  );
  known.set(when, kinds);
  return kinds;
}
