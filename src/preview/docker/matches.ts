import type { Container, Image, Network, Volume } from './engineRows.ts';

/** Labels by which compose marks what is its own. */
const PROJECT = 'com.docker.compose.project';
const WORKING_FOLDER = 'com.docker.compose.project.working_dir';
const SERVICE = 'com.docker.compose.service';
const ANONYMOUS = 'com.docker.volume.anonymous';

/** A container by its name or the beginning of its ID, as Docker takes it. */
export function containersNamed(all: readonly Container[], word: string): readonly Container[] {
  const named = all.filter(({ name }) => name === word.replace(/^\//, ''));
  return named.length > 0 ? named : byId(all, word);
}

/** With the name that the word means, where it is one; without, the image is meant by its ID. */
export function imagesNamed(
  all: readonly Image[],
  word: string,
): { readonly images: readonly Image[]; readonly name?: string } {
  const name = taggedName(word);
  const named = all.filter(({ names }) => names.includes(name));
  return named.length > 0 ? { images: named, name } : { images: byId(all, word) };
}

export function networksNamed(all: readonly Network[], word: string): readonly Network[] {
  const named = all.filter(({ name }) => name === word);
  return named.length > 0 ? named : byId(all, word);
}

/** As `docker image ls` writes it: the public registry and its own folder are left out, the tag is not. */
function taggedName(word: string): string {
  const name = word.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
  return /:[^/:]+$/.test(name) ? name : `${name}:latest`;
}

function byId<Item extends { readonly id: string }>(all: readonly Item[], word: string): readonly Item[] {
  const start = word.replace(/^sha256:/, '');
  return /^[0-9a-f]{1,64}$/.test(start) ? all.filter(({ id }) => id.replace(/^sha256:/, '').startsWith(start)) : [];
}

export function isRunning({ state }: Container): boolean {
  return state === 'running' || state === 'paused' || state === 'restarting';
}

export function isDangling({ names }: Image): boolean {
  return names.length === 0;
}

/** Whether a container was made of an image, by the words it was started with: a name, or the beginning of an ID. */
export function usesImage({ image }: Container, one: Image, all: readonly Image[]): boolean {
  return imagesNamed(all, image).images.includes(one);
}

export function usersOf(all: readonly Container[], volume: string): readonly Container[] {
  return all.filter(({ mounts }) => mounts.includes(volume));
}

/** Networks that Docker makes itself: neither `rm` nor `prune` takes them. */
export function isBuiltIn({ name }: Network): boolean {
  return name === 'bridge' || name === 'host' || name === 'none';
}

/** It spans several machines; who uses it is not on the lists of this one. */
export function isOfSwarm({ scope, driver }: Network): boolean {
  return scope === 'swarm' || driver === 'overlay';
}

/** Docker 23 marks what it makes without a name so. What an older one has made is not marked, and no longer pruned. */
export function isMarkedAnonymous({ labels }: Pick<Volume, 'labels'>): boolean {
  return labels.has(ANONYMOUS);
}

/** Made without a name: all that `prune` takes by itself since Docker 23. */
export function isAnonymous({ name, labels }: Pick<Volume, 'name' | 'labels'>): boolean {
  return isMarkedAnonymous({ labels }) || /^[0-9a-f]{64}$/.test(name);
}

/** The project that the containers which compose started from a folder say they are of; undefined: none or several. */
export function projectStartedIn(all: readonly Container[], folder: string): string | undefined {
  const found = new Set(
    all.filter(({ labels }) => labels.get(WORKING_FOLDER) === folder).map(({ labels }) => labels.get(PROJECT) ?? ''),
  );
  const [project] = found;
  return found.size === 1 && project !== '' ? project : undefined;
}

/** As compose makes a project's name of a folder's. */
export function projectNamedBy(folder: string): string {
  const name = folder.slice(folder.lastIndexOf('/') + 1).toLowerCase();
  return name.replace(/[^a-z0-9_-]/g, '').replace(/^[_-]+/, '');
}

export function isOfProject({ labels }: Pick<Container | Volume, 'labels'>, project: string): boolean {
  return labels.get(PROJECT) === project;
}

export function serviceOf({ labels }: Container): string {
  return labels.get(SERVICE) ?? '';
}
