import type { Effect } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { covers } from '../covers.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import { isSpokenOf } from '../spokenOf.ts';
import { kubeWords, type KubeWords } from './kubeWords.ts';

export interface KubeRun {
  readonly words: KubeWords;
  readonly effects: readonly Effect[];
  /** An earlier step may change what it finds, or it may not run at all. */
  readonly disturbed: boolean;
}

export interface KubeRuns {
  readonly runs: readonly KubeRun[];
  /** Why something of Kubernetes' is not looked at. */
  readonly unknown: readonly Remark[];
}

/** Variables that lead the clients to another cluster. */
const ELSEWHERE = /\b(?:KUBECONFIG|KUBE_CONTEXT|KUBECONTEXT|HELM_KUBE\w+|HELM_NAMESPACE)\b/;

export function wantsKubernetes(subject: PreviewSubject): boolean {
  const { runs, unknown } = kubeRuns(subject);
  return runs.length > 0 || unknown.length > 0;
}

/** The commands of an action that take objects away from a cluster. */
export function kubeRuns(subject: PreviewSubject): KubeRuns {
  const { action, reading } = subject;
  const effects = reading.effects.filter(({ kind }) => kind === 'infra.destroy');
  const runs = new Map<string, KubeRun>();
  const unknown = new Map<string, Remark>();
  const claimed = new Set<Effect>();
  const environment = action.kind === 'shell' ? Object.keys(action.environment ?? {}) : [];
  const led =
    environment.some((name) => ELSEWHERE.test(name)) ||
    reading.texts.some(({ source }) => ELSEWHERE.test(source.text) || SWITCHES.test(source.text));
  for (const { argv, cwd, range } of reading.commands ?? []) {
    if (cwd === undefined || range === undefined) continue;
    const words = kubeWords(argv, cwd);
    const its = words === undefined ? [] : effects.filter((one) => !claimed.has(one) && covers(range, one.range));
    const [first] = its;
    if (words === undefined || first === undefined) continue;
    for (const effect of its) claimed.add(effect);
    if (its.some(({ traits }) => traits.includes('remote') || traits.includes('in-container')))
      unknown.set('away', { code: 'unknown.elsewhere', values: { name: first.object.name } });
    else if (led || words.elsewhere) unknown.set('led', { code: 'unknown.kube-elsewhere', values: {} });
    else
      runs.set(JSON.stringify([argv, cwd, range]), {
        words,
        effects: its,
        disturbed:
          its.some(({ certainty }) => certainty === 'possible') ||
          reading.effects.some(({ kind, range: earlier }) => earlier[1] <= range[0] && DISTURBING.has(kind)),
      });
  }
  for (const effect of effects)
    if (!claimed.has(effect) && isSpokenOf(effect, subject, CLIENTS))
      unknown.set(effect.object.name, { code: 'unknown.kube-form', values: { name: effect.object.name } });
  return { runs: [...runs.values()], unknown: [...unknown.values()] };
}

/** A step that chooses another context, or another namespace, for those after it. */
const SWITCHES = /\bkubectl\s+config\s+(?:use|set)|\bkube(?:ctx|ns)\b/;

/** Others than kubectl are not asked. */
const CLIENTS = /\b(?:kubectl|oc|kubecolor|helm|helmfile)\b/;

const DISTURBING: ReadonlySet<EffectKind> = new Set<EffectKind>([
  'exec.project',
  'exec.install',
  'exec.download',
  'exec.opaque',
  'infra.create',
  'infra.change',
  'infra.destroy',
]);
