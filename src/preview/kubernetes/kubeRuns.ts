import type { PreviewSubject } from '../preview.ts';
import { toolRuns, type ToolCommands, type ToolRun, type ToolRuns } from '../tools/toolRuns.ts';
import { kubeWords, type KubeWords } from './kubeWords.ts';

export type KubeRun = ToolRun<KubeWords>;

/**
 * What leads kubectl and Helm to another cluster, namespace or login than the person's kubeconfig does by itself. What stands
 * between two words is bounded, so that no text makes the search slow.
 */
const LEADS = new RegExp(
  [
    String.raw`\b(?:KUBE_CONTEXT|KUBECONTEXT|HELM_KUBE\w+|HELM_NAMESPACE)\b`,
    // By its variable, and by tools that write it anew: update-kubeconfig, kubeconfig save …
    String.raw`(?:kubeconfig|KUBECONFIG)\b`,
    // Whoever has another home folder has another kubeconfig.
    String.raw`(?:^|[\s;&|(])HOME=`,
    String.raw`\b(?:sudo|doas|su)\s[^;&|\n]{0,200}\b(?:kubectl|helm)\b`,
    String.raw`\bkubectl\s[^;&|\n]{0,200}\bconfig\s[^;&|\n]{0,200}\b(?:use|set|unset|rename|delete)`,
    String.raw`\bkubectl\s+(?:ctx|ns)\b|\bkube(?:ctx|ns|switch)\b|\bkubie\b|\boc\s+(?:login|project)\b`,
    String.raw`\bget-credentials\b|\bgcloud\s[^;&|\n]{0,200}\bclusters\s+create\b|\beksctl\s+create\b`,
    String.raw`\btsh\s+kube\s+login\b|\bvcluster\s+connect\b|\bibmcloud\s+ks\b`,
    String.raw`\b(?:kind|k3d)\s+(?:create|export|cluster)\b|\bminikube\s+(?:start|profile|update-context)\b|\bcolima\s+start\b`,
  ].join('|'),
);

/** Only kubectl is asked. A step that chooses another context, or another namespace, leads those after it there. */
const KUBERNETES: ToolCommands<KubeWords> = {
  kind: 'infra.destroy',
  wordsOf: kubeWords,
  leads: LEADS,
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
