import type { Effect } from '../../effect/effect.ts';
import type { Met } from './met.ts';

export const UNITS = ['rows', 'files', 'bytes'] as const;
export type Unit = (typeof UNITS)[number];

/** How much is hit, as far as anyone looked. */
export interface Amount {
  readonly atLeast: number;
  /** `exact`: there is no more · `running`: somebody still counts · `unknown`: nobody will find out. */
  readonly end: 'exact' | 'running' | 'unknown';
}

/** What effects hit together. Filled by whoever looks at the objects. */
export type CountEffects = (effects: readonly Effect[], unit: Unit) => Amount;

/** Whether a threshold is met; what is not known counts as met, and what still runs says so. */
export type Counted = Met | 'running';

export function over(limit: number, { atLeast, end }: Amount): Counted {
  if (atLeast > limit) return 'met';
  return end === 'exact' ? 'unmet' : end;
}

/** Domains whose effects cannot hit such a thing. Code, containers and machines may hit anything. */
const NEVER: Readonly<Record<Unit, ReadonlySet<string>>> = {
  rows: new Set(['file', 'git', 'publish', 'process', 'network', 'secret', 'message', 'money', 'persist']),
  files: new Set(['sql', 'store', 'publish', 'process', 'network', 'message', 'money']),
  bytes: new Set(['git', 'process', 'money']),
};

/** What an effect hits by its text alone; undefined: somebody has to look. */
export function amountByText({ kind, object, traits, certainty }: Effect, unit: Unit): number | undefined {
  if (NEVER[unit].has(kind.slice(0, kind.indexOf('.')))) return 0;
  // A folder is neither read nor deleted as one file; what is written or moved may turn out to be a folder.
  const single = (kind === 'file.read' || kind === 'file.delete') && object.type === 'file';
  const plain = traits.every((trait) => trait === 'names-only');
  return unit === 'files' && single && plain && certainty === 'certain' ? 1 : undefined;
}

/** Nothing was looked at: what the text does not say is not known. `counting`: a preview will look. */
export function countByText(counting: boolean): CountEffects {
  return (effects, unit) => {
    let atLeast = 0;
    let end: Amount['end'] = 'exact';
    for (const effect of effects) {
      const amount = amountByText(effect, unit);
      if (amount === undefined) end = counting ? 'running' : 'unknown';
      else atLeast += amount;
    }
    return { atLeast, end };
  };
}
