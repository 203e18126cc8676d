import type { Mounts } from '../mounts.ts';
import type { PreviewEntry, Remark } from '../preview.ts';
import { composeFile } from './composeFile.ts';
import type { DockerRun } from './dockerRuns.ts';
import { containerSample, takenEntry, volumeSample } from './entries.ts';
import type { Inventory } from './inventory.ts';
import { isOfProject, isRunning, projectNamedBy, projectStartedIn, serviceOf, usersOf } from './matches.ts';
import { anonymousOf } from './named.ts';

/** What compose takes down: what its labels say is the project's, and the volumes that its file names. */
export async function composedBy(run: DockerRun, all: Inventory, mounts: Mounts): Promise<readonly PreviewEntry[]> {
  const { verb, project: named, folder, files, flags, values, operands } = run.words;
  const file = await composeFile(folder, files, mounts);
  const said = named ?? file.name ?? projectStartedIn(all.containers, file.folder);
  const project = said ?? projectNamedBy(file.folder);
  const own = all.containers
    .filter((one) => isOfProject(one, project))
    .filter((one) => operands.length === 0 || operands.includes(serviceOf(one)))
    // `rm` leaves what runs, unless it is told to stop it.
    .filter((one) => verb === 'compose down' || flags.has('stop') || !isRunning(one));
  const notes: readonly Remark[] = [
    { code: said === undefined ? 'note.compose-guessed' : 'note.compose-project', values: { project } },
    ...(run.disturbed ? [{ code: 'note.as-now', values: {} }] : []),
  ];
  const name = operands.join(' ') || 'compose';
  const down = takenEntry({
    type: 'container',
    name,
    kind: 'estimate',
    samples: own.map(containerSample),
    undo: 'unknown',
    notes: [
      ...(values.has('rmi') ? [{ code: 'note.compose-images', values: {} }] : []),
      ...(verb === 'compose down' && operands.length === 0 ? [{ code: 'note.compose-networks', values: {} }] : []),
      ...(flags.has('volumes') && verb === 'compose down' ? [] : notes),
    ],
  });
  if (!flags.has('volumes')) return [down];
  const others = all.containers.filter((one) => !own.includes(one));
  const along = anonymousOf(own, name, others);
  if (verb === 'compose rm') return [down, ...along];
  const called = new Set(file.volumes.map((one) => one.name ?? `${project}_${one.key}`));
  const meant = all.volumes.filter((one) => isOfProject(one, project) || called.has(one.name));
  const volumes = meant.filter((one) => usersOf(others, one.name).length === 0);
  const kept = meant.find((one) => !volumes.includes(one));
  return [
    takenEntry({
      type: 'volume',
      name: '*',
      kind: 'estimate',
      samples: volumes.map((one) => volumeSample(one, all.containers, all.facts)),
      undo: 'none',
      notes: [
        ...(kept === undefined
          ? []
          : [
              {
                code: 'note.compose-volume-kept',
                values: { name: kept.name, user: usersOf(others, kept.name)[0]?.name ?? '' },
              },
            ]),
        ...notes,
      ],
    }),
    down,
    ...along,
  ];
}
