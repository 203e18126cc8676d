import type { ObjectType } from '../../effect/object.ts';
import { cell } from '../cell.ts';
import type { Count, PreviewEntry, Remark } from '../preview.ts';
import type { DockerRun } from './dockerRuns.ts';
import { containerSample, imageSample, networkSample, takenEntry, volumeSample } from './entries.ts';
import type { Container, Image } from './engineRows.ts';
import type { Inventory } from './inventory.ts';
import {
  containersNamed,
  imagesNamed,
  isAnonymous,
  isBuiltIn,
  isOfSwarm,
  isRunning,
  networksNamed,
  usersOf,
  usesImage,
} from './matches.ts';

/** What is removed of the things that a command names. What Docker would refuse is shown, and counted as none. */
export function namedBy(
  verb: 'container rm' | 'image rm' | 'volume rm' | 'network rm',
  run: DockerRun,
  all: Inventory,
): readonly PreviewEntry[] {
  const before = new Set<string>();
  return run.words.operands.flatMap((word) => {
    switch (verb) {
      case 'container rm':
        return container(word, run, all, before);
      case 'image rm':
        return image(word, run, all, before);
      case 'volume rm':
        return volume(word, run, all, before);
      case 'network rm':
        return network(word, run, all, before);
    }
  });
}

/** What operands before it have taken away: IDs, and names of volumes and of images. */
type Before = Set<string>;

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

/** What it means is gone by then. */
function goneBefore(type: ObjectType, name: string, unit?: string): PreviewEntry {
  const notes: readonly Remark[] = [{ code: 'note.docker-named-before', values: { name } }];
  return takenEntry({
    type,
    name,
    kind: 'exact',
    samples: [],
    undo: 'none',
    notes,
    ...(unit === undefined ? {} : { unit }),
  });
}

function container(word: string, run: DockerRun, all: Inventory, before: Before): readonly PreviewEntry[] {
  const { flags } = run.words;
  const hit = containersNamed(all.containers, word);
  const [first] = hit;
  if (first !== undefined && before.has(first.id)) return [goneBefore('container', word)];
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
  if (own.count.value === 0) return [own];
  for (const { id } of hit) before.add(id);
  const left = all.containers.filter(({ id }) => !before.has(id));
  return flags.has('volumes') ? [own, ...anonymousOf(hit, word, left)] : [own];
}

/** What goes along with `-v`: volumes without a name that no container that is `left` uses. */
export function anonymousOf(
  hit: readonly Container[],
  from: string,
  left: readonly Container[],
): readonly PreviewEntry[] {
  const names = new Set(hit.flatMap(({ mounts }) => mounts.filter((name) => isAnonymous({ name, labels: new Map() }))));
  const samples = [...names]
    .filter((name) => usersOf(left, name).length === 0)
    .map((name) => ({ columns: [cell('name', name)] }));
  if (samples.length === 0) return [];
  const entry = takenEntry({ type: 'volume', name: '*', kind: 'estimate', samples, undo: 'none', notes: [] });
  return [{ ...entry, via: 'cascade', from }];
}

function image(word: string, run: DockerRun, all: Inventory, before: Before): PreviewEntry {
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
  if (one !== undefined && (before.has(one.id) || (name !== undefined && before.has(name))))
    return goneBefore('image', word);
  const refusals = [
    ...(one === undefined ? [] : keepsImage(one, name, run, all, before)),
    ...ambiguous(images.length, word),
  ];
  if (one !== undefined) {
    for (const gone of name === undefined ? one.names : [name]) before.add(gone);
    if (refusals.length === 0) before.add(one.id);
  }
  return takenEntry({
    ...common,
    kind: one === undefined || refusals.length > 0 || isWholeKnown(one, all) ? kindOf(run) : 'estimate',
    samples: images.map(imageSample),
    notes: [...absent(images.length, word), ...refusals, ...asNow(run)],
    ...goneOf(run, refusals),
  });
}

/** Whether the lists show all by which an image would stay: what is built on it, who uses it, and names by a digest. */
function isWholeKnown(one: Image, { images, containers, parents }: Inventory): boolean {
  if (parents === undefined || one.hasDigestName || containers.some((user) => user.image.includes('@'))) return false;
  // Steps of a build are not listed: what has one below it may be built on any image.
  return [...parents.values()].every((parent) => images.some(({ id }) => id === parent));
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
  const users = all.containers.filter((user) => usesImage(user, one, all.images));
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

function volume(word: string, run: DockerRun, all: Inventory, before: Before): PreviewEntry {
  if (before.has(word)) return goneBefore('volume', word);
  const hit = all.volumes.filter(({ name }) => name === word);
  const users = usersOf(all.containers, word);
  const [user] = users;
  const refusals: readonly Remark[] =
    user === undefined
      ? []
      : [{ code: 'note.docker-volume-used', values: { name: user.name, count: String(users.length) } }];
  if (hit.length > 0 && refusals.length === 0) before.add(word);
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

function network(word: string, run: DockerRun, all: Inventory, before: Before): PreviewEntry {
  const hit = networksNamed(all.networks, word);
  const [first] = hit;
  if (first !== undefined && before.has(first.id)) return goneBefore('resource', `network/${word}`, 'networks');
  const user = all.containers.find((one) => isRunning(one) && hit.some(({ name }) => one.networks.includes(name)));
  const refusals: readonly Remark[] = [
    ...ambiguous(hit.length, word),
    ...(first !== undefined && isBuiltIn(first)
      ? [{ code: 'note.docker-built-in', values: { name: first.name } }]
      : []),
    ...(user === undefined ? [] : [{ code: 'note.docker-network-used', values: { name: user.name } }]),
  ];
  if (first !== undefined && refusals.length === 0) before.add(first.id);
  return takenEntry({
    type: 'resource',
    name: `network/${word}`,
    // Who uses it on other machines no list of this one says.
    kind: hit.some(isOfSwarm) && refusals.length === 0 ? 'estimate' : kindOf(run),
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
