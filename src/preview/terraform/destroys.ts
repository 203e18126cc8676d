import { isMeant, objectNameOf, withoutKeys } from './address.ts';
import { dependentEntries, guardNotes, instanceEntry, losesData } from './instanceEntry.ts';
import { preventsDestroying } from './prevented.ts';
import type { Instance } from './state.ts';
import type { Found, States } from './states.ts';
import type { TerraformRun } from './terraformRuns.ts';

/** Objects destroyed, from this many on, are a serious loss even where none of them holds data. */
const MANY = 10;

/** `destroy` and `apply -destroy`: all that the state knows, or what is aimed at and all that is built on it. */
export async function lookAtDestroy(run: TerraformRun, states: States): Promise<Found> {
  const looked = await states.of(run);
  if (!looked.ok) return { entries: [], unknown: [looked.why] };
  const { instances } = looked.state;
  const { targets, tool } = run.words;
  const prevents = await preventsDestroying(run.words.folder, states);
  const prevented = prevents === 'yes' ? [{ code: 'note.terraform-prevented', values: {} }] : [];
  const kind = looked.steady && prevents === 'no' ? 'exact' : 'estimate';
  const of = instances.length;
  if (targets.length === 0) {
    const whole = instanceEntry({
      name: `${tool}/*`,
      verb: 'destroy',
      kind,
      instances,
      of,
      undo: 'none',
      notes: [...prevented, ...guardNotes(instances), ...looked.notes],
    });
    return { entries: [whole], unknown: [], ...raiseOf(instances) };
  }
  const left = new Set(instances);
  const aimed = targets.map((target) => {
    const hit = [...left].filter(({ address }) => isMeant(address, target));
    for (const one of hit) left.delete(one);
    return { target, hit };
  });
  const direct = aimed.flatMap(({ hit }) => hit);
  const along = builtOn(direct, left);
  const entries = aimed.map(({ target, hit }, index) =>
    instanceEntry({
      name: objectNameOf(target),
      verb: 'destroy',
      kind,
      instances: hit,
      of,
      undo: 'none',
      notes: [
        ...guardNotes(hit),
        ...(hit.length === 0 ? [{ code: 'note.terraform-no-address', values: { name: target } }] : []),
        ...(index === 0 ? [...prevented, ...looked.notes] : []),
      ],
    }),
  );
  return { entries: [...entries, ...dependentEntries(along, of)], unknown: [], ...raiseOf([...direct, ...along]) };
}

/** What is built on others, and on these again: Terraform destroys it first. */
function builtOn(hit: readonly Instance[], rest: ReadonlySet<Instance>): readonly Instance[] {
  const going = new Set(hit.map(({ address }) => withoutKeys(address)));
  const found = new Set<Instance>();
  for (let grown = true; grown;) {
    grown = false;
    for (const one of rest) {
      if (found.has(one) || !one.builtOn.some((base) => going.has(base))) continue;
      found.add(one);
      going.add(withoutKeys(one.address));
      grown = true;
    }
  }
  return [...found];
}

export function raiseOf(lost: readonly Instance[]): Pick<Found, 'raise'> {
  if (losesData(lost)) return { raise: { level: 'critical', rule: 'preview.holds-data' } };
  return lost.length >= MANY ? { raise: { level: 'high', rule: 'preview.not-recoverable' } } : {};
}
