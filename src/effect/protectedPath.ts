import { baseName, normalPath } from './path.ts';
import { isWindowsPath, slashed } from './windowsPath.ts';

/**
 * What a path is beyond a file. `gate`: Keyturn, its rules, an agent's hook settings, the editor · `persist`: something
 * that a program runs later by itself · `secret`: holds credentials · `state`: what a deployment or a database lives on ·
 * `scripts`: names programs that package tools and CI run.
 */
export type Protection = 'gate' | 'persist' | 'secret' | 'state' | 'scripts';

const SECRET_NAME =
  /^(?:\.env(?:\..+)?|.+\.env|\.envrc|\.netrc|_netrc|\.pgpass|\.my\.cnf|\.npmrc|\.pypirc|\.git-credentials|\.htpasswd|\.vault-token|\.dockercfg|id_(?:rsa|dsa|ecdsa|ed25519)(?:_.+)?|.+\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk)|(?:.+[._-])?(?:secrets?|credentials?)(?:\.(?:json|ya?ml|toml|ini|csv|txt|env|xml|properties))?|service[-_]?account.*\.json|kubeconfig|shadow|gshadow|sudoers|\.(?:bash|zsh|sh|psql|mysql|sqlite|node_repl|python|irb)_history|master\.key|token|tokens?\.json|.*\.tfvars|.*\.tfstate(?:\.backup)?)$/i;
/** Names that look like a secret's and are made to be shown: examples, certificates, and the public half of a key. */
const SHOWN_NAME =
  /(?:\.(?:example|sample|template|dist|defaults|test|pub|crt|cer)|[-_.]example(?:\..+)?)$|^(?:.+[-_.])?(?:public(?:[-_]?key)?|pub[-_]?key)\.(?:pem|key)$|^(?:cert|fullchain|chain|cacert|ca[-_](?:cert|bundle|chain))\.pem$|^known_hosts|^authorized_keys/i;
const SECRET_FOLDER =
  /\/(?:\.ssh|\.gnupg|\.aws|\.azure|\.kube|\.docker|\.config\/(?:gcloud|gh|op|doctl|hub|configstore|rclone)|\.password-store|\.local\/share\/keyrings|\.mozilla|\.config\/(?:google-chrome|chromium)|\.terraform\.d|\.railway|\.fly|\.(?:cargo|gem)\/credentials|Library\/Keychains)(?:\/|$)/;
/** Settings that stand beside keys and hold none. */
const PLAIN_SETTING = /\/(?:\.aws\/config|\.ssh\/config|\.docker\/daemon\.json)$/;
const SECRET_PROC = /^\/proc\/(?:[^/]+)\/(?:environ|mem)$|^\/(?:run|var\/run)\/secrets(?:\/|$)/;

const EDITOR =
  /\/\.vscode(?:-server|-oss|-insiders)?(?:\/(?:settings|mcp)\.json|\/extensions(?:\/.*)?)?$|\/\.vscode-server(?:\/|$)|\.code-workspace$/;
const EDITOR_USER = /\/(?:\.config|Library\/Application Support)\/(?:Code|Code - Insiders|VSCodium|Cursor)(?:\/|$)/;
const AGENT =
  /\/(?:\.claude(?:\/(?:settings[^/]*\.json|(?:hooks|plugins|skills\/(?:.*\/)?(?:\.claude-plugin|hooks))(?:\/.*)?))?|\.claude\.json|\.codex(?:\/(?:config\.toml|hooks[^/]*|(?:hooks|rules)(?:\/.*)?))?|\.gemini(?:\/settings\.json)?|\.qwen(?:\/settings\.json)?|\.cursor(?:\/(?:hooks|mcp|cli[^/]*|permissions)\.json)?|\.mcp\.json|\.opencode(?:\/.*)?|\.config\/opencode(?:\/.*)?|\.copilot(?:\/(?:hooks(?:\/.*)?|settings\.json|mcp-config\.json))?|\.github\/copilot(?:\/.*)?|opencode\.jsonc?|\.clinerules(?:\/.*)?|\.cline(?:\/(?:(?:hooks|plugins)(?:\/.*)?|data\/settings\/[^/]*))?|\.github\/hooks(?:\/.*)?|managed-settings\.json)$/;
const KEYTURN = /\/\.keyturn(?:\/|$)|\/keyturn[^/]*\.sock$/;

/** Files that a program reads and runs by itself, by their names alone. */
const PERSIST_NAME =
  /^(?:\.gitconfig|\.pre-commit-config\.ya?ml|lefthook\.yml|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|\.envrc|\.direnvrc|\.tool-versions|\.?mise\.toml|\.bashrc|\.bash_profile|\.bash_login|\.bash_logout|\.bash_aliases|\.profile|\.zshrc|\.zshenv|\.zprofile|\.zlogin|\.zlogout|config\.fish|\.inputrc|\.vimrc|\.tmux\.conf|\.curlrc|\.wgetrc|\.psqlrc|\.sqliterc|\.ripgreprc|\.gdbinit|\.pdbrc|\.pryrc|\.irbrc|authorized_keys2?|crontab|rc\.local|\.gitlab-ci\.yml|azure-pipelines\.yml|bitbucket-pipelines\.yml|\.travis\.yml|Jenkinsfile|sitecustomize\.py|usercustomize\.py|conftest\.py)$/;
const PERSIST =
  /\/(?:\.git\/(?:hooks(?:\/.*)?|config|info\/attributes)|\.config\/git\/config|\.husky(?:\/.*)?|\.config\/(?:fish|nvim)\/.*|\.ssh\/(?:config|rc)|\.config\/(?:systemd|autostart|environment\.d)(?:\/.*)?|Library\/Launch(?:Agents|Daemons)(?:\/.*)?|node_modules\/\.bin(?:\/.*)?|\.github\/(?:workflows|actions)(?:\/.*)?|\.circleci(?:\/.*)?|\.devcontainer(?:\/.*)?|\.claude\/(?:agents|commands|skills)(?:\/.*)?|\.vscode\/(?:tasks|launch)\.json)$/;
const PERSIST_SYSTEM =
  /^\/(?:etc\/(?:cron|init\.d|systemd|profile|bash\.bashrc|zsh|sudoers|pam\.d|ld\.so|rc|hosts|ssh|environment|udev|NetworkManager\/dispatcher|xdg\/autostart|apt\/apt\.conf)|var\/spool\/cron|(?:usr\/)?lib\/systemd|Library\/Launch|(?:usr\/(?:local\/)?)?s?bin\/)/;

/** Folders of which only some files are run, or read for what to run. */
const HOLDS_HOOKS =
  /\/\.(?:github|gitlab|gitea|forgejo|woodpecker|buildkite|semaphore|tekton|ebextensions|platform|cargo|mvn|yarn|bundle|config|mise|direnv|git|githooks|hooks|idea|fleet|zed|vscode|cursor|windsurf|kiro|roo|amazonq|continue|claude|codex|gemini|qwen|clinerules)$/;

/** Whoever fills this folder as a whole brings what programs run by themselves, and names none of it. */
export function holdsHooks(folder: string): boolean {
  // On many a disk of macOS, as on Windows, case does not count.
  return HOLDS_HOOKS.test((isWindowsPath(folder) ? slashed(folder) : normalPath(folder)).toLowerCase());
}

const HOOKS_FOLDER =
  /\/(?:\.husky|\.circleci|\.devcontainer|\.github\/(?:workflows|actions)|\.claude\/(?:agents|commands|skills))(?:\/[\w-]+)*$/;

/** A folder for what programs run by themselves: as long as it is empty they run nothing. */
export function isHooksFolder(folder: string): boolean {
  return !isWindowsPath(folder) && HOOKS_FOLDER.test(normalPath(folder));
}

const STATE = /\/(?:[^/]+\.tfstate(?:\.backup)?|\.terraform(?:\/.*)?|migrations?(?:\/.*)?|[^/]+\.(?:sqlite3?|db))$/;
const SCRIPTS =
  /\/(?:package\.json|Makefile|makefile|GNUmakefile|justfile|Taskfile\.ya?ml|Rakefile|setup\.py|pyproject\.toml|composer\.json|Cargo\.toml|build\.rs|build\.gradle(?:\.kts)?|pom\.xml|[^/]+\.(?:config|setup)\.[cm]?[jt]s|\.eslintrc[^/]*|\.gitattributes|\.gitmodules|\.gitignore|Dockerfile|(?:docker-)?compose\.ya?ml|Procfile)$/;

/** All that a path is, none for a plain file. It judges by the name alone: a link is the facts' business. */
export const protectionOf = rememberingLast((path: string): readonly Protection[] => {
  if (isWindowsPath(path)) return windowsProtection(slashed(path));
  return eitherCase(normalPath(path));
});

/** On many a disk of macOS, as on Windows, `.GIT/hooks` is git's, and case does count in some of the names below: both spellings are looked at. */
function eitherCase(normal: string): readonly Protection[] {
  const lower = normal.toLowerCase();
  const found = protectionByName(normal);
  return lower === normal ? found : [...new Set([...found, ...protectionByName(lower)])];
}

const WINDOWS_PERSIST =
  /\/start menu\/programs\/startup(?:\/|$)|\/(?:windows)?powershell\/(?:[\w.]*profile\.ps1|modules(?:\/|$))|\/[\w.]*_?profile\.ps1$|^\/[a-z]:\/windows\/(?:system32\/(?:tasks|drivers\/etc|grouppolicy)|tasks)(?:\/|$)/;
const WINDOWS_GATE = /\/appdata\/roaming\/(?:code|code - insiders|vscodium|cursor)(?:\/|$)/;
const WINDOWS_SECRET =
  /\/appdata\/(?:roaming|local)\/(?:microsoft\/(?:credentials|protect|vault)|google\/chrome\/user data|gcloud|gh)(?:\/|$)|\/windows\/system32\/config\/(?:sam|security|system)$|\/ntds\.dit$|\/unattend\.xml$|\/consolehost_history\.txt$/;

/** Case does not count on Windows. */
function windowsProtection(path: string): readonly Protection[] {
  const lower = path.toLowerCase();
  const found = new Set(eitherCase(path));
  if (WINDOWS_PERSIST.test(lower)) found.add('persist');
  if (WINDOWS_GATE.test(lower)) found.add('gate');
  if (WINDOWS_SECRET.test(lower)) found.add('secret');
  return [...found];
}

function protectionByName(normal: string): readonly Protection[] {
  const found: Protection[] = [];
  if (KEYTURN.test(normal) || AGENT.test(normal) || EDITOR.test(normal) || EDITOR_USER.test(normal)) found.push('gate');
  if (PERSIST_NAME.test(baseName(normal)) || PERSIST.test(normal) || PERSIST_SYSTEM.test(normal)) found.push('persist');
  if (STATE.test(normal)) found.push('state');
  if (isSecretPath(normal)) found.push('secret');
  if (SCRIPTS.test(normal)) found.push('scripts');
  return found;
}

/** Whether a path holds a secret by its name or its folder. */
export const isSecretPath = rememberingLast((path: string): boolean => {
  const normal = isWindowsPath(path) ? slashed(path).toLowerCase() : normalPath(path);
  if (WINDOWS_SECRET.test(normal)) return true;
  if (SECRET_PROC.test(normal)) return true;
  const name = baseName(normal);
  if (SHOWN_NAME.test(name) || PLAIN_SETTING.test(normal)) return false;
  return SECRET_NAME.test(name) || SECRET_FOLDER.test(normal) || SECRET_FOLDER.test(normal.toLowerCase());
});

/** Answers that are kept, and the longest path of which one is, in UTF-16 units. */
const KEPT = 64;
const LONGEST_KEPT = 256;

/** Several rules ask about the path of each effect, and a text names the same file again and again. */
function rememberingLast<T extends NonNullable<unknown>>(judge: (path: string) => T): (path: string) => T {
  const kept = new Map<string, T>();
  return (path) => {
    const before = kept.get(path);
    if (before !== undefined) return before;
    const found = judge(path);
    if (path.length > LONGEST_KEPT) return found;
    if (kept.size === KEPT) kept.clear();
    kept.set(path, found);
    return found;
  };
}
