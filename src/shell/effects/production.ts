import type { EffectKind } from '../../effect/kind.ts';
import { isInside } from '../../effect/path.ts';
import { isProductionFolder, saysProduction } from '../../effect/words.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { spend } from '../state/run.ts';

/** Kinds whose objects lie somewhere that a call may name: any word of it may. */
const NAMED_PLACES = /^(?:infra|store|sql|container|network|publish)\./;
/** Kinds whose tools are told by variables where they work. A build is told `NODE_ENV=production` everywhere. */
const TOLD_BY_VARIABLES = /^(?:infra|store|sql)\./;

const CHOOSING_VARIABLE =
  /^PG(?:HOST|DATABASE|SERVICE)$|^KUBECONFIG$|^(?:NOMAD_ADDR|VAULT_ADDR|CONSUL_HTTP_ADDR|ETCDCTL_ENDPOINTS|ARGOCD_SERVER)$|(?:^|_)(?:ENV|ENVIRONMENT|STAGE|PROFILE|PROFILES_ACTIVE|SETTINGS_MODULE|CONTEXT|KUBECONTEXT|WORKSPACE|PROJECT|SUBSCRIPTION|STACK|CLUSTER|NAMESPACE|APP)$|(?:^|_)(?:DATABASE|DB|POSTGRES|POSTGRESQL|MYSQL|MONGO|MONGODB|REDIS|SQL)_(?:URL|URI|DSN|HOST|NAME|DATABASE)$/;
const CHOOSING_DOCKER = /^(?:DOCKER_(?:HOST|CONTEXT)|CONTAINER_(?:HOST|CONNECTION))$/;
const CHOOSING_OPTION = /^--?(?:e|env|environment|stage|profile|context|kube-context|a|app|project|branch|remote)$/;
/** Objects by whose change a tool works somewhere else from then on. */
const CHOOSES_FOR_ALL = /^(?:kubeconfig$|gcloud config$|workspace\/|account\/|stack\/)/;

/** Whether a call says of an effect that it happens in production: by its words, its variables, its folder or what was chosen before. */
export function inProduction(call: Call, kind: EffectKind, name: string): boolean {
  const { run } = call.shell;
  const words = (): boolean => saysProduction(name) || once(SAYING, call.state.words, sayProduction);
  if (/^(?:infra|system)\.change$/.test(kind) && CHOOSES_FOR_ALL.test(name) && words()) run.production = true;
  if (!NAMED_PLACES.test(kind)) return false;
  if (words()) return true;
  if (kind.startsWith('container.')) return isTold(call, CHOOSING_DOCKER);
  if (!TOLD_BY_VARIABLES.test(kind)) return false;
  return isTold(call, CHOOSING_VARIABLE) || (kind.startsWith('infra.') && (run.production || standsInProduction(call)));
}

type OfWords = WeakMap<readonly Arg[], boolean>;
const SAYING: OfWords = new WeakMap();
const CHOOSING: OfWords = new WeakMap();

/** Looked for once in a call's words: it may name thousands of objects, and each is an effect. */
function once(known: OfWords, words: readonly Arg[], look: (words: readonly Arg[]) => boolean): boolean {
  const before = known.get(words);
  if (before !== undefined) return before;
  const found = look(words);
  known.set(words, found);
  return found;
}

function sayProduction(words: readonly Arg[]): boolean {
  return words.some(({ value }) => saysProduction(value));
}

/** The same for a statement that a call hands to a server: its own words are the statement's and say nothing of the place. */
export function sqlInProduction(call: Call): boolean {
  return isTold(call, CHOOSING_VARIABLE) || once(CHOOSING, call.state.words, choosesProduction);
}

function choosesProduction(words: readonly Arg[]): boolean {
  return words.some(({ value }, at) => {
    const [option = '', given = words[at + 1]?.value ?? ''] = value.split('=', 2);
    // A name: what has blanks in it is the statement itself.
    return CHOOSING_OPTION.test(option) && !/\s/.test(given) && saysProduction(given);
  });
}

function isTold(call: Call, by: RegExp): boolean {
  spend(call.shell.run, call.scope.variables.size);
  for (const [name, { value, exported }] of call.scope.variables)
    if (exported && value !== undefined && by.test(name) && saysProduction(value)) return true;
  return false;
}

/** `environments/prod`: tools of infrastructure work on what their folder describes. */
function standsInProduction({ state, scope }: Call): boolean {
  const { cwd } = state;
  // The workspace itself may be called anything.
  const below = cwd !== undefined && isInside(cwd, scope.workspace) ? cwd.slice(scope.workspace.length) : cwd;
  return below !== undefined && isProductionFolder(below);
}
