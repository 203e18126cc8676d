import type { Remark } from '../preview.ts';
import type { DockerRun } from './dockerRuns.ts';
import type { Engine, Listed } from './engine.ts';
import type { Container, Image, Network, Volume, VolumeFacts } from './engineRows.ts';

/** What an engine has, as far as one command needs it. */
export interface Inventory {
  readonly api: string;
  readonly containers: readonly Container[];
  readonly images: readonly Image[];
  readonly volumes: readonly Volume[];
  readonly networks: readonly Network[];
  /** Names of volumes that no container uses. */
  readonly unused: ReadonlySet<string>;
  readonly facts: readonly VolumeFacts[];
  /** By the ID of an image, that of the one that it was built upon. Undefined: not known. */
  readonly parents: ReadonlyMap<string, string> | undefined;
}

type Listing = { readonly ok: true; readonly all: Inventory } | { readonly ok: false; readonly why: Remark };

/** Only what is needed is asked for; containers always, since they say what is in use. */
export async function inventoryFor({ words: { verb, flags } }: DockerRun, engine: Engine): Promise<Listing> {
  const needsImages = verb.startsWith('image') || verb === 'system prune';
  const needsVolumes = verb.startsWith('volume') || (verb !== 'container rm' && flags.has('volumes'));
  const prunesVolumes = needsVolumes && verb.endsWith('prune');
  const [containers, images, volumes, networks, unused, api] = await Promise.all([
    engine.containers(),
    needsImages ? engine.images() : undefined,
    needsVolumes ? engine.volumes() : undefined,
    verb.startsWith('network') ? engine.networks() : undefined,
    prunesVolumes ? engine.unusedVolumes() : undefined,
    prunesVolumes ? engine.api() : undefined,
  ]);
  const failed = [containers, images, volumes, networks, unused, api].find((one) => one?.ok === false);
  if (failed?.ok === false) return { ok: false, why: failed.why };
  const listed = itemsOf(volumes);
  const imageList = itemsOf(images);
  const [facts, parents] = await Promise.all([
    engine.volumeFacts(listed.map(({ name }) => name)),
    verb === 'image rm' ? engine.parentsOf(imageList.map(({ id }) => id)) : undefined,
  ]);
  return {
    ok: true,
    all: {
      api: itemsOf(api)[0] ?? '',
      containers: itemsOf(containers),
      images: imageList,
      volumes: listed,
      networks: itemsOf(networks),
      unused: new Set(itemsOf(unused)),
      // One of them may be gone since: what is not known of it is not shown.
      facts: itemsOf(facts),
      parents: parents?.ok === true ? new Map(parents.items) : undefined,
    },
  };
}

function itemsOf<Item>(list: Listed<Item> | undefined): readonly Item[] {
  return list?.ok === true ? list.items : [];
}
