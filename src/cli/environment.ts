import { userInfo } from 'node:os';
import { trustedPath } from '../preview/tools/trustedPath.ts';
import { withoutShims } from './shims/shimScript.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Taken over from the person's environment as they are. None of them makes a program load or run something else. */
const KEPT = ['USER', 'LOGNAME', 'LANG', 'LANGUAGE', 'TERM', 'COLORTERM', 'TZ', 'TMPDIR'];
const KEPT_PATTERN = /^LC_[A-Z]+$/;

/**
 * Names that change what a command hits: filed with the action, shown, part of its digest, and then passed on. Anything
 * else in the environment is not passed on.
 */
const NAMED =
  /^(PG(HOST|HOSTADDR|PORT|DATABASE|USER|PASSWORD|PASSFILE|SERVICE|SSLMODE|OPTIONS)|MYSQL_(HOST|TCP_PORT|UNIX_PORT|PWD)|DATABASE_URL|DATABASE_URI|DB_URL|REDIS_URL|MONGO_URL|MONGODB_URI|KUBECONFIG|KUBE_CONTEXT|AWS_(PROFILE|REGION|DEFAULT_REGION|DEFAULT_PROFILE)|DOCKER_(HOST|CONTEXT)|GIT_(DIR|WORK_TREE|INDEX_FILE)|SSH_AUTH_SOCK|TF_WORKSPACE|NODE_ENV|RAILS_ENV|APP_ENV|GOOGLE_CLOUD_PROJECT|CLOUDSDK_CORE_PROJECT|CLOUDSDK_ACTIVE_CONFIG_NAME|AZURE_SUBSCRIPTION_ID)$/;

/** Never passed on, whoever names them: they put other code into the approved program. */
const NEVER =
  /^(LD_.*|DYLD_.*|BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PS4|PROMPT_COMMAND|BASH_FUNC_.*|IFS|CDPATH|GLOBIGNORE|ZDOTDIR|NODE_OPTIONS|NODE_PATH|PYTHON.*|PERL5?OPT|PERL5LIB|PERLLIB|RUBYOPT|RUBYLIB|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|GIT_(EXEC_PATH|SSH|SSH_COMMAND|EDITOR|SEQUENCE_EDITOR|PAGER|ASKPASS|EXTERNAL_DIFF|PROXY_COMMAND|TEMPLATE_DIR|CONFIG.*|ALTERNATE_OBJECT_DIRECTORIES)|PAGER|LESSOPEN|LESSCLOSE|EDITOR|VISUAL|BROWSER|SSH_ASKPASS|SUDO_ASKPASS|.*_PROXY|.*_proxy|SSL_CERT_.*|CURL_HOME|GCONV_PATH|MALLOC_.*|PATH)$/;

/** The part of the environment that belongs into the action. */
export function namedVariables(own: Variables): Record<string, string> {
  const named: Record<string, string> = {};
  for (const name of Object.keys(own).sort()) {
    const value = own[name];
    if (value !== undefined && value !== '' && NAMED.test(name)) named[name] = value;
  }
  return named;
}

/** The first variable of an action that must not be passed on. */
export function forbiddenVariable(named: Variables): string | undefined {
  return Object.keys(named).find((name) => NEVER.test(name));
}

/** The environment of an approved command: the allow-list, a checked PATH, and what the action names. */
export async function buildEnvironment(
  own: Variables,
  named: Readonly<Record<string, string>>,
  workspace: string,
  cwd: string,
): Promise<Record<string, string>> {
  return {
    ...plainEnvironment(own),
    ...named,
    PATH: withoutShims(await trustedPath(own['PATH'] ?? '', workspace)),
    PWD: cwd,
  };
}

/** What a program of ours gets from the person's environment: nothing that a repository could have put there. */
export function plainEnvironment(own: Variables): Record<string, string> {
  const built: Record<string, string> = { HOME: ownHome(own) };
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && (KEPT.includes(name) || KEPT_PATTERN.test(name))) built[name] = value;
  }
  return built;
}

/**
 * The home folder that the system knows, not the one that the environment names: start-up files and settings of programs lie
 * there, and it is where `~` led when the text was read. Only an account that the system does not know has the other.
 */
function ownHome(own: Variables): string {
  try {
    return userInfo().homedir;
  } catch {
    return own['HOME'] ?? '/';
  }
}
