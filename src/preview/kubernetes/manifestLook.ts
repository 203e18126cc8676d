import path from 'node:path';
import { localPath } from '../localPath.ts';
import type { PreviewEntry, Remark } from '../preview.ts';
import type { RunFound } from '../runLook.ts';
import { refusalRemark } from '../tools/ownTools.ts';
import { currentContext, getObjects, namingWords, type Asked, type KubeObject } from './kubeAsk.ts';
import { objectsEntry } from './kubeEntries.ts';
import { doubts, lookInside, unclear, verbNotes, type Looking } from './kubeNotes.ts';
import type { KubeRun } from './kubeRuns.ts';
import { kustomizedObjects } from './kustomized.ts';
import { manifestObjects, type Manifested } from './manifests.ts';

/** Namespaces that the objects of one manifest are asked for in. */
const MOST_NAMESPACES = 5;

/** The objects that manifests name: which of them there are the cluster says, where it may be asked. */
export async function lookAtManifests(
  run: KubeRun,
  files: readonly string[],
  folders: readonly string[],
  looking: Looking,
): Promise<RunFound> {
  const { words } = run;
  const { mounts } = looking;
  const before = new Set<string>();
  const entries: PreviewEntry[] = [];
  const unknown: Remark[] = [];
  const take = async (
    named: string,
    read: (place: string) => Promise<readonly Manifested[] | undefined>,
    isWhole: boolean,
  ): Promise<void> => {
    if (named === '-' || /^\w+:\/\//.test(named)) {
      unknown.push(...unclear(named).unknown);
      return;
    }
    const place = path.resolve(words.folder, named);
    const shown = place.startsWith(`${looking.workspace}/`) ? place.slice(looking.workspace.length + 1) : place;
    if ((await localPath(place, mounts)) === undefined) {
      unknown.push({ code: 'unknown.kube-away', values: { path: shown } });
      return;
    }
    const objects = distinct(await read(place));
    const effect = run.effects.find(({ object }) => object.name === named.replace(/\/$/, '')) ?? run.effects[0];
    if (objects === undefined || effect === undefined) {
      unknown.push({ code: 'unknown.kube-manifest', values: { path: shown } });
      return;
    }
    const found = await ofManifest(run, objects, shown, looking);
    const isSure = isWhole && found.there !== undefined && !run.disturbed && words.certain;
    const meant = found.there ?? objects;
    const fresh = meant.filter((one) => !before.has(keyOf(one)));
    for (const one of fresh) before.add(keyOf(one));
    entries.push(
      objectsEntry(
        effect.object,
        isSure && !mayRefuse(run, objects) ? 'exact' : 'estimate',
        fresh,
        found.notes,
        meant.length > 0 ? { code: 'note.kube-named-before', values: {} } : undefined,
      ),
    );
    unknown.push(...found.unknown);
    if (found.there === undefined) return;
    const inside = await lookInside(run, found.there, looking);
    entries.push(...inside.entries);
    unknown.push(...inside.unknown);
  };
  for (const file of files)
    await take(file, (place) => manifestObjects(place, words.flags.has('recursive'), mounts), true);
  // Patches may do more than is worked out of a kustomization.
  for (const folder of folders) await take(folder, (place) => kustomizedObjects(place, mounts), false);
  return { entries, unknown };
}

/** An object that a manifest names twice is one. */
function distinct(objects: readonly Manifested[] | undefined): readonly Manifested[] | undefined {
  return objects && [...new Map(objects.map((one) => [`${one.version} ${keyOf(one)}`, one])).values()];
}

function keyOf({ kind, namespace, name }: KubeObject): string {
  return `${kind} ${namespace} ${name}`;
}

/** Whether kubectl may leave some alone: of another namespace than its words name, of a kind that has nothing to scale. */
function mayRefuse({ words }: KubeRun, objects: readonly Manifested[]): boolean {
  const { namespace, verb } = words;
  const isOther = (own: string): boolean => namespace !== undefined && own !== '' && own !== namespace;
  return verb === 'scale' || objects.some((one) => isOther(one.namespace));
}

interface OfManifest {
  /** Undefined: only the text is known. */
  readonly there: readonly KubeObject[] | undefined;
  readonly notes: readonly Remark[];
  readonly unknown: readonly Remark[];
}

async function ofManifest(
  run: KubeRun,
  objects: readonly Manifested[],
  shown: string,
  looking: Looking,
): Promise<OfManifest> {
  const read: Remark = { code: 'note.kube-manifest', values: { path: shown } };
  const asText = (unknown: readonly Remark[]): OfManifest => ({
    there: undefined,
    notes: [
      ...verbNotes(run.words, objects),
      ...(run.words.verb === 'delete' && objects.some(({ kind }) => kind === 'Namespace')
        ? [{ code: 'note.kube-namespaces', values: {} }]
        : []),
      read,
      ...doubts(run),
    ],
    unknown,
  });
  const refused = refusalRemark('kubectl', looking.refusals);
  if (refused !== undefined) return asText([refused]);
  const asked = await askFor(objects, run.words.namespace, looking);
  if (asked === undefined) return asText([]);
  if (!asked.ok) return asText([asked.why]);
  const { context, namespace } = await currentContext();
  const spaces = new Set(objects.map((one) => one.namespace || (run.words.namespace ?? namespace)));
  const missing = objects.length - asked.objects.length;
  return {
    there: asked.objects,
    notes: [
      ...verbNotes(run.words, asked.objects),
      { code: 'note.kube-manifest-asked', values: { path: shown, count: String(objects.length) } },
      ...(missing > 0 ? [{ code: 'note.kube-manifest-absent', values: { count: String(missing) } }] : []),
      { code: 'note.kube-context', values: { context, namespace: [...spaces].join(', ') } },
      ...doubts(run),
    ],
    unknown: [],
  };
}

/** Undefined: not all of their names can be handed on. */
async function askFor(
  objects: readonly Manifested[],
  namespace: string | undefined,
  { workspace, signal }: Looking,
): Promise<Asked | undefined> {
  const spaces = [...new Set(objects.map((one) => one.namespace))];
  if (spaces.length > MOST_NAMESPACES) return undefined;
  const calls = spaces.map((space) =>
    namingWords(objects.filter((one) => one.namespace === space).map(typedName), space === '' ? namespace : space),
  );
  const found: KubeObject[] = [];
  for (const words of calls) {
    if (words === undefined) return undefined;
    const asked = await getObjects(words, workspace, signal);
    if (!asked.ok) return asked;
    found.push(...asked.objects);
  }
  return { ok: true, objects: found };
}

/** `deployment.v1.apps/shop`, so that no other group's kind of the same name is meant. */
function typedName({ kind, name, version }: Manifested): string {
  const [group, own] = version.includes('/') ? version.split('/') : ['', version];
  return `${[kind.toLowerCase(), ...(group === '' ? [] : [own, group])].join('.')}/${name}`;
}
