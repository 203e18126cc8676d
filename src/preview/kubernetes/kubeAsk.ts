import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { boundedFile } from '../boundedFile.ts';
import type { Remark } from '../preview.ts';
import { askTool } from '../tools/askTool.ts';
import { isOfWorkspace } from '../tools/ofWorkspace.ts';
import { toolFailure } from '../tools/toolFailure.ts';
import { isRecord } from '../terraform/state.ts';
import type { KubeWords } from './kubeWords.ts';

/** One object of the cluster: what it is called, never what is in it. */
export interface KubeObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  /** As the cluster writes it; empty where it is not known. */
  readonly created: string;
  /** The release of Helm's that says it made it; empty: none. */
  readonly release: string;
}

export type Asked =
  | { readonly ok: true; readonly objects: readonly KubeObject[] }
  | { readonly ok: false; readonly why: Remark };

/** Words of the agent's that are handed on: only such that cannot be anything but a name or a selector. */
const TYPES = /^[a-z][a-z0-9.,-]{0,200}$/i;
const NAME = /^(?:[a-z][a-z0-9.-]{0,100}\/)?[a-z0-9][a-z0-9.-]{0,252}$/i;
const SELECTOR = /^[\w./=!,() -]{1,500}$/;
const NAMESPACE = /^[a-z0-9][a-z0-9-]{0,62}$/;
const MOST_NAMES = 200;

/** Names and ages only: what a secret holds never leaves kubectl. */
const COLUMNS =
  'custom-columns=KIND:.kind,NAMESPACE:.metadata.namespace,NAME:.metadata.name,CREATED:.metadata.creationTimestamp,RELEASE:.metadata.annotations.meta\\.helm\\.sh/release-name';

/** What `kubectl get` is asked for objects of one namespace by their names; undefined: a name of them is no name. */
export function namingWords(names: readonly string[], namespace: string | undefined): readonly string[] | undefined {
  if (names.length === 0 || names.length > MOST_NAMES || !names.every((name) => NAME.test(name))) return undefined;
  if (namespace === undefined) return names;
  return NAMESPACE.test(namespace) ? [...names, `--namespace=${namespace}`] : undefined;
}

/** The words of `kubectl get` for what a command would hit; undefined: they are of a form that is not handed on. */
export function gettingWords({
  operands,
  values,
  flags,
  namespace,
  allNamespaces,
}: KubeWords): readonly string[] | undefined {
  const [first, ...names] = operands;
  const selector = values.get('selector')?.at(-1);
  const fields = values.get('field-selector')?.at(-1);
  const isNamed = first?.includes('/') === true;
  if (first === undefined || !(isNamed ? NAME : TYPES).test(first) || !names.every((name) => NAME.test(name)))
    return undefined;
  if (names.length > MOST_NAMES) return undefined;
  // Without a name, a selector or --all the command itself is refused, and so is --all beside a selector.
  if (flags.has('all') && (selector !== undefined || fields !== undefined)) return undefined;
  if (!isNamed && names.length === 0 && selector === undefined && fields === undefined && !flags.has('all'))
    return undefined;
  if ([selector, fields].some((one) => one !== undefined && !SELECTOR.test(one))) return undefined;
  if (namespace !== undefined && !NAMESPACE.test(namespace)) return undefined;
  return [
    first,
    ...names,
    ...(selector === undefined ? [] : [`--selector=${selector}`]),
    ...(fields === undefined ? [] : [`--field-selector=${fields}`]),
    ...(allNamespaces ? ['--all-namespaces'] : namespace === undefined ? [] : [`--namespace=${namespace}`]),
  ];
}

export async function getObjects(words: readonly string[], workspace: string, signal: AbortSignal): Promise<Asked> {
  // The programs that it names for logging in would be the repository's.
  if ((await Promise.all(kubeconfigs().map((file) => isOfWorkspace(file, workspace)))).includes(true))
    return { ok: false, why: { code: 'unknown.kube-own-config', values: {} } };
  const own = ['get', ...words, '--ignore-not-found', '--no-headers', `--output=${COLUMNS}`, '--request-timeout=2s'];
  const answer = await askTool('kubectl', own, workspace, ['KUBECONFIG'], signal);
  if (!answer.ok) return { ok: false, why: toolFailure('kubectl', answer) };
  const rows = answer.text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([kind]) => kind !== undefined && kind !== '');
  // A name has no blank in it: anything else is not the list that was asked for.
  if (rows.some((row) => row.length !== 5))
    return { ok: false, why: { code: 'unknown.tool-unread', values: { tool: 'kubectl' } } };
  const text = (value = ''): string => (value === '<none>' ? '' : value);
  // What is named twice is listed twice.
  const distinct = new Map(rows.map((row) => [row.slice(0, 3).join(' '), row]));
  return {
    ok: true,
    objects: [...distinct.values()].map(([kind, namespace, name, created, release]) => ({
      kind: text(kind),
      namespace: text(namespace),
      name: text(name),
      created: text(created),
      release: text(release),
    })),
  };
}

/** The context that is current, and its namespace, as the kubeconfigs say: read as text. Empty where it cannot be read. */
export async function currentContext(): Promise<{
  readonly context: string;
  readonly namespace: string;
}> {
  const configs = await Promise.all(kubeconfigs().map(readConfig));
  // As kubectl merges them: what the first of them says holds.
  const context = configs
    .map((config) => config['current-context'])
    .find((one) => typeof one === 'string' && one !== '');
  const contexts = configs.flatMap(({ contexts: all }) => (Array.isArray(all) ? (all as unknown[]) : []));
  const own = contexts.find((one) => isRecord(one) && one['name'] === context);
  const inside: unknown = isRecord(own) ? own['context'] : undefined;
  const namespace: unknown = isRecord(inside) ? inside['namespace'] : undefined;
  return {
    context: typeof context === 'string' ? context : '',
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : 'default',
  };
}

/** The files that kubectl takes its settings from. */
function kubeconfigs(): readonly string[] {
  const named = (process.env['KUBECONFIG'] ?? '').split(path.delimiter).filter((file) => file !== '');
  // Relative ones are taken from where kubectl is started.
  return named.length === 0 ? [path.join(os.homedir(), '.kube', 'config')] : named.map((one) => path.resolve('/', one));
}

async function readConfig(named: string): Promise<Readonly<Record<string, unknown>>> {
  const file = await boundedFile(named, 1024 * 1024, 'followed');
  try {
    const config: unknown = file.ok
      ? parse(file.bytes.toString('utf8'), { maxAliasCount: 20, logLevel: 'error' })
      : undefined;
    return isRecord(config) ? config : {};
  } catch {
    return {};
  }
}
