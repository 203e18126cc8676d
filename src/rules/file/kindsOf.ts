import { EFFECT_KINDS } from '../../effect/kind.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { listOf } from './ruleFile.ts';
import type { When } from './ruleFile.ts';

/** The kinds that a `when` speaks of. */
export function kindsOf(when: When): readonly EffectKind[] {
  if (when.effect === undefined) return EFFECT_KINDS;
  const wanted = listOf(when.effect);
  return EFFECT_KINDS.filter((kind) =>
    wanted.some((word) => word === '*' || word === kind || (word.endsWith('.*') && kind.startsWith(word.slice(0, -1)))),
  );
}
