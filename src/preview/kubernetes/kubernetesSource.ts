import type { Effect } from '../../effect/effect.ts';
import { mountsNow } from '../mounts.ts';
import type { PreviewSource, Remark } from '../preview.ts';
import { lookAtRuns, type RunFound } from '../runLook.ts';
import { refusalRemark, type ToolRefusals } from '../tools/ownTools.ts';
import { currentContext, getObjects, gettingWords, type KubeObject } from './kubeAsk.ts';
import { holdsData, objectsEntry } from './kubeEntries.ts';
import { doubts, isConditional, lookInside, unclear, verbNotes, type Looking } from './kubeNotes.ts';
import { kubeRuns, wantsKubernetes, type KubeRun } from './kubeRuns.ts';
import { lookAtManifests } from './manifestLook.ts';
import { lookAtReleases } from './releaseLook.ts';

export interface KubernetesOptions {
  readonly refusals: ToolRefusals;
}

/** Objects that a command would take from the cluster of the person's own context. */
export function kubernetesSource({ refusals }: KubernetesOptions): PreviewSource {
  return {
    name: 'kubernetes',
    wants: wantsKubernetes,
    async look(subject, report, signal) {
      const looking: Looking = {
        workspace: subject.workspace,
        refusals,
        mounts: await mountsNow(subject.workspace),
        signal,
      };
      await lookAtRuns(
        {
          source: 'kubernetes',
          ...kubeRuns(subject),
          look: (run) => lookAtRun(run, looking),
          raise: (entries) => (holdsData(entries) ? { level: 'critical', rule: 'preview.holds-data' } : undefined),
        },
        report,
        signal,
      );
    },
  };
}

async function lookAtRun(run: KubeRun, looking: Looking): Promise<RunFound> {
  const { words, effects } = run;
  if (words.verb === 'uninstall') return lookAtReleases(run, looking);
  const files = words.values.get('filename') ?? [];
  const folders = words.values.get('kustomize') ?? [];
  if (files.length > 0 || folders.length > 0) return lookAtManifests(run, files, folders, looking);
  const getting = gettingWords(words);
  if (getting === undefined) return unclear(effects[0]?.object.name ?? '');
  const refused = refusalRemark('kubectl', looking.refusals);
  if (refused !== undefined) return { entries: [], unknown: [refused] };
  const asked = await getObjects(getting, looking.workspace, looking.signal);
  if (!asked.ok) return { entries: [], unknown: [asked.why] };
  const { context, namespace } = await currentContext();
  const where = words.allNamespaces ? '*' : (words.namespace ?? namespace);
  const notes: readonly Remark[] = [
    ...verbNotes(words, asked.objects),
    where === '*'
      ? { code: 'note.kube-context-all', values: { context } }
      : { code: 'note.kube-context', values: { context, namespace: where } },
    ...doubts(run),
  ];
  const kind = run.disturbed || !words.certain || isConditional(words) ? 'estimate' : 'exact';
  const entries = distinct(effects).map((effect) =>
    objectsEntry(
      effect.object,
      kind,
      asked.objects.filter((one) => meaning(one, effects) === effect),
      notes,
    ),
  );
  const inside = await lookInside(run, asked.objects, looking);
  return { entries: [...entries, ...inside.entries], unknown: inside.unknown };
}

/** One of each name: what is named twice goes once. */
function distinct(effects: readonly Effect[]): readonly Effect[] {
  return effects.filter((one, at) => effects.findIndex(({ object }) => object.name === one.object.name) === at);
}

/** The effect that names an object: by its kind where that is written in full, else by its name alone. */
function meaning({ kind, name }: KubeObject, effects: readonly Effect[]): Effect | undefined {
  return (
    effects.find(({ object }) => object.name === `${kind.toLowerCase()}/${name}`) ??
    effects.find(({ object }) => object.name.endsWith(`/${name}`)) ??
    effects[0]
  );
}
