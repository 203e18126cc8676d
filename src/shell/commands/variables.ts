import { addsToolFolders } from '../state/toolFolders.ts';
import type { Scope } from '../state/scope.ts';

/** Variables whose value is a command line that some program will run. Harmless when that command is. */
const COMMANDS =
  /^(?:PAGER|GIT_PAGER|MANPAGER|SYSTEMD_PAGER|PSQL_PAGER|AWS_PAGER|GH_PAGER|DELTA_PAGER|BAT_PAGER|EDITOR|VISUAL|GIT_EDITOR|GIT_SEQUENCE_EDITOR|PSQL_EDITOR|GH_EDITOR|KUBE_EDITOR|FCEDIT|GIT_SSH_COMMAND|GIT_SSH|GIT_EXTERNAL_DIFF|GIT_PROXY_COMMAND|GIT_ASKPASS|SSH_ASKPASS|SUDO_ASKPASS|BROWSER|GH_BROWSER|KUBECTL_EXTERNAL_DIFF|LESSOPEN|LESSEDIT|FZF_DEFAULT_COMMAND|LESSCLOSE|PROMPT_COMMAND|RSYNC_RSH|RESTIC_PASSWORD_COMMAND|BORG_RSH|BORG_PASSCOMMAND|BORG_REMOTE_PATH|SVN_SSH|SVN_EDITOR|HGEDITOR|HGMERGE|P4DIFF|P4EDITOR|P4MERGE|RCLONE_PASSWORD_COMMAND|CVS_RSH|TAR_OPTIONS|GLAB_PAGER|BUNDLER_EDITOR|GEM_EDITOR|RUSTC|RUSTDOC|RUSTC_WRAPPER|RUSTC_WORKSPACE_WRAPPER|CARGO_BUILD_RUSTC|CARGO_BUILD_RUSTDOC|CARGO_BUILD_RUSTC_WRAPPER|CC|CXX|LD|AR|MAKE|SHELL|npm_config_script_shell|NPM_CONFIG_SCRIPT_SHELL|npm_config_shell|PROMPT_SUBST)$/;
/** The same by the end of their names, and what a makefile calls its tools: only as far as they are handed on. */
const HANDED_COMMANDS =
  /_(?:PAGER|EDITOR|ASKPASS|SSH|RSH|SSH_COMMAND|PASSWORD_COMMAND|PASSCOMMAND|TOKEN_COMMAND|EXTERNAL_DIFF)$|^(?:CPP|AS|FC|F77|YACC|LEX|PKG_CONFIG|RANLIB|CARGO|RUSTFMT|CCACHE_PREFIX|GOAUTH|GOCACHEPROG|PHP_BINARY|TROFF)$/;

/** Variables that load code or point a program at a configuration that can. */
const LOADERS =
  /^(?:LD_PRELOAD|LD_LIBRARY_PATH|LD_AUDIT|LD_ORIGIN_PATH|DYLD_\w+|BASH_ENV|ENV|ZDOTDIR|SHELLOPTS|BASHOPTS|BASH_LOADABLES_PATH|PS4|PS0|PATH|HOME|XDG_CONFIG_HOME|XDG_DATA_HOME|XDG_DATA_DIRS|PYTHONSTARTUP|PYTHONPATH|PYTHONHOME|PYTHONPLATLIBDIR|PYTHONEXECUTABLE|PYTHONINSPECT|PYTHON_PRESITE|PYTHONUSERBASE|PYTEST_PLUGINS|PYTEST_ADDOPTS|COVERAGE_PROCESS_START|COVERAGE_RCFILE|HELM_PLUGINS|GOROOT|GOENV|GOTOOLCHAIN|CMAKE_TOOLCHAIN_FILE|GNUPGHOME|AWS_CONFIG_FILE|AWS_SHARED_CREDENTIALS_FILE|GIT_COMMON_DIR|GIT_OBJECT_DIRECTORY|PYTHONBREAKPOINT|PERL5OPT|PERL5LIB|PERLLIB|PERL5DB|RUBYOPT|RUBYLIB|GEM_HOME|GEM_PATH|BUNDLE_GEMFILE|NODE_PATH|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|MAVEN_OPTS|GRADLE_OPTS|CLASSPATH|RUSTFLAGS|GOFLAGS|MAKEFLAGS|MAKEFILES|PHPRC|PHP_INI_SCAN_DIR|LUA_(?:INIT|C?PATH)(?:_5_\d)?|R_PROFILE|R_PROFILE_USER|R_ENVIRON|EMACSLOADPATH|VIMINIT|EXINIT|MYVIMRC|INPUTRC|TERMINFO|GCONV_PATH|LOCPATH|OPENSSL_CONF|OPENSSL_ENGINES|KRB5_CONFIG|CURL_HOME|WGETRC|RIPGREP_CONFIG_PATH|PSQLRC|PGSYSCONFDIR|PGSERVICEFILE|SQLITE_INIT|SCREENRC|DOCKER_CONFIG|DOTNET_STARTUP_HOOKS|DOTNET_ADDITIONAL_DEPS|COR(?:ECLR)?_PROFILER_PATH\w*|ANSIBLE_CONFIG|ANSIBLE_LIBRARY|ANSIBLE_\w+_(?:PATH|PLUGINS)|ELECTRON_RUN_AS_NODE|LESSKEY\w*|MANOPT|MANROFF\w+|GROFF_\w+|OPENSSL_MODULES|HUSKY|npm_config_\w+|NPM_CONFIG_\w+|PIP_\w+|UV_\w+|COREPACK_NPM_REGISTRY|GOPROXY|GOSUMDB|GONOSUMDB|GONOSUMCHECK|GOINSECURE|GOPRIVATE|YARN_(?:REGISTRY|NPM_\w+|RC_FILENAME|YARN_PATH)|BUNDLE_\w*(?:MIRROR|CONFIG|PATH|GEMFILE)\w*|COMPOSER_(?:HOME|VENDOR_DIR)|CARGO_(?:HOME|REGISTRIES_\w+|SOURCE_\w+|REGISTRY_\w+)|POETRY_\w*(?:REPOSITORIES|SOURCE|CONFIG_DIR)\w*|NUGET_\w*SOURCE\w*|TF_CLI_\w+|CARGO_\w*(?:RUNNER|LINKER)|GIT_CONFIG\w*|GIT_EXEC_PATH|GIT_TEMPLATE_DIR|GIT_ALTERNATE_OBJECT_DIRECTORIES|BASH_FUNC_\w+.*|HTTP_PROXY|HTTPS_PROXY|ALL_PROXY|http_proxy|https_proxy|all_proxy|NODE_EXTRA_CA_CERTS|NODE_TLS_REJECT_UNAUTHORIZED|SSL_CERT_FILE|GIT_SSL_NO_VERIFY)$/;

const HARMLESS_LOADS =
  /^(?:npm_config_(?:loglevel|yes|fund|audit|progress|color|update_notifier|cache|offline|prefer_offline|engine_strict|legacy_peer_deps)|NPM_CONFIG_(?:LOGLEVEL|YES|FUND|AUDIT|PROGRESS|COLOR|UPDATE_NOTIFIER|CACHE|OFFLINE|PREFER_OFFLINE)|PIP_(?:NO_COLOR|DISABLE_PIP_VERSION_CHECK|NO_INPUT|QUIET|PROGRESS_BAR|NO_CACHE_DIR|CACHE_DIR|ROOT_USER_ACTION)|UV_(?:NO_PROGRESS|CACHE_DIR|LINK_MODE|NO_SYNC|FROZEN|LOCKED|OFFLINE|COMPILE_BYTECODE)|GIT_CONFIG_NOSYSTEM)$/;

/** Variables that name a file which whatever runs then writes to. */
const WRITTEN =
  /^(?:NODE_V8_COVERAGE|NODE_REDIRECT_WARNINGS|PYTHONDUMPREFSFILE|SSLKEYLOGFILE|TF_LOG_PATH|MALLOC_TRACE|LD_DEBUG_OUTPUT|LD_PROFILE_OUTPUT|ANSIBLE_LOG_PATH|PIP_LOG|COREHOST_TRACEFILE|(?:DOTNET|COMPlus)_DbgMiniDumpName|KRB5_TRACE|QEMU_LOG_FILENAME|PSQL_HISTORY|MYSQL_HISTFILE|SQLITE_HISTORY|NODE_REPL_HISTORY|PYTHON_HISTORY|GIT_REDIRECT_STD(?:OUT|ERR)|LESSHISTFILE)$/;
/** What builds and tests make anew each time: of note only where it lies elsewhere, or over a source. */
const FILLED =
  /^(?:COVERAGE_FILE|LLVM_PROFILE_FILE|GMON_OUT_PREFIX|CARGO_(?:BUILD_)?TARGET_DIR|GOBIN|GOCACHE|TF_DATA_DIR|PYTHONPYCACHEPREFIX|GCOV_PREFIX)$/;
/** Options of sanitizers, one of which names a file. */
const SANITIZERS = /^(?:A|L|M|T|UB)SAN_OPTIONS$/;

export interface Written {
  readonly place: string;
  /** A build's own, as `-o` and `--target-dir` name it. */
  readonly output: boolean;
}

/** What a variable makes programs write. Git's traces only go to a path that is whole. */
export function writtenBy(name: string, value: string): Written | undefined {
  if (value === '' || value === '-' || value === 'off') return undefined;
  if (FILLED.test(name)) return { place: value, output: true };
  const place = placeOf(name, value);
  return place === undefined || place === '' ? undefined : { place, output: false };
}

function placeOf(name: string, value: string): string | undefined {
  if (WRITTEN.test(name)) return value;
  if (SANITIZERS.test(name))
    return /(?:^|[:,\s])log_path=['"]?([^'":,\s]+)/.exec(value)?.[1]?.replace(/^std(?:out|err)$/, '');
  return /^GIT_TRACE\w*$/.test(name) && value.startsWith('/') ? value : undefined;
}

/** Variables that name a file with a client's password or key, and where the client looks for it anyway. */
const CREDENTIALS: Readonly<Record<string, RegExp>> = {
  PGPASSFILE: /^~\/\.pgpass$/,
  PGSSLKEY: /^~\/\.postgresql\//,
  NETRC: /^~\/\.netrc$/,
  GOOGLE_APPLICATION_CREDENTIALS: /^~\/\.config\/gcloud\//,
  AWS_WEB_IDENTITY_TOKEN_FILE: /^\/var\/run\/secrets\//,
  VAULT_CLIENT_KEY: /^$/,
  MYSQL_TEST_LOGIN_FILE: /^~\/\.mylogin\.cnf$/,
};

/** Whether a variable makes clients send what stands in another file than theirs. */
export function namesCredentials(name: string, path: string, home: string): boolean {
  const own = Object.hasOwn(CREDENTIALS, name) ? CREDENTIALS[name] : undefined;
  return (
    own !== undefined && path !== '' && !own.test(path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path)
  );
}

/** Elements of such an array say what a command's name means: of bash's own, and of zsh's where its index is a word. */
const MEANINGS = /^(?:BASH_CMDS|BASH_ALIASES)\+?(?:=|\[)|^(?:commands|aliases|[gs]aliases|functions)\[['"]?[A-Za-z]/;

/** `BASH_CMDS[ls]=/tmp/x`, as an assignment or as a word of `declare`, `read` and `printf -v`. */
export function givesMeaning(word: string): boolean {
  return MEANINGS.test(word);
}

export type VariableDanger = 'none' | 'command' | 'loads';

/** Where package managers put the programs of a project. Writing there is held. */
const PROJECT_FOLDER = /^(?:[^$`]*\/)?(?:node_modules\/\.bin|\.?venv\/bin|vendor\/bin)$/;

/** The same with folders of the project's own programs among them; the folders, as they stand. */
export function projectFolders(value: string, where: Pick<Scope, 'home' | 'workspace'>): readonly string[] | undefined {
  const folders = value.split(':').map((folder) => folder.replace(/^\$\{?PWD\}?\//, './'));
  const own = folders.filter((folder) => PROJECT_FOLDER.test(folder));
  return own.length > 0 && addsToolFolders(folders.filter((folder) => !own.includes(folder)).join(':'), where)
    ? own
    : undefined;
}

/** Variables that hold options of a program, and those of them that load nothing: sizes, warnings, targets. */
const PLAIN_OPTIONS: readonly (readonly [names: RegExp, options: RegExp])[] = [
  [
    /^NODE_OPTIONS$/,
    /^--(?:max[-_]old[-_]space[-_]size|max[-_]semi[-_]space[-_]size|no-warnings|disable-warning|no-deprecation|throw-deprecation|pending-deprecation|trace-(?:warnings|deprecation|uncaught|exit)|unhandled-rejections|stack-trace-limit|enable-source-maps|preserve-symlinks(?:-main)?|(?:no-)?experimental-(?:vm-modules|strip-types|transform-types|sqlite|json-modules|wasm-modules|import-meta-resolve|specifier-resolution|detect-module|require-module|fetch|websocket|eventsource|webstorage|global-\w+|test-coverage|test-module-mocks)|max-http-header-size|dns-result-order|expose[-_]gc|openssl-legacy-provider|no-network-family-autoselection|network-family-autoselection-attempt-timeout|no-node-snapshot)(?:=[\w-]+)?$/,
  ],
  [
    /^(?:JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JDK_JAVA_OPTIONS|MAVEN_OPTS|GRADLE_OPTS|SBT_OPTS)$/,
    /^-X(?:m[sxn]|ss)\d+[kmg]?$|^-XX:(?:[+-]Use\w+|(?:Max)?(?:Metaspace|Perm|Heap|DirectMemory)Size=\d+[kmg]?|MaxRAMPercentage=[\d.]+)$|^-D(?:file\.encoding|user\.timezone|user\.language|org\.gradle\.(?:daemon|parallel|workers\.max|caching))=[\w/+-]+$/i,
  ],
  [
    /^RUST(?:DOC)?FLAGS$/,
    /^-[CDAW]$|^-?(?:C=?)?(?:target-cpu|target-feature|opt-level|debuginfo|codegen-units|lto|panic|strip|debug-assertions|overflow-checks|instrument-coverage)(?:=[\w+,-]+)?$|^-?[DAW]?(?:warnings|unused\w*|dead_code|clippy::[\w:]+|rustdoc::[\w:]+|deprecated|missing_docs)$|^--cfg(?:=[\w="]+)?$|^\w+="[\w-]+"$|^tokio_unstable$/,
  ],
  [
    /^GOFLAGS$/,
    /^-(?:mod=(?:mod|vendor|readonly)|tags=[\w,]+|count=\d+|race|v|x|buildvcs=(?:true|false|auto)|trimpath|p=\d+)$/,
  ],
  // `+` is a command for less, and `!` one for the shell.
  [/^LESS$/, /^[^+!|]+$/],
  // A preview, keys and what it listens to are commands.
  [/^FZF_DEFAULT_OPTS$/, /^(?!--?(?:preview|bind|listen(?:-unsafe)?|with-shell|history|info-command)(?:=|$))[^`$()]*$/],
  [/^TF_CLI_ARGS(?:_\w+)?$/, /^-(?:no-color|compact-warnings|input=false|lock=\w+|lock-timeout=\w+|parallelism=\d+)$/],
  [
    /^PYTEST_ADDOPTS$/,
    /^(?:-[vqsxl]+|--(?:tb|color|durations|maxfail|timeout|numprocesses|cov-fail-under|verbosity|strict-\w+|disable-warnings|no-header|no-cov|exitfirst|lf|ff|sw)(?:=[\w-]+)?|-n(?:=?(?:\d+|auto))?|-p|no:[\w-]+|-r\w+|\d+|auto)$/,
  ],
  [/^GOTOOLCHAIN$/, /^(?:local|auto|go[\d.]+\w*(?:\+auto)?)$/],
  // It is expanded anew, after its escapes were, each time it is shown.
  [/^PS[04]$/, /^[^$`\\]*$/],
  // A category with a dot in it is a module, which is loaded.
  [/^PYTHONWARNINGS$/, /^[^.]*$/],
  [/^MAKEFLAGS$/, /^-?(?:j\d*|-jobs=\d+|s|k|-no-print-directory)$/],
];

/** What setting a variable can make a later program do. */
export function dangerOf(name: string, value: string | undefined, exported: boolean): VariableDanger {
  if (COMMANDS.test(name) || (exported && HANDED_COMMANDS.test(name))) return value === '' ? 'none' : 'command';
  const plain = PLAIN_OPTIONS.find(([names]) => names.test(name));
  if (plain !== undefined)
    return value !== undefined && value.split(/\s+/).every((option) => option === '' || plain[1].test(option))
      ? 'none'
      : 'loads';
  if (LOADERS.test(name) && !HARMLESS_LOADS.test(name))
    return (value === '' || value === '/dev/null') && name !== 'HUSKY' ? 'none' : 'loads';
  return 'none';
}

/** Variables that switch a gate or an agent's hooks off. */
export function tampers(name: string, value: string | undefined): boolean {
  if (/^(?:HUSKY|LEFTHOOK)$/.test(name)) return value !== undefined && /^(?:0|false)$/.test(value);
  return /^HUSKY_SKIP_HOOKS$|^KEYTURN_|^CLAUDE_CODE_(?:DISABLE|SKIP)|^DISABLE_(?:HOOKS|KEYTURN)/.test(name);
}
