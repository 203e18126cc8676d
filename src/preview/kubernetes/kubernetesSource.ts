import path from 'node:path';
import type { Effect } from '../../effect/effect.ts';
import type { PreviewEntry, PreviewSource, Remark } from '../preview.ts';
import { lookAtRuns, type RunFound } from '../runLook.ts';
import { refusalRemark, type ToolRefusals } from '../tools/ownTools.ts';
import { currentContext, getObjects, gettingWords, type KubeObject } from './kubeAsk.ts';
import { holdsData, insideEntries, objectsEntry } from './kubeEntries.ts';
import { kubeRuns, wantsKubernetes, type KubeRun } from './kubeRuns.ts';
import type { KubeWords } from './kubeWords.ts';
import { manifestObjects } from './manifests.ts';

export interface KubernetesOptions {
  readonly refusals: ToolRefusals;
}

/** Namespaces of one command whose content is listed. */
const MOST_NAMESPACES = 3;

/** Kinds that are listed of a namespace that goes: there may be others. */
const INSIDE = 'all,configmaps,secrets,persistentvolumeclaims,ingresses';

/** Objects that a command would take from the cluster of the person's own context; those of a manifest by its text. */
export function kubernetesSource({ refusals }: KubernetesOptions): PreviewSource {
  return {
    name: 'kubernetes',
    wants: wantsKubernetes,
    async look(subject, report, signal) {
      await lookAtRuns(
        {
          source: 'kubernetes',
          ...kubeRuns(subject),
          look: (run) => lookAtRun(run, subject.workspace, refusals, signal),
          raise: (entries) => (holdsData(entries) ? { level: 'critical', rule: 'preview.holds-data' } : undefined),
        },
        report,
        signal,
      );
    },
  };
}

async function lookAtRun(
  run: KubeRun,
  workspace: string,
  refusals: ToolRefusals,
  signal: AbortSignal,
): Promise<RunFound> {
  const { words, effects } = run;
  const name = effects[0]?.object.name ?? '';
  if (words.verb === 'uninstall')
    return { entries: [], unknown: [{ code: 'unknown.helm', values: { name: words.operands.join(', ') } }] };
  if (words.values.has('kustomize')) return unclear(name);
  const files = words.values.get('filename');
  if (files !== undefined) return ofManifests(run, files, workspace);
  const getting = gettingWords(words);
  if (getting === undefined) return unclear(name);
  const refused = refusalRemark('kubectl', refusals);
  if (refused !== undefined) return { entries: [], unknown: [refused] };
  const asked = await getObjects(getting, workspace, signal);
  if (!asked.ok) return { entries: [], unknown: [asked.why] };
  const { context, namespace } = await currentContext();
  const where = words.allNamespaces ? '*' : (words.namespace ?? namespace);
  const notes: readonly Remark[] = [
    ...verbNotes(words, asked.objects),
    { code: 'note.kube-context', values: { context, namespace: where } },
    ...doubts(run),
  ];
  const kind = run.disturbed || !words.certain ? 'estimate' : 'exact';
  const entries = effects.map((effect) =>
    objectsEntry(
      effect.object,
      kind,
      asked.objects.filter((one) => meaning(one, effects) === effect),
      notes,
    ),
  );
  const spaces = words.verb === 'delete' ? asked.objects.filter((one) => one.kind === 'Namespace') : [];
  const unknown: Remark[] = [];
  for (const space of spaces.slice(0, MOST_NAMESPACES)) {
    const inside = await getObjects([INSIDE, `--namespace=${space.name}`], workspace, signal);
    if (inside.ok) entries.push(...insideEntries(space.name, inside.objects));
    else unknown.push(inside.why);
  }
  if (spaces.length > MOST_NAMESPACES)
    unknown.push({ code: 'note.kube-more-namespaces', values: { count: String(MOST_NAMESPACES) } });
  return { entries, unknown };
}

/** The effect that names an object: by its kind where that is written in full, else by its name alone. */
function meaning({ kind, name }: KubeObject, effects: readonly Effect[]): Effect | undefined {
  return (
    effects.find(({ object }) => object.name === `${kind.toLowerCase()}/${name}`) ??
    effects.find(({ object }) => object.name.endsWith(`/${name}`)) ??
    effects[0]
  );
}

/** Which of them are in the cluster is not asked: the manifest says what is meant. */
async function ofManifests(run: KubeRun, files: readonly string[], workspace: string): Promise<RunFound> {
  const { words, effects } = run;
  const entries: PreviewEntry[] = [];
  const unknown: Remark[] = [];
  for (const file of files) {
    const place = path.resolve(words.folder, file);
    const shown = place.startsWith(`${workspace}/`) ? place.slice(workspace.length + 1) : place;
    const effect = effects.find(({ object }) => object.name === file.replace(/\/$/, ''));
    const isPlace = file !== '-' && !/^https?:/.test(file);
    const objects = isPlace ? await manifestObjects(place, words.flags.has('recursive')) : undefined;
    if (!isPlace) unknown.push(...unclear(file).unknown);
    else if (objects === undefined || effect === undefined)
      unknown.push({ code: 'unknown.kube-manifest', values: { path: shown } });
    else
      entries.push(
        objectsEntry(effect.object, 'estimate', objects, [
          ...verbNotes(words, objects),
          ...(words.verb === 'delete' && objects.some(({ kind }) => kind === 'Namespace')
            ? [{ code: 'note.kube-namespaces', values: {} }]
            : []),
          { code: 'note.kube-manifest', values: { path: shown } },
          ...doubts(run),
        ]),
      );
  }
  return { entries, unknown };
}

/** Kinds whose objects make others, which the cluster removes after them. */
const OWNER = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob)$/;

function verbNotes({ verb, values }: KubeWords, objects: readonly KubeObject[]): readonly Remark[] {
  if (verb === 'scale') return [{ code: 'note.kube-scaled', values: {} }];
  const left = values.get('cascade')?.at(-1);
  const owned = left !== 'orphan' && left !== 'false' && objects.some(({ kind }) => OWNER.test(kind));
  return owned ? [{ code: 'note.kube-owned', values: {} }] : [];
}

function unclear(name: string): RunFound {
  return { entries: [], unknown: [{ code: 'unknown.kube-form', values: { name } }] };
}

function doubts({ disturbed }: KubeRun): readonly Remark[] {
  return disturbed ? [{ code: 'note.as-now', values: {} }] : [];
}
