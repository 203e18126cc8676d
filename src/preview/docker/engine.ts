import type { Remark } from '../preview.ts';
import { askTool, type ToolAnswer } from '../tools/askTool.ts';
import { toolFailure } from '../tools/toolFailure.ts';
import {
  containerOf,
  imagesOf,
  networkOf,
  rowsOf,
  sizesOf,
  volumeFactsOf,
  volumeOf,
  type Container,
  type Image,
  type Network,
  type Row,
  type Sizes,
  type Volume,
  type VolumeFacts,
} from './engineRows.ts';

export type Listed<Item> =
  | { readonly ok: true; readonly items: readonly Item[] }
  | { readonly ok: false; readonly why: Remark };

/** What Docker's engine has, asked of the client's own default context. Each list is asked for once. */
export interface Engine {
  /** The version of the API that client and engine agree on: `1.41`. */
  api(): Promise<Listed<string>>;
  containers(): Promise<Listed<Container>>;
  images(): Promise<Listed<Image>>;
  volumes(): Promise<Listed<Volume>>;
  networks(): Promise<Listed<Network>>;
  /** Names of volumes that no container uses. */
  unusedVolumes(): Promise<Listed<string>>;
  /** Of volumes by their names, as the engine has said them. */
  volumeFacts(names: readonly string[]): Promise<Listed<VolumeFacts>>;
  /** Of images by their IDs: the ID of the image that each was built upon, where the engine keeps it. */
  parentsOf(ids: readonly string[]): Promise<Listed<readonly [id: string, parent: string]>>;
  /** How large volumes and containers are. The engine goes through all its files for it: asked for last. */
  sizes(): Promise<Listed<Sizes>>;
}

/** `{{json .}}` and not `json`: clients older than 23 print that word. */
const ROWS = ['--format', '{{json .}}'];

/** Names and IDs of one call; words that the engine has said and that cannot be an option. */
const MOST_NAMED = 200;
const NAME = /^[a-zA-Z0-9][\w.-]{0,254}$/;
const ID = /^sha256:[0-9a-f]{64}$/;

export function openEngine(workspace: string, signal: AbortSignal): Engine {
  const known = new Map<string, Promise<ToolAnswer>>();
  const answered = (words: readonly string[]): Promise<ToolAnswer> => {
    const key = words.join('\0');
    const asked = known.get(key) ?? askTool('docker', words, workspace, ['DOCKER_CONFIG'], signal);
    known.set(key, asked);
    return asked;
  };
  const ask = async <Item>(
    words: readonly string[],
    make: (rows: readonly Row[]) => readonly Item[],
  ): Promise<Listed<Item>> => {
    const answer = await answered([...words, ...ROWS]);
    if (!answer.ok) return { ok: false, why: toolFailure('docker', answer) };
    const rows = rowsOf(answer.text);
    if (rows === undefined) return UNREAD;
    return { ok: true, items: make(rows) };
  };
  const each =
    <Item>(make: (row: Row) => Item) =>
    (rows: readonly Row[]): readonly Item[] =>
      rows.map(make);
  return {
    async api() {
      const answer = await answered(['version', '--format', '{{.Client.APIVersion}}']);
      if (!answer.ok) return { ok: false, why: toolFailure('docker', answer) };
      const version = answer.text.trim();
      return /^\d{1,3}\.\d{1,4}$/.test(version) ? { ok: true, items: [version] } : UNREAD;
    },
    containers: () => ask(['ps', '--all', '--no-trunc'], each(containerOf)),
    images: () => ask(['image', 'ls', '--no-trunc'], imagesOf),
    volumes: () => ask(['volume', 'ls'], each(volumeOf)),
    networks: () => ask(['network', 'ls', '--no-trunc'], each(networkOf)),
    unusedVolumes: () =>
      ask(
        ['volume', 'ls', '--filter', 'dangling=true'],
        each(({ text }) => text('Name')),
      ),
    async volumeFacts(names) {
      const own = names.filter((name) => NAME.test(name)).slice(0, MOST_NAMED);
      return own.length === 0 ? NONE : ask(['volume', 'inspect', ...own], each(volumeFactsOf));
    },
    async parentsOf(ids) {
      if (ids.length === 0) return NONE;
      // Of some of them only it would say nothing: any other may be built on any.
      if (ids.length > MOST_NAMED || !ids.every((id) => ID.test(id))) return UNREAD;
      const answer = await answered(['image', 'inspect', ...ids, '--format', '{{.ID}} {{.Parent}}']);
      if (!answer.ok) return { ok: false, why: toolFailure('docker', answer) };
      const pairs = answer.text.split('\n').map((line) => line.split(' '));
      return {
        ok: true,
        items: pairs.flatMap(([id = '', parent = '']) => (ID.test(parent) ? [[id, parent] as const] : [])),
      };
    },
    sizes: () => ask(['system', 'df', '--verbose'], each(sizesOf)),
  };
}

const NONE = { ok: true, items: [] } as const;
const UNREAD = { ok: false, why: { code: 'unknown.tool-unread', values: { tool: 'docker' } } } as const;
