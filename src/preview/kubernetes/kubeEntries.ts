import type { EffectObject } from '../../effect/object.ts';
import { cell } from '../cell.ts';
import type { Count, PreviewEntry, Remark, Sample } from '../preview.ts';
import type { KubeObject } from './kubeAsk.ts';

const MOST_SHOWN = 5;
const MOST_LISTED = 1_000;

/** Kinds that hold what is gone with them, or take everything below along. Shown first. */
const DATA =
  /^(?:Namespace|PersistentVolumeClaim|PersistentVolume|StatefulSet|VolumeSnapshot\w*|CustomResourceDefinition)$/;

/** `none`: why there are none, where there are none. */
export function objectsEntry(
  object: EffectObject,
  kind: Count['kind'],
  objects: readonly KubeObject[],
  notes: readonly Remark[],
  none: Remark = { code: 'note.kube-absent', values: {} },
): PreviewEntry {
  const ordered = [...objects].sort((a, b) => Number(DATA.test(b.kind)) - Number(DATA.test(a.kind)));
  return {
    object,
    verb: 'destroy',
    via: 'direct',
    count: { kind, value: objects.length },
    unit: 'objects',
    undo: 'unknown',
    sample: ordered.slice(0, MOST_SHOWN).map(sampleOf),
    ...(ordered.length > MOST_SHOWN ? { all: ordered.slice(0, MOST_LISTED).map(sampleOf) } : {}),
    notes: [...(objects.length === 0 ? [none] : []), ...notes],
  };
}

/** What a namespace takes along, kind by kind. */
export function insideEntries(namespace: string, objects: readonly KubeObject[]): readonly PreviewEntry[] {
  const kinds = [...new Set(objects.map(({ kind }) => kind))].sort(
    (a, b) => Number(DATA.test(b)) - Number(DATA.test(a)),
  );
  return kinds.map((kind, index) => {
    const same = objects.filter((one) => one.kind === kind);
    return {
      object: { type: 'resource', name: `${kind.toLowerCase()}/*` },
      verb: 'destroy',
      via: 'cascade',
      count: { kind: 'at-least', value: same.length },
      unit: 'objects',
      undo: 'unknown',
      sample: same.slice(0, MOST_SHOWN).map(sampleOf),
      ...(same.length > MOST_SHOWN ? { all: same.slice(0, MOST_LISTED).map(sampleOf) } : {}),
      ...(index === 0 ? { notes: [{ code: 'note.kube-inside', values: { name: namespace } }] } : {}),
    };
  });
}

/** Volumes go with their claims, by the way most classes of storage are set up. */
export function holdsData(entries: readonly PreviewEntry[]): boolean {
  return entries.some(({ sample = [], all = sample }) =>
    all.some(
      (one) => 'columns' in one && one.columns.some(([name, value]) => name === 'kind' && /^Persistent/.test(value)),
    ),
  );
}

function sampleOf({ kind, namespace, name, created }: KubeObject): Sample {
  return {
    columns: [
      cell('kind', kind),
      cell('name', name),
      ...(namespace === '' ? [] : [cell('namespace', namespace)]),
      ...(created === '' ? [] : [cell('created', created)]),
    ],
  };
}
