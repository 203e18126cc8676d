import fs from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { boundedFile } from '../boundedFile.ts';
import { localPath } from '../localPath.ts';
import type { Mounts } from '../mounts.ts';
import { isRecord } from '../terraform/state.ts';
import type { KubeObject } from './kubeAsk.ts';

/** One that a text names, not one of the cluster. */
export interface Manifested extends KubeObject {
  /** `apps/v1`; `v1` for the kinds that have no group. */
  readonly version: string;
}

/** Bytes of one manifest; names that are gone through; files of one folder; objects of all. */
const LARGEST = 1024 * 1024;
const MOST_NAMES = 10_000;
const MOST_FILES = 200;
const MOST_OBJECTS = 5_000;

/** The objects that a manifest names, or all of a folder: read as text. Undefined: something of it could not be read. */
export async function manifestObjects(
  place: string,
  recursive: boolean,
  mounts: Mounts,
): Promise<readonly Manifested[] | undefined> {
  if ((await localPath(place, mounts)) === undefined) return undefined;
  const files = await filesOf(place, recursive);
  if (files === undefined) return undefined;
  const objects: Manifested[] = [];
  for (const file of files) {
    const found = await boundedFile(file, LARGEST);
    const read = found.ok ? objectsIn(found.bytes.toString('utf8')) : undefined;
    if (read === undefined || objects.length + read.length > MOST_OBJECTS) return undefined;
    objects.push(...read);
  }
  return objects;
}

/** Undefined: there are more than are read, or a folder cannot be read. */
async function filesOf(place: string, recursive: boolean): Promise<readonly string[] | undefined> {
  try {
    if (!(await fs.promises.lstat(place)).isDirectory()) return [place];
    const files: string[] = [];
    const folders = [place];
    let left = MOST_NAMES;
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for await (const item of await fs.promises.opendir(folder)) {
        if (left-- === 0) return undefined;
        if (recursive && item.isDirectory()) folders.push(path.join(folder, item.name));
        else if (/\.(?:ya?ml|json)$/.test(item.name)) files.push(path.join(folder, item.name));
      }
      if (files.length > MOST_FILES) return undefined;
    }
    return files.sort();
  } catch {
    return undefined;
  }
}

function objectsIn(text: string): readonly Manifested[] | undefined {
  try {
    const found: Manifested[] = [];
    for (const document of parseAllDocuments(text)) {
      if (!('errors' in document) || document.errors.length > 0) return undefined;
      const value: unknown = document.toJS({ maxAliasCount: 20 });
      if (value !== null && value !== undefined) found.push(...objectsOf(value, 0));
    }
    return found;
  } catch {
    return undefined;
  }
}

/** Throws where it is no object of Kubernetes'. */
function objectsOf(value: unknown, depth: number): readonly Manifested[] {
  if (!isRecord(value) || depth > 3) throw new Error('no manifest');
  const { kind, metadata, items, apiVersion } = value;
  if (Array.isArray(items)) return (items as unknown[]).flatMap((one) => objectsOf(one, depth + 1));
  const name: unknown = isRecord(metadata) ? metadata['name'] : undefined;
  const namespace: unknown = isRecord(metadata) ? metadata['namespace'] : undefined;
  if (typeof kind !== 'string' || typeof name !== 'string') throw new Error('no manifest');
  return [
    {
      kind,
      name,
      namespace: typeof namespace === 'string' ? namespace : '',
      created: '',
      release: '',
      version: typeof apiVersion === 'string' ? apiVersion : '',
    },
  ];
}
