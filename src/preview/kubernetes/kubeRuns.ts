import type { PreviewSubject } from '../preview.ts';
import { toolRuns, type ToolCommands, type ToolRun, type ToolRuns } from '../tools/toolRuns.ts';
import { kubeWords, type KubeWords } from './kubeWords.ts';

export type KubeRun = ToolRun<KubeWords>;

/** Only kubectl is asked. A step that chooses another context, or another namespace, leads those after it there. */
const KUBERNETES: ToolCommands<KubeWords> = {
  kind: 'infra.destroy',
  wordsOf: kubeWords,
  leads:
    /\b(?:KUBECONFIG|KUBE_CONTEXT|KUBECONTEXT|HELM_KUBE\w+|HELM_NAMESPACE)\b|\bkubectl\s+config\s+(?:use|set)|\bkube(?:ctx|ns)\b/,
  programs: /\b(?:kubectl|oc|kubecolor|helm|helmfile)\b/,
  disturbing: ['infra.create', 'infra.change', 'infra.destroy'],
  remarks: { led: 'unknown.kube-elsewhere', words: 'unknown.kube-form', late: 'unknown.tool-late-name' },
};

export function wantsKubernetes(subject: PreviewSubject): boolean {
  const { runs, unknown } = kubeRuns(subject);
  return runs.length > 0 || unknown.length > 0;
}

/** The commands of an action that take objects away from a cluster. */
export function kubeRuns(subject: PreviewSubject): ToolRuns<KubeWords> {
  return toolRuns(KUBERNETES, subject);
}
