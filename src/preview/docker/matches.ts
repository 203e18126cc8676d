import type { Container, Image, Volume } from './engine.ts';

/** Labels by which compose marks what is its own. */
const PROJECT = 'com.docker.compose.project';
const WORKING_FOLDER = 'com.docker.compose.project.working_dir';
const ANONYMOUS = 'com.docker.volume.anonymous';

/** A container by its name or the beginning of its ID, as Docker takes it. */
export function containersNamed(all: readonly Container[], word: string): readonly Container[] {
  const named = all.filter(({ name }) => name === word.replace(/^\//, ''));
  return named.length > 0 ? named : byId(all, word);
}

export function imagesNamed(all: readonly Image[], word: string): readonly Image[] {
  const tagged = taggedName(word);
  const named = all.filter(({ name }) => name === tagged);
  return named.length > 0 ? named : byId(all, word);
}

/** As `docker image ls` writes it: the public registry and its own folder are left out, the tag is not. */
function taggedName(word: string): string {
  const name = word.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /:[^/]+$/.test(name) ? name : `${name}:latest`;
}

function byId<Item extends { readonly id: string }>(all: readonly Item[], word: string): readonly Item[] {
  const start = word.replace(/^sha256:/, '');
  return /^[0-9a-f]{1,64}$/.test(start) ? all.filter(({ id }) => id.replace(/^sha256:/, '').startsWith(start)) : [];
}

export function isRunning({ state }: Container): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

export function isDangling({ name }: Image): boolean {
  return name.startsWith('<none>:') || name.endsWith(':<none>');
}

/** Whether a container was made of an image. */
export function usesImage({ image }: Container, one: Image): boolean {
  // Docker gives the ID where the image has another name by now: twelve letters of it, or all.
  return taggedName(image) === one.name || (image.length >= 12 && byId([one], image).length > 0);
}

export function usersOf(all: readonly Container[], volume: string): readonly Container[] {
  return all.filter(({ mounts }) => mounts.includes(volume));
}

/** Made without a name: all that `prune` takes by itself since Docker 23. */
export function isAnonymous({ name, labels }: Pick<Volume, 'name' | 'labels'>): boolean {
  return labels.has(ANONYMOUS) || /^[0-9a-f]{64}$/.test(name);
}

/** The compose project of a folder, as its containers say; else as compose makes a name of the folder's. */
export function projectOf(
  all: readonly Container[],
  folder: string,
): { readonly project: string; readonly sure: boolean } {
  const found = new Set(
    all.filter(({ labels }) => labels.get(WORKING_FOLDER) === folder).map(({ labels }) => labels.get(PROJECT) ?? ''),
  );
  const [project] = found;
  if (project !== undefined && project !== '' && found.size === 1) return { project, sure: true };
  const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
  return { project: name.replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, ''), sure: false };
}

export function isOfProject({ labels }: Pick<Container | Volume, 'labels'>, project: string): boolean {
  return labels.get(PROJECT) === project;
}
