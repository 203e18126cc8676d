import { isRecord } from '../terraform/state.ts';

export interface Container {
  readonly id: string;
  readonly name: string;
  /** The name of its image as it was started, or the image's ID where that name is another's by now. */
  readonly image: string;
  readonly state: string;
  /** `Up 3 days`, `Exited (0) 2 weeks ago`, as Docker says it. */
  readonly status: string;
  readonly created: string;
  readonly mounts: readonly string[];
  readonly networks: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}

/** One image, by however many names it is called. */
export interface Image {
  readonly id: string;
  /** `repository:tag`. Empty: it has none. */
  readonly names: readonly string[];
  readonly size: string;
  readonly created: string;
  /** It has a name by a digest without a tag beside it, in a repository that may be another. */
  readonly hasDigestName: boolean;
}

export interface Volume {
  readonly name: string;
  readonly driver: string;
  readonly labels: ReadonlyMap<string, string>;
}

export interface VolumeFacts {
  readonly name: string;
  /** `2026-11-23T01:37:16Z` */
  readonly created: string;
  /** It is mounted from elsewhere by options of its driver (NFS, a folder of this machine): no prune takes it. */
  readonly hasOptions: boolean;
}

export interface Network {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** `local`, `swarm` … */
  readonly scope: string;
}

/** `1.2GB`, as Docker says it, by the names of volumes and of containers. */
export interface Sizes {
  readonly volumes: ReadonlyMap<string, string>;
  readonly containers: ReadonlyMap<string, string>;
}

/** One answer of the client's. Every text in it is somebody else's. */
export interface Row {
  text(name: string): string;
  value(name: string): unknown;
}

/** One JSON object a line. Undefined: it is not that. */
export function rowsOf(text: string): readonly Row[] | undefined {
  try {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => rowOf(JSON.parse(line)));
  } catch {
    return undefined;
  }
}

/** Throws where it is no object. */
function rowOf(object: unknown): Row {
  if (!isRecord(object)) throw new Error('no object');
  const value = (name: string): unknown => (Object.hasOwn(object, name) ? object[name] : undefined);
  return {
    value,
    text: (name) => {
      const found = value(name);
      return typeof found === 'string' ? found : '';
    },
  };
}

export function containerOf({ text }: Row): Container {
  const names = text('Names').split(',');
  return {
    id: text('ID'),
    // Links of the old kind give it further names, with the other container's before a slash.
    name: names.find((name) => !name.includes('/')) ?? names[0] ?? '',
    image: text('Image'),
    state: text('State'),
    status: text('Status'),
    created: text('CreatedAt'),
    mounts: text('Mounts').split(','),
    networks: text('Networks').split(','),
    labels: labelsOf(text('Labels')),
  };
}

/** In the place of a repository or a tag that an image does not have. */
const NONE = '<none>';

/** Docker lists an image once for each of its names. */
export function imagesOf(rows: readonly Row[]): readonly Image[] {
  const images = new Map<string, Image>();
  for (const { text } of rows) {
    const id = text('ID');
    const known = images.get(id) ?? {
      id,
      names: [],
      size: text('Size'),
      created: text('CreatedSince'),
      hasDigestName: false,
    };
    const [repository, tag] = [text('Repository'), text('Tag')];
    const isNamed = repository !== NONE && tag !== NONE;
    images.set(id, {
      ...known,
      ...(isNamed ? { names: [...known.names, `${repository}:${tag}`] } : {}),
      hasDigestName: known.hasDigestName || (repository !== NONE && tag === NONE),
    });
  }
  return [...images.values()];
}

export function volumeOf({ text }: Row): Volume {
  return { name: text('Name'), driver: text('Driver'), labels: labelsOf(text('Labels')) };
}

export function volumeFactsOf({ text, value }: Row): VolumeFacts {
  const options = value('Options');
  return {
    name: text('Name'),
    created: text('CreatedAt'),
    hasOptions: isRecord(options) && Object.keys(options).length > 0,
  };
}

export function networkOf({ text }: Row): Network {
  return { id: text('ID'), name: text('Name'), driver: text('Driver'), scope: text('Scope') };
}

export function sizesOf({ value }: Row): Sizes {
  const named = (list: unknown, name: string): ReadonlyMap<string, string> =>
    new Map(
      (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((one) => {
        const own = isRecord(one) ? one : {};
        return typeof own[name] === 'string' && typeof own['Size'] === 'string'
          ? [[own[name], own['Size']] as const]
          : [];
      }),
    );
  return { volumes: named(value('Volumes'), 'Name'), containers: named(value('Containers'), 'Names') };
}

function labelsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
