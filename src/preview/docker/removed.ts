import type { Undo } from '../../effect/effect.ts';
import type { ObjectType } from '../../effect/object.ts';
import type { Count, PreviewEntry, Remark, Sample } from '../preview.ts';
import { cell } from '../cell.ts';
import type { RunFound } from '../runLook.ts';
import type { DockerRun } from './dockerRuns.ts';
import type { Container, Engine, Image, Listed, Volume } from './engine.ts';
import {
  containersNamed,
  imagesNamed,
  isAnonymous,
  isDangling,
  isOfProject,
  isRunning,
  projectOf,
  usersOf,
  usesImage,
} from './matches.ts';

const MOST_SHOWN = 5;
const MOST_LISTED = 1_000;

/** What one command would remove, as the engine is now. */
export async function removedBy(run: DockerRun, engine: Engine): Promise<RunFound> {
  const [containers, images, volumes, unused] = await listsFor(run, engine);
  const failed = [containers, images, volumes, unused].find((one) => one?.ok === false);
  if (failed?.ok === false) return { entries: [], unknown: [failed.why] };
  const all: Lists = {
    containers: itemsOf(containers),
    images: itemsOf(images),
    volumes: itemsOf(volumes),
    unused: new Set(itemsOf(unused)),
  };
  return { entries: entriesOf(run, all), unknown: [] };
}

interface Lists {
  readonly containers: readonly Container[];
  readonly images: readonly Image[];
  readonly volumes: readonly Volume[];
  readonly unused: ReadonlySet<string>;
}

/** Only what is needed is asked for; containers always, since they say what is in use. */
function listsFor({ words: { verb, flags } }: DockerRun, engine: Engine) {
  const images = verb.startsWith('image') || verb === 'system prune';
  const volumes =
    verb.startsWith('volume') ||
    (verb === 'system prune' && flags.has('volumes')) ||
    (verb === 'compose down' && flags.has('volumes'));
  return Promise.all([
    engine.containers(),
    images ? engine.images() : undefined,
    volumes ? engine.volumes() : undefined,
    volumes && verb.endsWith('prune') ? engine.unusedVolumes() : undefined,
  ]);
}

function itemsOf<Item>(list: Listed<Item> | undefined): readonly Item[] {
  return list?.ok === true ? list.items : [];
}

function entriesOf(run: DockerRun, all: Lists): readonly PreviewEntry[] {
  const { verb, flags, operands, certain, values } = run.words;
  const kind: Count['kind'] = run.disturbed || !certain ? 'estimate' : 'exact';
  const common = run.disturbed ? [{ code: 'note.as-now', values: {} }] : [];
  const filtered = values.has('filter');
  // Which of them a filter leaves is not worked out: at most these.
  const pruning = filtered ? 'estimate' : kind;
  const atMost: readonly Remark[] = filtered ? [...common, { code: 'note.at-most', values: {} }] : common;
  switch (verb) {
    case 'container rm':
      return operands.flatMap((word) => {
        const hit = containersNamed(all.containers, word);
        const refused = hit.some(isRunning) && !flags.has('force');
        const own = entry('container', word, kind, hit.map(containerSample), 'none', [
          ...absent(hit.length, word),
          ...(refused ? [{ code: 'note.docker-running', values: { name: word } }] : []),
          ...common,
        ]);
        return flags.has('volumes') ? [own, ...anonymousOf(hit, word)] : [own];
      });
    case 'image rm':
      return operands.map((word) => {
        // Which image a digest means the list does not say.
        if (word.includes('@'))
          return entry('image', word, 'unknown', [], 'unknown', [
            { code: 'note.docker-digest', values: {} },
            ...common,
          ]);
        const hit = imagesNamed(all.images, word);
        const users = all.containers.filter((one) => hit.some((image) => usesImage(one, image)));
        return entry('image', word, kind, hit.map(imageSample), 'unknown', [
          ...absent(hit.length, word),
          ...inUse(users, 'note.docker-image-used'),
          ...common,
        ]);
      });
    case 'volume rm':
      return operands.map((word) => {
        const hit = all.volumes.filter(({ name }) => name === word);
        return entry(
          'volume',
          word,
          kind,
          hit.map((one) => volumeSample(one, all)),
          'none',
          [...absent(hit.length, word), ...inUse(usersOf(all.containers, word), 'note.docker-volume-used'), ...common],
        );
      });
    case 'container prune':
      return [stopped(all, pruning, atMost)];
    case 'image prune':
      return [unusedImages(all, all.containers, flags.has('all'), pruning, atMost)];
    case 'volume prune':
      return [unusedVolumes(all, flags.has('all'), pruning, atMost)];
    case 'system prune':
      return [
        ...(flags.has('volumes') ? [unusedVolumes(all, false, pruning, atMost)] : []),
        stopped(all, pruning, atMost),
        unusedImages(all, all.containers.filter(isRunning), flags.has('all'), pruning, [
          ...atMost,
          { code: 'note.docker-cache', values: {} },
        ]),
      ];
    case 'compose down':
      return composeDown(run, all, common);
  }
}

function composeDown(run: DockerRun, all: Lists, common: readonly Remark[]): readonly PreviewEntry[] {
  const { project: named, folder, flags, values, operands } = run.words;
  const { project, sure } = named === undefined ? projectOf(all.containers, folder) : { project: named, sure: true };
  // What compose takes down is decided by its file too, which is not read here.
  const notes: readonly Remark[] = [
    { code: sure ? 'note.compose-project' : 'note.compose-guessed', values: { project } },
    ...(values.has('rmi') ? [{ code: 'note.compose-images', values: {} }] : []),
    ...common,
  ];
  const own = all.containers
    .filter((one) => isOfProject(one, project))
    .filter(({ labels }) => operands.length === 0 || operands.includes(labels.get('com.docker.compose.service') ?? ''));
  const volumes = all.volumes.filter((one) => isOfProject(one, project));
  return [
    ...(flags.has('volumes')
      ? [
          entry(
            'volume',
            '*',
            'estimate',
            volumes.map((one) => volumeSample(one, all)),
            'none',
            notes,
          ),
        ]
      : []),
    entry('container', operands.join(' ') || 'compose', 'estimate', own.map(containerSample), 'unknown', notes),
  ];
}

/** What `-v` takes along: the volumes without a name. */
function anonymousOf(containers: readonly Container[], from: string): readonly PreviewEntry[] {
  const names = containers.flatMap(({ mounts }) => mounts.filter((name) => isAnonymous({ name, labels: new Map() })));
  const samples = names.map((name) => ({ columns: [cell('name', name)] }));
  return samples.length === 0
    ? []
    : [{ ...entry('volume', '*', 'estimate', samples, 'none', []), via: 'cascade', from }];
}

function stopped(all: Lists, kind: Count['kind'], notes: readonly Remark[]): PreviewEntry {
  const hit = all.containers.filter((one) => !isRunning(one));
  return entry('container', '*', kind, hit.map(containerSample), 'none', notes, all.containers.length);
}

/** `users`: the containers that are there when images are looked through; a prune of the whole system removes the stopped ones first. */
function unusedImages(
  all: Lists,
  users: readonly Container[],
  whole: boolean,
  kind: Count['kind'],
  notes: readonly Remark[],
): PreviewEntry {
  const used = (one: Image): boolean => users.some((container) => usesImage(container, one));
  const hit = all.images.filter((one) => !used(one) && (whole || isDangling(one)));
  // By which of its names a container holds an image is more than the list says.
  const known = kind === 'exact' ? 'estimate' : kind;
  return entry('image', '*', known, hit.map(imageSample), 'unknown', notes, all.images.length);
}

function unusedVolumes(all: Lists, whole: boolean, kind: Count['kind'], notes: readonly Remark[]): PreviewEntry {
  const hit = all.volumes.filter((one) => all.unused.has(one.name) && (whole || isAnonymous(one)));
  return entry(
    'volume',
    '*',
    kind,
    hit.map((one) => volumeSample(one, all)),
    'none',
    notes,
    all.volumes.length,
  );
}

function entry(
  type: ObjectType,
  name: string,
  kind: Count['kind'],
  samples: readonly Sample[],
  undo: Undo,
  notes: readonly Remark[],
  of?: number,
): PreviewEntry {
  return {
    object: { type, name },
    verb: 'delete',
    via: 'direct',
    count: kind === 'unknown' ? { kind } : { kind, value: samples.length },
    unit: `${type}s`,
    ...(of === undefined || of === 0 ? {} : { of }),
    undo,
    sample: samples.slice(0, MOST_SHOWN),
    ...(samples.length > MOST_SHOWN ? { all: samples.slice(0, MOST_LISTED) } : {}),
    notes,
  };
}

function containerSample({ name, image, status, created }: Container): Sample {
  return { columns: [cell('name', name), cell('image', image), cell('state', status), cell('created', created)] };
}

function imageSample({ name, size, created, id }: Image): Sample {
  return { columns: [cell('name', name), cell('id', id.slice(0, 19)), cell('size', size), cell('made', created)] };
}

function volumeSample({ name, driver, labels }: Volume, all: Lists): Sample {
  const users = usersOf(all.containers, name);
  const service = labels.get('com.docker.compose.volume');
  return {
    columns: [
      cell('name', name),
      cell('driver', driver),
      ...(service === undefined ? [] : [cell('volume of compose', service)]),
      cell(
        'used by',
        users.length === 0 ? 'no container' : users.map((one) => `${one.name} (${one.state})`).join(', '),
      ),
    ],
  };
}

function absent(count: number, name: string): readonly Remark[] {
  return count === 0 ? [{ code: 'note.docker-absent', values: { name } }] : [];
}

function inUse(users: readonly Container[], code: string): readonly Remark[] {
  const [first] = users;
  return first === undefined ? [] : [{ code, values: { name: first.name, count: String(users.length) } }];
}
