import type { Count, PreviewEntry, Remark } from '../preview.ts';
import type { DockerRun } from './dockerRuns.ts';
import type { DockerVerb } from './dockerWords.ts';
import { containerSample, imageSample, networkSample, takenEntry, volumeSample } from './entries.ts';
import type { Container, Volume } from './engineRows.ts';
import type { Inventory } from './inventory.ts';
import {
  isAnonymous,
  isBuiltIn,
  isDangling,
  isMarkedAnonymous,
  isOfSwarm,
  isRunning,
  usersOf,
  usesImage,
} from './matches.ts';

/** From this version of the API on volumes with a name stay unless `--all` says otherwise (Docker 23). */
const KEEPS_NAMED = [1, 42] as const;

const NAMED_TOO: Remark = { code: 'note.docker-named-too', values: {} };

/** What a prune removes: all that nothing uses, as the engine is now. */
export function prunedBy(
  verb: Extract<DockerVerb, `${string} prune`>,
  run: DockerRun,
  all: Inventory,
): readonly PreviewEntry[] {
  const { flags, values, certain } = run.words;
  const filters = values.get('filter') ?? [];
  const whole = flags.has('all') || filters.some((one) => /^(?:all=(?:1|t|true)|dangling=(?:0|f|false))$/i.test(one));
  const narrowed = filters.some((one) => !one.startsWith('all='));
  // Which of them a filter leaves is not worked out.
  const kind = run.disturbed || !certain || narrowed ? 'estimate' : 'exact';
  const notes: readonly Remark[] = [
    ...(run.disturbed ? [{ code: 'note.as-now', values: {} }] : []),
    ...(narrowed ? [{ code: 'note.at-most', values: {} }] : []),
  ];
  const volumes = (using: readonly Container[], named: boolean): PreviewEntry =>
    keepsNamed(all.api)
      ? unusedVolumes(all, using, named, kind, notes)
      : unusedVolumes(all, using, true, kind, [...(named ? [] : [NAMED_TOO]), ...notes]);
  switch (verb) {
    case 'container prune':
      return [stopped(all, kind, notes)];
    case 'image prune':
      return [unusedImages(all, all.containers, whole, notes)];
    case 'volume prune':
      return [volumes(all.containers, whole)];
    case 'network prune':
      return [unusedNetworks(all, kind, notes)];
    case 'system prune': {
      // The stopped ones go first: what only they use is unused by then.
      const running = all.containers.filter(isRunning);
      return [
        ...(flags.has('volumes') ? [volumes(running, false)] : []),
        stopped(all, kind, notes),
        unusedImages(all, running, flags.has('all'), [...notes, { code: 'note.docker-cache', values: {} }]),
      ];
    }
  }
}

function keepsNamed(api: string): boolean {
  const [major = 0, minor = 0] = api.split('.').map(Number);
  return major > KEEPS_NAMED[0] || (major === KEEPS_NAMED[0] && minor >= KEEPS_NAMED[1]);
}

function stopped(all: Inventory, kind: Count['kind'], notes: readonly Remark[]): PreviewEntry {
  const hit = all.containers.filter((one) => !isRunning(one));
  const samples = hit.map(containerSample);
  return takenEntry({ type: 'container', name: '*', kind, samples, undo: 'none', notes, of: all.containers.length });
}

function unusedVolumes(
  all: Inventory,
  using: readonly Container[],
  named: boolean,
  kind: Count['kind'],
  notes: readonly Remark[],
): PreviewEntry {
  const stays = ({ name, driver }: Volume): boolean =>
    driver !== 'local' || all.facts.some((one) => one.name === name && one.hasOptions);
  const isFree = ({ name }: Volume): boolean =>
    usersOf(using, name).length === 0 && (all.unused.has(name) || usersOf(all.containers, name).length > 0);
  const hit = all.volumes.filter((one) => isFree(one) && !stays(one) && (named || isAnonymous(one)));
  const doubtful = hit.some(
    (one) => !all.facts.some(({ name }) => name === one.name) || (!named && !isMarkedAnonymous(one)),
  );
  return takenEntry({
    type: 'volume',
    name: '*',
    // Nobody said whether it has options, by which it would stay, or it has no name but not the mark of that.
    kind: doubtful ? 'estimate' : kind,
    samples: hit.map((one) => volumeSample(one, all.containers, all.facts)),
    undo: 'none',
    notes,
    of: all.volumes.length,
  });
}

/** `users`: the containers that are there when images are looked through. */
function unusedImages(
  all: Inventory,
  users: readonly Container[],
  whole: boolean,
  notes: readonly Remark[],
): PreviewEntry {
  const used = all.images.filter((one) => users.some((container) => usesImage(container, one, all.images)));
  const hit = all.images.filter((one) => !used.includes(one) && (whole || isDangling(one)));
  // Of an image in use that has several names all but one are taken away.
  const untagged = whole && used.some(({ names }) => names.length > 1);
  return takenEntry({
    type: 'image',
    name: '*',
    // How each engine keeps images that are built on others is more than the list says.
    kind: 'estimate',
    samples: hit.map(imageSample),
    undo: 'unknown',
    notes: [...(untagged ? [{ code: 'note.docker-names-too', values: {} }] : []), ...notes],
    of: all.images.length,
  });
}

function unusedNetworks(all: Inventory, kind: Count['kind'], notes: readonly Remark[]): PreviewEntry {
  const hit = all.networks.filter(
    (one) =>
      !isBuiltIn(one) &&
      !(one.name === 'ingress' && isOfSwarm(one)) &&
      !all.containers.some((user) => isRunning(user) && user.networks.includes(one.name)),
  );
  return takenEntry({
    type: 'resource',
    name: 'network/*',
    // Who uses those of a swarm on other machines no list of this one says.
    kind: hit.some(isOfSwarm) ? 'estimate' : kind,
    samples: hit.map(networkSample),
    undo: 'unknown',
    notes,
    of: all.networks.length,
    unit: 'networks',
  });
}
