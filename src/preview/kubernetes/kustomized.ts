import path from 'node:path';
import { parse } from 'yaml';
import { boundedFile } from '../boundedFile.ts';
import { localPath } from '../localPath.ts';
import type { Mounts } from '../mounts.ts';
import { isRecord } from '../terraform/state.ts';
import { manifestObjects, type Manifested } from './manifests.ts';

const LARGEST = 256 * 1024;
/** Places that are gone through, however often each is named; a file may name itself. */
const MOST_PLACES = 200;
const FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** Members by which objects are added or taken away in ways that are not worked out here, or come from the network. */
const BEYOND = ['components', 'helmCharts', 'helmChartInflationGenerator', 'generators', 'transformers', 'crds'];
const GENERATED = { configMapGenerator: 'ConfigMap', secretGenerator: 'Secret' } as const;

/**
 * The objects that a kustomization names, with the names and the namespace that it gives them: its files read as text,
 * nothing is built or fetched. Of what it generates the end of the name is a hash: `cfg-*`. Undefined: something of it could
 * not be worked out.
 */
export function kustomizedObjects(folder: string, mounts: Mounts): Promise<readonly Manifested[] | undefined> {
  return objectsOf(folder, { left: MOST_PLACES, mounts });
}

async function objectsOf(
  folder: string,
  places: { left: number; readonly mounts: Mounts },
): Promise<readonly Manifested[] | undefined> {
  if ((await localPath(folder, places.mounts)) === undefined) return undefined;
  const own = await kustomization(folder);
  if (own === undefined || BEYOND.some((member) => own[member] !== undefined)) return undefined;
  const objects: Manifested[] = [];
  for (const place of [...textsOf(own['resources']), ...textsOf(own['bases'])]) {
    if (/^\w+:|^git@|\?ref=|^github\.com\//.test(place)) return undefined;
    if (places.left-- === 0) return undefined;
    const target = path.resolve(folder, place);
    const found = /\.(?:ya?ml|json)$/.test(place)
      ? await manifestObjects(target, false, places.mounts)
      : await objectsOf(target, places);
    if (found === undefined) return undefined;
    objects.push(...found);
  }
  for (const [member, kind] of Object.entries(GENERATED))
    for (const one of recordsOf(own[member]))
      if (typeof one['name'] === 'string') objects.push(generated(kind, one['name'], one['namespace']));
  const { namePrefix: prefix = '', nameSuffix: suffix = '', namespace } = own;
  return objects.map((one) => ({
    ...one,
    name: KEEP_NAME.test(one.kind) ? one.name : `${String(prefix)}${one.name}${String(suffix)}`,
    namespace: typeof namespace === 'string' && !WITHOUT_NAMESPACE.test(one.kind) ? namespace : one.namespace,
  }));
}

/** Kinds whose names kustomize leaves alone, and some of those that lie in no namespace. */
const KEEP_NAME = /^(?:Namespace|CustomResourceDefinition|APIService)$/;
const WITHOUT_NAMESPACE =
  /^(?:Namespace|CustomResourceDefinition|APIService|PersistentVolume|StorageClass|PriorityClass|IngressClass|Cluster\w+|\w+WebhookConfiguration)$/;

function generated(kind: string, name: string, namespace: unknown): Manifested {
  const own = typeof namespace === 'string' ? namespace : '';
  return { kind, name: `${name}-*`, namespace: own, created: '', release: '', version: 'v1' };
}

async function kustomization(folder: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  for (const name of FILES) {
    const file = await boundedFile(path.join(folder, name), LARGEST);
    if (!file.ok) continue;
    try {
      const value: unknown = parse(file.bytes.toString('utf8'), { maxAliasCount: 20, logLevel: 'error' });
      return isRecord(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
  return undefined;
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as unknown[]).filter((one) => typeof one === 'string') : [];
}

function recordsOf(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isRecord) : [];
}
