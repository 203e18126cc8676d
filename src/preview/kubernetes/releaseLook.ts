import type { PreviewEntry, Remark } from '../preview.ts';
import type { RunFound } from '../runLook.ts';
import { refusalRemark } from '../tools/ownTools.ts';
import { currentContext, getObjects } from './kubeAsk.ts';
import { objectsEntry } from './kubeEntries.ts';
import { doubts, INSIDE, unclear, type Looking } from './kubeNotes.ts';
import type { KubeRun } from './kubeRuns.ts';

/** As Helm names releases. */
const RELEASE = /^[a-z0-9][a-z0-9.-]{0,52}$/;
const NAMESPACE = /^[a-z0-9][a-z0-9-]{0,62}$/;

/**
 * What uninstalling releases takes away, by the note that Helm (3.2 and newer) leaves on all that it makes. Helm itself is not
 * started: it keeps the releases in secrets, whose content is not read.
 */
export async function lookAtReleases(run: KubeRun, { workspace, refusals, signal }: Looking): Promise<RunFound> {
  const { namespace } = run.words;
  const operands = [...new Set(run.words.operands)];
  const names = operands.join(', ');
  if (operands.length === 0 || !operands.every((name) => RELEASE.test(name))) return unclear(names);
  if (namespace !== undefined && !NAMESPACE.test(namespace)) return unclear(names);
  const refused = refusalRemark('kubectl', refusals);
  if (refused !== undefined) return { entries: [], unknown: [refused] };
  const asked = await getObjects(
    [
      INSIDE,
      '--selector=app.kubernetes.io/managed-by=Helm',
      ...(namespace === undefined ? [] : [`--namespace=${namespace}`]),
    ],
    workspace,
    signal,
  );
  if (!asked.ok) return { entries: [], unknown: [asked.why] };
  const { context, namespace: own } = await currentContext();
  const notes: readonly Remark[] = [
    { code: 'note.helm-release', values: {} },
    { code: 'note.kube-context', values: { context, namespace: namespace ?? own } },
    ...doubts(run),
  ];
  const entries: readonly PreviewEntry[] = operands.map((name) =>
    objectsEntry(
      run.effects.find(({ object }) => object.name.endsWith(`/${name}`))?.object ?? {
        type: 'resource',
        name: `release/${name}`,
      },
      'at-least',
      asked.objects.filter(({ release }) => release === name),
      notes,
    ),
  );
  return { entries, unknown: [] };
}
