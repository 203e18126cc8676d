import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { isWithin } from './client/window.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Taken over from the person's environment as they are. None of them makes a program load or run something else. */
const KEPT = ['HOME', 'USER', 'LOGNAME', 'LANG', 'LANGUAGE', 'TERM', 'COLORTERM', 'TZ', 'TMPDIR'];
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
export function buildEnvironment(
  own: Variables,
  named: Readonly<Record<string, string>>,
  workspace: string,
  cwd: string,
) {
  const built: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && (KEPT.includes(name) || KEPT_PATTERN.test(name))) built[name] = value;
  }
  return { ...built, ...named, PATH: trustedPath(own['PATH'] ?? '', workspace), PWD: cwd };
}

/** Absolute folders that exist, lie outside the workspace and that nobody else can put a program into. */
export function trustedPath(searched: string, workspace: string): string {
  return [...new Set(searched.split(':'))].filter((folder) => isTrusted(folder, workspace)).join(':');
}

/** Groups whose members may change programs anyway: root, macOS's admin (Homebrew), the person's own. */
const GROUPS = [0, 80, process.getgid?.() ?? 0];

function isTrusted(folder: string, workspace: string): boolean {
  if (!path.isAbsolute(folder)) return false;
  try {
    const real = realpathSync.native(folder);
    const stats = statSync(real);
    if (!stats.isDirectory() || isWithin(workspace, real) || isWithin(workspace, folder)) return false;
    if (stats.uid !== 0 && stats.uid !== process.getuid?.()) return false;
    return (stats.mode & 0o002) === 0 && ((stats.mode & 0o020) === 0 || GROUPS.includes(stats.gid));
  } catch {
    return false;
  }
}
