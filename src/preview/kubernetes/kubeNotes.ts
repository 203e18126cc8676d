import type { Mounts } from '../mounts.ts';
import type { PreviewEntry, Remark } from '../preview.ts';
import type { RunFound } from '../runLook.ts';
import type { ToolRefusals } from '../tools/ownTools.ts';
import { getObjects, type KubeObject } from './kubeAsk.ts';
import { insideEntries } from './kubeEntries.ts';
import type { KubeRun } from './kubeRuns.ts';
import type { KubeWords } from './kubeWords.ts';

/** What every look into a cluster goes by. */
export interface Looking {
  readonly workspace: string;
  readonly refusals: ToolRefusals;
  /** Seen from the workspace. */
  readonly mounts: Mounts;
  readonly signal: AbortSignal;
}

/** Namespaces of one command whose content is listed. */
const MOST_NAMESPACES = 3;

/** Kinds that are listed of a namespace or a release that goes: there may be others. */
export const INSIDE = 'all,configmaps,secrets,persistentvolumeclaims,ingresses';

/** What goes along with namespaces that are deleted. */
export async function lookInside(
  { words: { verb } }: KubeRun,
  objects: readonly KubeObject[],
  { workspace, signal }: Looking,
): Promise<RunFound> {
  const spaces = verb === 'delete' ? objects.filter((one) => one.kind === 'Namespace') : [];
  const entries: PreviewEntry[] = [];
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

/** Kinds whose objects make others, which the cluster removes after them. */
const OWNER = /^(?:Deployment|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob)$/;

export function verbNotes({ verb, values }: KubeWords, objects: readonly KubeObject[]): readonly Remark[] {
  if (verb === 'scale') return [{ code: 'note.kube-scaled', values: {} }];
  const left = values.get('cascade')?.at(-1);
  const owned = left !== 'orphan' && left !== 'false' && objects.some(({ kind }) => OWNER.test(kind));
  return owned ? [{ code: 'note.kube-owned', values: {} }] : [];
}

/** Whether the cluster does it only where an object is as the words say, which is not looked at. */
export function isConditional({ values }: KubeWords): boolean {
  return values.has('current-replicas') || values.has('resource-version');
}

export function unclear(name: string): RunFound {
  return { entries: [], unknown: [{ code: 'unknown.kube-form', values: { name } }] };
}

export function doubts({ disturbed }: KubeRun): readonly Remark[] {
  return disturbed ? [{ code: 'note.as-now', values: {} }] : [];
}
