import type { Undo } from '../../effect/effect.ts';
import { cell } from '../cell.ts';
import type { Count, PreviewEntry, PreviewPart, Remark, Sample, Via } from '../preview.ts';
import { objectNameOf } from './address.ts';
import { HOLDINGS, isData } from './holdings.ts';
import type { Instance } from './state.ts';

/** Objects shown with the count, and in the document that lists them. */
const MOST_SHOWN = 5;
const MOST_LISTED = 1_000;

export interface InstancesHit {
  /** The object as the effect names it. */
  readonly name: string;
  readonly verb: string;
  readonly via?: Via;
  readonly kind: Count['kind'];
  readonly instances: readonly Instance[];
  /** All that the state knows. */
  readonly of: number;
  readonly undo: Undo;
  readonly notes: readonly Remark[];
  readonly restore?: readonly string[];
}

/** One kind of object hit, what holds data first. */
export function instanceEntry(hit: InstancesHit): PreviewEntry {
  const ordered = [...hit.instances].sort((a, b) => HOLDINGS.indexOf(a.holding) - HOLDINGS.indexOf(b.holding));
  const { kind, undo, of } = hit;
  return {
    object: { type: 'resource', name: hit.name },
    verb: hit.verb,
    via: hit.via ?? 'direct',
    count: kind === 'unknown' ? { kind } : { kind, value: ordered.length },
    unit: 'resources',
    ...(of > 0 ? { of } : {}),
    undo,
    // What may be hit is no part of what is hit.
    ...(kind === 'unknown' ? {} : { parts: partsOf(ordered, undo) }),
    sample: ordered.slice(0, MOST_SHOWN).map(sampleOf),
    ...(ordered.length > MOST_SHOWN ? { all: ordered.slice(0, MOST_LISTED).map(sampleOf) } : {}),
    notes: hit.notes,
    ...(hit.restore === undefined ? {} : { restore: hit.restore }),
  };
}

/** What follows from destroying others, type by type. */
export function dependentEntries(instances: readonly Instance[], of: number): readonly PreviewEntry[] {
  const types = [...new Set(instances.map(({ type }) => type))];
  return types
    .map((type) => instances.filter((one) => one.type === type))
    .sort((a, b) => HOLDINGS.indexOf(a[0]?.holding ?? 'nothing') - HOLDINGS.indexOf(b[0]?.holding ?? 'nothing'))
    .map((same) =>
      instanceEntry({
        name: objectNameOf(`${same[0]?.type ?? ''}.*`),
        verb: 'destroy',
        via: 'cascade',
        // The configuration decides it; the state says how things hung together when it was written.
        kind: 'estimate',
        instances: same,
        of,
        undo: 'none',
        notes: guardNotes(same),
      }),
    );
}

/** What the objects themselves are set to do when they are to be destroyed. */
export function guardNotes(instances: readonly Instance[]): readonly Remark[] {
  const note = (code: string, guard: Instance['guard']): readonly Remark[] => {
    const some = instances.filter((one) => one.guard === guard);
    const [first] = some;
    if (first === undefined) return [];
    return [{ code, values: { count: String(some.length), name: cell('address', first.address)[1] } }];
  };
  return [
    ...note('note.terraform-protected', 'protected'),
    ...note('note.terraform-no-snapshot', 'no-snapshot'),
    ...note('note.terraform-last-snapshot', 'last-snapshot'),
  ];
}

/** Only where there is something to tell apart: what holds data, from what is made again. */
function partsOf(instances: readonly Instance[], undo: Undo): readonly PreviewPart[] {
  const parts = HOLDINGS.map((holding) => ({
    name: `holds-${holding}`,
    count: instances.filter((one) => one.holding === holding).length,
    undo: holding === 'nothing' && undo === 'none' ? ('unknown' as const) : undo,
  })).filter(({ count }) => count > 0);
  return parts.length === 1 && parts[0]?.name === 'holds-nothing' ? [] : parts;
}

function sampleOf({ address, id, region }: Instance): Sample {
  return {
    columns: [
      cell('address', address),
      ...(id === undefined ? [] : [cell('name', id)]),
      ...(region === undefined ? [] : [cell('where', region)]),
    ],
  };
}

/** Whether data goes with them. */
export function losesData(instances: readonly Instance[]): boolean {
  return instances.some(({ holding }) => isData(holding));
}
