import path from 'node:path';
import { parse } from 'yaml';
import { boundedFile } from '../boundedFile.ts';
import { localPath } from '../localPath.ts';
import type { Mounts } from '../mounts.ts';
import { isRecord } from '../terraform/state.ts';

/** Bytes of one file; folders that are gone up, as compose does, to find one. */
const LARGEST = 1024 * 1024;
const MOST_FOLDERS = 20;

/** Where compose looks, in its order; beside each it may take one that overrides it. */
const NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const OVERRIDES = [
  'compose.override.yaml',
  'compose.override.yml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
];

/** What a compose file says of its project: read as text, nothing of it is filled in. */
export interface ComposeFile {
  /** The folder of the project. */
  readonly folder: string;
  /** The project's name, where the file or the environment file beside it gives one. */
  readonly name?: string;
  /** Volumes that are the project's own, by the key in the file and the name that it gives them. */
  readonly volumes: readonly { readonly key: string; readonly name?: string }[];
}

/** `files`: those that the command names, in their order. What cannot be read says nothing. */
export async function composeFile(folder: string, files: readonly string[], mounts: Mounts): Promise<ComposeFile> {
  const found = files.length > 0 ? { folder, texts: await textsOf(files, mounts) } : await nearest(folder, mounts);
  const read = found.texts.map(contentOf);
  const name = (await environmentName(found.folder, mounts)) ?? read.flatMap((one) => one.name ?? []).at(-1);
  return {
    folder: found.folder,
    ...(name === undefined ? {} : { name }),
    volumes: read.flatMap(({ volumes }) => volumes),
  };
}

async function nearest(
  folder: string,
  mounts: Mounts,
): Promise<{ readonly folder: string; readonly texts: readonly string[] }> {
  let place = folder;
  for (let left = MOST_FOLDERS; left > 0; left -= 1) {
    const below = (name: string): string => path.join(place, name);
    for (const name of NAMES) {
      const [own] = await textsOf([below(name)], mounts);
      if (own !== undefined) return { folder: place, texts: [own, ...(await textsOf(OVERRIDES.map(below), mounts))] };
    }
    if (path.dirname(place) === place) break;
    place = path.dirname(place);
  }
  return { folder, texts: [] };
}

/** Of those that can be read, and lie on no other machine's disk, which may never answer. */
async function textsOf(files: readonly string[], mounts: Mounts): Promise<readonly string[]> {
  const found = await Promise.all(
    files.map(async (file) =>
      (await localPath(file, mounts)) === undefined ? [] : [await boundedFile(file, LARGEST)],
    ),
  );
  return found.flat().flatMap((one) => (one.ok ? [one.bytes.toString('utf8')] : []));
}

function contentOf(text: string): Pick<ComposeFile, 'name' | 'volumes'> {
  let file: unknown;
  try {
    file = parse(text, { maxAliasCount: 50, merge: true, logLevel: 'error' });
  } catch {
    return { volumes: [] };
  }
  const { name, volumes } = isRecord(file) ? file : {};
  return {
    ...(isPlain(name) ? { name } : {}),
    volumes: Object.entries(isRecord(volumes) ? volumes : {}).flatMap(([key, value]) => {
      const own: Readonly<Record<string, unknown>> = isRecord(value) ? value : {};
      // Compose never removes what was made outside it.
      if (own['external'] !== undefined && own['external'] !== false) return [];
      const called: unknown = own['name'];
      return [isPlain(called) ? { key, name: called } : { key }];
    }),
  };
}

/** What has a variable in it is known only when it is filled in. */
function isPlain(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('$');
}

async function environmentName(folder: string, mounts: Mounts): Promise<string | undefined> {
  const [text = ''] = await textsOf([path.join(folder, '.env')], mounts);
  return /^[ \t]*(?:export[ \t]+)?COMPOSE_PROJECT_NAME[ \t]*=[ \t]*(["']?)([\w-]+)\1[ \t]*\r?$/m.exec(text)?.[2];
}
