import type { Effect } from '../../../src/effect/effect.ts';
import type { EffectKind } from '../../../src/effect/kind.ts';
import type { ObjectType } from '../../../src/effect/object.ts';
import { rate } from '../../../src/effect/rate.ts';
import type { Facts, PathFact } from '../../../src/rules/facts.ts';
import { rule } from '../../../src/rules/rule.ts';
import type { RulingInput } from '../../../src/rules/rulingInput.ts';
import type { Verdict } from '../../../src/rules/ruling.ts';

export const GROUND = { workspace: '/home/user/shop', home: '/home/user' };

export function effect(kind: EffectKind, type: ObjectType, name: string, more: Partial<Effect> = {}): Effect {
  return {
    kind,
    object: { type, name },
    range: [0, 1],
    certainty: 'certain',
    undo: 'unknown',
    environment: 'unknown',
    traits: [],
    ...more,
  };
}

export const read = (name: string, more: Partial<Effect> = {}): Effect => effect('file.read', 'file', name, more);
export const HOME = '/home/user/shop';

export function ruled(
  effects: readonly Effect[],
  more: Partial<Pick<RulingInput, 'complete' | 'autoPass' | 'edit' | 'settings' | 'facts'>> = {},
): Verdict {
  const complete = more.complete ?? true;
  return rule({
    effects,
    complete,
    rated: rate({ effects, problems: [], complete }, GROUND),
    ground: GROUND,
    autoPass: 'reads',
    edit: false,
    settings: [],
    facts: 'no-disk',
    ...more,
  });
}

export const why = (verdict: Verdict): string => `${verdict.ruling} ${verdict.reason.layer} ${verdict.reason.rule}`;

export function fact(path: string, more: Partial<PathFact> = {}): PathFact {
  return { path, real: path, type: 'file', tracked: false, modified: false, ...more };
}

export function facts(more: Partial<Facts> = {}): Facts {
  return { paths: [], globs: [], programs: [], settings: [], astray: [], knownHosts: [], complete: true, ...more };
}
