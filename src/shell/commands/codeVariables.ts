import { liesElsewhere } from '../effects/codeElsewhere.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';

/**
 * Variables by the parts of their names: hundreds of tools have one for their settings, their plugins or a program that they start, and
 * no list has them all. What they name inside the workspace is its own code, and elsewhere than there nobody here knows what it is.
 */

/** Settings, plugins and libraries. */
const LOADED =
  /(?<![SACsac])RC(?:_(?:FILE|PATH|USER))?$|CONFIG(?:URE)?(?:_?(?:FILE|PATH|DIR|HOME))?$|_CONFDIR$|^RCLONE_CONFIG_|_CONF$|PLUGINS?(?:_[A-Z]+)?$|PLUGIN_CACHE_DIR$|EXTENSIONS?_(?:DIR|PATH)$|MODULES?(?:_(?:DIR|PATH))?$|(?:ENGINES?|PROVIDER|LIBRARY|LIBS|LIBS_\w+|LIBPATH|LIBRARY_PATH|PACKAGE_PATH|LOAD_PATH|DEPOT_PATH|EXEC_PREFIX|TMAC_PATH|ENVDIR|_YAML|_EXS|_INI|INIT_FILE|PRELOAD|OPTS_FILE)$|^(?:COMPILER_PATH|CPATH|(?:C|CPLUS|OBJC)_INCLUDE_PATH|COMPOSER|TS_NODE_PROJECT|TSX_TSCONFIG_PATH|TF_DATA_DIR|TF_REATTACH_PROVIDERS|ELECTRON_OVERRIDE_DIST_PATH|FREI0R_PATH|LADSPA_PATH|LV2_PATH|BUNDLE_APP_CONFIG|IPYTHONDIR|JUPYTER_PATH|JUPYTER_DATA_DIR|RUBYGEMS_GEMDEPS|OCAMLPATH|DOTNET_SHARED_STORE|AWS_DATA_PATH|GOWORK|MSBUILDSDKSPATH|MSBuild(?:SDKs|Extensions)Path\w*|Directory(?:Build|Packages)\w+Path|Custom(?:After|Before)\w+)$/;
/** Programs, by their path. */
const STARTED =
  /(?:^|_)(?:BINARY|BIN|BIN_PATH|BINARY_PATH|EXECUTABLE|EXECUTABLE_PATH|EXE|EXE_PATH|INTERPRETER|COMPILER|LINKER|LAUNCHER|WRAPPER|HELPER|RUNNER|PYTHON|BASH|BROWSERS?|BROWSERS?_PATH|CHROME_PATH|COMMAND_PREFIX|MAVEN_CMD|GOPACKAGESDRIVER|GCCGO)$/;
/** Where a tool and the versions of a language are kept, of which it starts one. */
const KEPT =
  /^(?:JAVA|JDK|JRE|MAVEN|M2|GRADLE|GRADLE_USER|PULUMI|VAGRANT|SPARK|RUSTUP|VOLTA|DOTNET|ANDROID|MIX|HEX|DENO|PNPM|ORACLE|KREW|COREPACK|SBCL|KOTLIN|MYSQL|MARIADB)_(?:HOME|ROOT|DIR)$|^(?:PYENV|RBENV|NODENV|JENV)_ROOT$|^(?:NVM|ASDF|ASDF_DATA|MISE_DATA)_DIR$|^(?:GOPATH|GOMODCACHE|GOTOOLDIR|VIRTUAL_ENV|CONDA_PREFIX|RUSTUP_TOOLCHAIN)$/;
/** Words that a tool takes besides its own. */
const WORDS = /(?:OPTS|OPTIONS|ARGS|FLAGS)$/;
/** Such words that are code. */
const CODE_WORD = /(?:^|\s)-{1,2}(?:eval|exec|run|s)(?=[\s=]|$)/;
/** What is filled. */
const FILLED = /(?:OUT|OUTPUT|CACHE|LOG|TMP|TEMP|REPORT|RESULTS?)(?:_|$)/;
/** Whether what a variable is set to makes a tool run code of elsewhere. */
export function bringsCode(call: Call, name: string, arg: Arg | undefined): boolean {
  const loads = LOADED.test(name);
  const words = WORDS.test(name);
  if (!loads && !words && !STARTED.test(name) && !KEPT.test(name)) return false;
  if (arg === undefined) return loads;
  if (words && CODE_WORD.test(arg.value)) return true;
  // What Go keeps of modules, unlike what other tools keep, it builds from.
  if (FILLED.test(name) && name !== 'GOMODCACHE') return false;
  const whole = arg.dynamic && /^[$`]/.test(arg.value);
  return whole ? loads : liesElsewhere(call, arg.value, true) || name === 'TF_REATTACH_PROVIDERS';
}
