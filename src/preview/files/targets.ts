import type { Effect } from '../../effect/effect.ts';
import type { EffectObject } from '../../effect/object.ts';
import type { Remark } from '../preview.ts';

export type FileVerb = 'delete' | 'write' | 'create' | 'move' | 'permission';

/** What one look is about: everything that one effect names. */
export interface Target {
  readonly object: EffectObject;
  readonly verb: FileVerb;
  /** Whether a folder that the name turns out to be goes with all that is in it. */
  readonly whole: boolean;
  readonly certain: boolean;
  readonly effect: Effect;
}

/** More targets than this are not looked at one by one. */
export const MOST_TARGETS = 200;

const VERBS: Readonly<Partial<Record<Effect['kind'], FileVerb>>> = {
  'file.delete': 'delete',
  'file.write': 'write',
  'file.create': 'create',
  'file.move': 'move',
  'file.permission': 'permission',
};

/** Effects on this machine's files; what lies elsewhere or has no fixed name is said instead. */
export function targetsOf(effects: readonly Effect[]): {
  readonly targets: readonly Target[];
  readonly unknown: readonly Remark[];
} {
  const targets = new Map<string, Target>();
  const unknown = new Map<string, Remark>();
  for (const effect of effects) {
    const verb = VERBS[effect.kind];
    if (verb === undefined) continue;
    const { object, traits } = effect;
    if (traits.includes('remote') || traits.includes('in-container')) {
      unknown.set(`elsewhere ${object.name}`, { code: 'unknown.elsewhere', values: { name: object.name } });
    } else if (object.type !== 'file' && object.type !== 'directory' && object.type !== 'glob') {
      // A device is the facts' and the rules' business; what has no name cannot be looked at.
      if (object.type === 'unknown') {
        unknown.set(`name ${object.name}`, { code: 'unknown.name', values: { name: object.name } });
      }
    } else if (!object.name.startsWith('/') || object.name.includes('\0')) {
      unknown.set(`name ${object.name}`, { code: 'unknown.name', values: { name: object.name } });
    } else if (!(verb === 'create' && object.type === 'directory')) {
      const key = `${verb} ${object.type} ${object.name}`;
      const before = targets.get(key);
      const whole = verb === 'move' || object.type === 'directory' || traits.includes('recursive');
      targets.set(key, {
        object,
        verb,
        whole: whole || before?.whole === true,
        certain: effect.certainty === 'certain' || before?.certain === true,
        effect,
      });
    }
  }
  const all = [...targets.values()];
  if (all.length > MOST_TARGETS) {
    unknown.set('many', { code: 'unknown.too-many-targets', values: { count: String(all.length - MOST_TARGETS) } });
  }
  return { targets: all.slice(0, MOST_TARGETS), unknown: [...unknown.values()] };
}
