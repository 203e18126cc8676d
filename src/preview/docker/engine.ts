import type { Remark } from '../preview.ts';
import { askTool, type ToolAnswer } from '../tools/askTool.ts';
import { toolFailure } from '../tools/toolFailure.ts';

export interface Container {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly state: string;
  /** `Up 3 days`, `Exited (0) 2 weeks ago`, as Docker says it. */
  readonly status: string;
  readonly created: string;
  readonly mounts: readonly string[];
  readonly labels: ReadonlyMap<string, string>;
}

export interface Image {
  readonly id: string;
  /** `repository:tag`; `<none>` in it where it has none. */
  readonly name: string;
  readonly size: string;
  readonly created: string;
}

export interface Volume {
  readonly name: string;
  readonly driver: string;
  readonly labels: ReadonlyMap<string, string>;
}

export type Listed<Item> =
  | { readonly ok: true; readonly items: readonly Item[] }
  | { readonly ok: false; readonly why: Remark };

/** What Docker's engine has, asked of the client's own default context. Each list is asked for once. */
export interface Engine {
  containers(): Promise<Listed<Container>>;
  images(): Promise<Listed<Image>>;
  volumes(): Promise<Listed<Volume>>;
  /** Names of volumes that no container uses. */
  unusedVolumes(): Promise<Listed<string>>;
}

export function openEngine(workspace: string, signal: AbortSignal): Engine {
  const known = new Map<string, Promise<ToolAnswer>>();
  const ask = async <Item>(words: string, make: (row: Row) => Item): Promise<Listed<Item>> => {
    const answer = await (known.get(words) ?? keep(words));
    if (!answer.ok) return { ok: false, why: toolFailure('docker', answer) };
    const rows = rowsOf(answer.text);
    if (rows === undefined) return { ok: false, why: { code: 'unknown.tool-unread', values: { tool: 'docker' } } };
    return { ok: true, items: rows.map(make) };
  };
  const keep = (words: string): Promise<ToolAnswer> => {
    const asked = askTool('docker', words.split(' '), workspace, ['XDG_RUNTIME_DIR', 'DOCKER_CONFIG'], signal);
    known.set(words, asked);
    return asked;
  };
  return {
    containers: () => ask('ps --all --no-trunc --format json', containerOf),
    images: () => ask('image ls --no-trunc --format json', imageOf),
    volumes: () => ask('volume ls --format json', volumeOf),
    unusedVolumes: () => ask('volume ls --filter dangling=true --format json', ({ text }) => text('Name')),
  };
}

interface Row {
  text(name: string): string;
}

/** One JSON object a line. Undefined: it is not that. */
function rowsOf(text: string): readonly Row[] | undefined {
  try {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const value: unknown = JSON.parse(line);
        if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('no object');
        const fields = new Map<string, unknown>(Object.entries(value));
        return {
          text: (name) => {
            const found = fields.get(name);
            return typeof found === 'string' ? found : '';
          },
        };
      });
  } catch {
    return undefined;
  }
}

function containerOf({ text }: Row): Container {
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
    labels: labelsOf(text('Labels')),
  };
}

function imageOf({ text }: Row): Image {
  return {
    id: text('ID'),
    name: `${text('Repository')}:${text('Tag')}`,
    size: text('Size'),
    created: text('CreatedSince'),
  };
}

function volumeOf({ text }: Row): Volume {
  return { name: text('Name'), driver: text('Driver'), labels: labelsOf(text('Labels')) };
}

function labelsOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    }),
  );
}
