import type { Effect } from '../effect/effect.ts';
import type { EffectKind } from '../effect/kind.ts';
import type { Level } from '../effect/level.ts';

/** Kinds that no rule and no setting lets pass. */
export const FLOOR_KINDS: ReadonlySet<EffectKind> = new Set(['gate.tamper', 'secret.send', 'money.move']);

/** Why the floor holds: `critical`, `incomplete`, or the kind at fault. Undefined when it has nothing to say. */
export function floorObjection(effects: readonly Effect[], complete: boolean, level: Level): string | undefined {
  const kind = effects.find((effect) => FLOOR_KINDS.has(effect.kind))?.kind;
  if (kind !== undefined) return kind;
  if (level === 'critical') return 'critical';
  // An opaque effect is a text that was not read, whether its reader called the reading complete or not.
  if (!complete || level === 'unknown') return 'incomplete';
  return undefined;
}
