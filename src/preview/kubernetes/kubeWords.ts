import path from 'node:path';
import type { CommandWords } from '../commandWords.ts';
import { goWords } from '../tools/goWords.ts';

export type KubeVerb = 'delete' | 'scale' | 'uninstall';

/** The words of one command that takes objects away from a cluster. */
export interface KubeWords extends CommandWords {
  readonly verb: KubeVerb;
  readonly namespace?: string;
  readonly allNamespaces: boolean;
  /** It names a cluster, a login or settings of its own. */
  readonly elsewhere: boolean;
  readonly folder: string;
}

const GLOBAL =
  'n,namespace= context= kube-context= kubeconfig= cluster= user= s,server= token= as= as-group= as-uid= certificate-authority= client-certificate= client-key= insecure-skip-tls-verify tls-server-name= kube-apiserver= kube-token= kube-as-user= kube-as-group= kube-ca-file= kube-tls-server-name= kube-insecure-skip-tls-verify request-timeout= cache-dir= v= A,all-namespaces';

const SPECS: Readonly<Record<KubeVerb, string>> = {
  delete: `${GLOBAL} f,filename= k,kustomize= R,recursive l,selector= all force grace-period= now cascade? wait? timeout= ignore-not-found? o,output= field-selector= i,interactive dry-run?`,
  scale: `${GLOBAL} f,filename= k,kustomize= R,recursive l,selector= all replicas= current-replicas= resource-version= timeout= o,output= dry-run?`,
  uninstall: `${GLOBAL} debug keep-history wait no-hooks timeout= cascade= description= ignore-not-found dry-run?`,
};

const ELSEWHERE =
  /^(?:context|kube-\w[\w-]*|kubeconfig|cluster|user|server|token|as|as-group|as-uid|client-certificate|client-key|certificate-authority|tls-server-name)$/;

/** Undefined: none that is looked up here. `cwd`: where it runs. */
export function kubeWords(argv: readonly string[], cwd: string): KubeWords | undefined {
  const program = path.basename(argv[0] ?? '');
  if (program !== 'kubectl' && program !== 'helm') return undefined;
  // Options may stand before the verb; those with a value are skipped as GLOBAL says.
  const before = goWords(GLOBAL, argv.slice(1));
  const [first] = before.operands;
  const verb =
    program === 'helm' ? (/^(?:uninstall|delete|del|un)$/.test(first ?? '') ? 'uninstall' : undefined) : first;
  if (verb !== 'delete' && verb !== 'scale' && verb !== 'uninstall') return undefined;
  const words = goWords(SPECS[verb], argv.slice(1));
  const namespace = words.values.get('namespace')?.at(-1);
  return {
    ...words,
    operands: [...words.operands.slice(1), ...(words.after ?? [])],
    verb,
    ...(namespace === undefined ? {} : { namespace }),
    allNamespaces: words.flags.has('all-namespaces'),
    elsewhere: [...words.values.keys()].some((name) => ELSEWHERE.test(name)),
    folder: cwd,
  };
}
