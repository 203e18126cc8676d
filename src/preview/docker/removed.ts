import type { PreviewEntry, Sample } from '../preview.ts';
import { cell } from '../cell.ts';
import type { Mounts } from '../mounts.ts';
import type { RunFound } from '../runLook.ts';
import { composedBy } from './composed.ts';
import type { DockerRun } from './dockerRuns.ts';
import type { Engine } from './engine.ts';
import { inventoryFor, type Inventory } from './inventory.ts';
import { namedBy } from './named.ts';
import { prunedBy } from './pruned.ts';

/** What one command would remove, as the engine is now. */
export async function removedBy(run: DockerRun, engine: Engine, mounts: Mounts): Promise<RunFound> {
  const inventory = await inventoryFor(run, engine);
  if (!inventory.ok) return { entries: [], unknown: [inventory.why] };
  const { all } = inventory;
  return { entries: await entriesOf(run, all, mounts), unknown: [] };
}

async function entriesOf(run: DockerRun, all: Inventory, mounts: Mounts): Promise<readonly PreviewEntry[]> {
  const { verb } = run.words;
  switch (verb) {
    case 'container rm':
    case 'image rm':
    case 'volume rm':
    case 'network rm':
      return namedBy(verb, run, all);
    case 'container prune':
    case 'image prune':
    case 'volume prune':
    case 'network prune':
    case 'system prune':
      return prunedBy(verb, run, all);
    case 'compose down':
    case 'compose rm':
      return composedBy(run, all, mounts);
  }
}

/** The same with how large volumes and containers are, where there are any and the engine says it in time. */
export async function withSizes(entries: readonly PreviewEntry[], engine: Engine): Promise<RunFound> {
  const sized = entries.filter(({ object, sample = [] }) => HAS_SIZE.has(object.type) && sample.length > 0);
  if (sized.length === 0) return { entries, unknown: [] };
  const listed = await engine.sizes();
  if (!listed.ok) return { entries, unknown: [{ code: 'note.docker-no-sizes', values: {} }] };
  const [sizes] = listed.items;
  const add = (entry: PreviewEntry, samples: readonly Sample[]): readonly Sample[] =>
    samples.map((sample) => {
      if (!('columns' in sample)) return sample;
      const [first, ...rest] = sample.columns;
      const known = entry.object.type === 'volume' ? sizes?.volumes : sizes?.containers;
      const size = known?.get(first?.[1] ?? '');
      return first === undefined || size === undefined || size === 'N/A'
        ? sample
        : { ...sample, columns: [first, cell('size', size), ...rest] };
    });
  return {
    entries: entries.map((entry) =>
      sized.includes(entry)
        ? {
            ...entry,
            sample: add(entry, entry.sample ?? []),
            ...(entry.all === undefined ? {} : { all: add(entry, entry.all) }),
          }
        : entry,
    ),
    unknown: [],
  };
}

const HAS_SIZE: ReadonlySet<string> = new Set(['volume', 'container']);
