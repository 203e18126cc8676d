import { cell } from '../cell.ts';
import type { Count, PreviewEntry, Remark } from '../preview.ts';
import type { DockerRun } from './dockerRuns.ts';
import { containerSample, imageSample, networkSample, takenEntry, volumeSample } from './entries.ts';
import type { Container, Image } from './engineRows.ts';
import type { Inventory } from './inventory.ts';
import { containersNamed, imagesNamed, isAnonymous, isRunning, networksNamed, usersOf, usesImage } from './matches.ts';

/** What is removed of the things that a command names. What Docker would refuse is shown, and counted as none. */
export function namedBy(
  verb: 'container rm' | 'image rm' | 'volume rm' | 'network rm',
  run: DockerRun,
  all: Inventory,
): readonly PreviewEntry[] {
  const { operands } = run.words;
  switch (verb) {
    case 'container rm':
      return operands.flatMap((word) => container(word, run, all));
    case 'image rm': {
      const before = new Set<string>();
      return operands.map((word) => image(word, run, all, before));
    }
    case 'volume rm':
      return operands.map((word) => volume(word, run, all));
    case 'network rm':
      return operands.map((word) => network(word, run, all));
  }
}

function kindOf({ disturbed, words: { certain } }: DockerRun): Count['kind'] {
  return disturbed || !certain ? 'estimate' : 'exact';
}

/** None, where it is refused as things are; an earlier step may change that. */
function goneOf(run: DockerRun, refusals: readonly Remark[]): { readonly gone?: number } {
  return refusals.length > 0 && kindOf(run) === 'exact' ? { gone: 0 } : {};
}

function asNow({ disturbed }: DockerRun): readonly Remark[] {
  return disturbed ? [{ code: 'note.as-now', values: {} }] : [];
}

function container(word: string, run: DockerRun, all: Inventory): readonly PreviewEntry[] {
  const { flags } = run.words;
  const hit = containersNamed(all.containers, word);
  const refusals = [
    ...ambiguous(hit.length, word),
    ...(hit.some(isRunning) && !flags.has('force') ? [{ code: 'note.docker-running', values: { name: word } }] : []),
  ];
  const own = takenEntry({
    type: 'container',
    name: word,
    kind: kindOf(run),
    samples: hit.map(containerSample),
    undo: 'none',
    notes: [...absent(hit.length, word), ...refusals, ...asNow(run)],
    ...goneOf(run, refusals),
  });
  return flags.has('volumes') && own.count.value !== 0 ? [own, ...anonymousOf(hit, word, all.containers)] : [own];
}

/** What goes along with `-v`: volumes without a name that no other container uses. */
export function anonymousOf(
  hit: readonly Container[],
  from: string,
  containers: readonly Container[],
): readonly PreviewEntry[] {
  const others = containers.filter((one) => !hit.includes(one));
  const names = new Set(hit.flatMap(({ mounts }) => mounts.filter((name) => isAnonymous({ name, labels: new Map() }))));
  const samples = [...names]
    .filter((name) => usersOf(others, name).length === 0)
    .map((name) => ({ columns: [cell('name', name)] }));
  if (samples.length === 0) return [];
  const entry = takenEntry({ type: 'volume', name: '*', kind: 'estimate', samples, undo: 'none', notes: [] });
  return [{ ...entry, via: 'cascade', from }];
}

/** `before`: names and IDs that operands before it have taken away. */
function image(word: string, run: DockerRun, all: Inventory, before: Set<string>): PreviewEntry {
  const common = { type: 'image', name: word, undo: 'unknown' } as const;
  // Which image a digest means the list does not say.
  if (word.includes('@'))
    return takenEntry({
      ...common,
      kind: 'unknown',
      samples: [],
      notes: [{ code: 'note.docker-digest', values: {} }, ...asNow(run)],
    });
  const { images, name } = imagesNamed(all.images, word);
  const [one] = images;
  const refusals = one === undefined ? [] : keepsImage(one, name, run, all, before);
  if (one !== undefined) {
    for (const gone of name === undefined ? one.names : [name]) before.add(gone);
    if (refusals.length === 0) before.add(one.id);
  }
  return takenEntry({
    ...common,
    kind: all.parents === undefined ? 'estimate' : kindOf(run),
    samples: images.map(imageSample),
    notes: [...absent(images.length, word), ...ambiguous(images.length, word), ...refusals, ...asNow(run)],
    ...goneOf(run, [...refusals, ...ambiguous(images.length, word)]),
  });
}

/** Why the image itself stays, if it does. `name`: the name by which it is meant; else it is meant by its ID. */
function keepsImage(
  one: Image,
  name: string | undefined,
  run: DockerRun,
  all: Inventory,
  before: ReadonlySet<string>,
): readonly Remark[] {
  const forced = run.words.flags.has('force');
  const left = one.names.filter((other) => other !== name && !before.has(other));
  const users = all.containers.filter((user) => usesImage(user, one));
  const [other] = left;
  const [user] = users;
  if (name !== undefined && other !== undefined) return [{ code: 'note.docker-name-only', values: { name, other } }];
  if (name === undefined && left.length > 1 && !forced)
    return [{ code: 'note.docker-many-names', values: { count: String(left.length) } }];
  const holding = users.find(isRunning) ?? (forced ? undefined : user);
  if (holding !== undefined)
    return [{ code: 'note.docker-image-used', values: { name: holding.name, count: String(users.length) } }];
  const isBuiltOn = [...(all.parents ?? [])].some(([id, parent]) => parent === one.id && !before.has(id));
  return isBuiltOn ? [{ code: 'note.docker-built-on', values: {} }] : [];
}

function volume(word: string, run: DockerRun, all: Inventory): PreviewEntry {
  const hit = all.volumes.filter(({ name }) => name === word);
  const users = usersOf(all.containers, word);
  const [user] = users;
  const refusals: readonly Remark[] =
    user === undefined
      ? []
      : [{ code: 'note.docker-volume-used', values: { name: user.name, count: String(users.length) } }];
  return takenEntry({
    type: 'volume',
    name: word,
    kind: kindOf(run),
    samples: hit.map((one) => volumeSample(one, all.containers, all.facts)),
    undo: 'none',
    notes: [...absent(hit.length, word), ...refusals, ...asNow(run)],
    ...goneOf(run, refusals),
  });
}

function network(word: string, run: DockerRun, all: Inventory): PreviewEntry {
  const hit = networksNamed(all.networks, word);
  const user = all.containers.find((one) => isRunning(one) && hit.some(({ name }) => one.networks.includes(name)));
  const refusals: readonly Remark[] = [
    ...ambiguous(hit.length, word),
    ...(user === undefined ? [] : [{ code: 'note.docker-network-used', values: { name: user.name } }]),
  ];
  return takenEntry({
    type: 'resource',
    name: `network/${word}`,
    kind: kindOf(run),
    samples: hit.map(networkSample),
    undo: 'unknown',
    notes: [...absent(hit.length, word), ...refusals, ...asNow(run)],
    ...goneOf(run, refusals),
    unit: 'networks',
  });
}

function absent(count: number, name: string): readonly Remark[] {
  return count === 0 ? [{ code: 'note.docker-absent', values: { name } }] : [];
}

/** The beginning of an ID that several have is no name of any of them. */
function ambiguous(count: number, name: string): readonly Remark[] {
  return count > 1 ? [{ code: 'note.docker-ambiguous', values: { name, count: String(count) } }] : [];
}
