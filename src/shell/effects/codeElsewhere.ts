import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { absolute, isInside } from './paths.ts';

/** What is filled, kept between runs, counted or shown: nothing of it is run. Of make's own programs it is said where makefiles are read. */
const NOT_CODE =
  /^(?:SHELL|MAKE|CC|CXX|LD|AR)$|out|dest|dist|target|output|report(?!er)|result|coverage|cov|profile|trace|log|cache|prefix|temp(?!late)|tmp|snapshot|screenshot|artifact|junit|xml|html|storage|save|record|database|socket|pid|lib-?dir|sysroot|sdk|home$/i;
/** The same in one letter: `-b` and `-D` are other options. */
const FILLED = /^-[oBd]$/;
/** To these it is a setting of any name. */
const SETS = /^(?:pytest|py\.test)(?: |$)/;
/** Where the system keeps its own programs and libraries: who writes there needs no tool of the project to run something. */
const SYSTEM = /^\/(?:usr|opt|bin|sbin|lib\w*|etc|dev|proc|sys|nix|snap|Library|System|Applications)(?:\/|$)/;
/** They translate or show what they are given and run none of it, or say themselves what they run. */
const RUNS_NONE =
  /^(?:gcc|g\+\+|cc|c\+\+|clang\S*|ld|as|ar|rustc|javac|kotlinc|scalac|swiftc|nasm|ghc|dotnet|sass|lessc|source|\.|eval|go tool.*)$/;
/** Programs whose last word is the folder that they fill. */
const FILLS_LAST = /^sphinx-\w+$/;
/** Options of Go, Cargo and their kin that name a program to be run in place of another. */
const RUNS = /^--?(?:toolexec|vettool|rustc|runner|node-options|script-shell|python-executable|init-hook)$/;
/** Options that name settings or code to be loaded: of a value that is known only when it runs nobody knows whose that is. */
const LOADS =
  /^(?:-c|--(?:config(?:-file|uration)?|require|import|plugins?|loader|preset|env-file|setup\w*|rootdir|global-?(?:setup|teardown)|rules-?dir|resolver|runner|transform|(?:test-?)?environment|confcutdir|load-plugins|bootstrap|import-map|tsconfig|(?:test-)?reporters?))$/;
/** They run the files that they are given. */
const RUNS_OPERANDS =
  /^(?:jest|vitest|mocha|ava|tap|tape|uvu|borp|playwright|cypress|wdio|karma|jasmine|codeceptjs|testcafe|nightwatch|cucumber(?:-js)?|behave|robot|behat|codecept|pytest|py\.test|unittest|nox|locust|streamlit|rspec|minitest|phpunit|pest|bats|node|deno|bun|go (?:test|run)|gotestsum|ginkgo)(?: |$)/;
/** Their options behind which stands the name of a test, a number or another word that chooses: no reporter, environment or browser, which are programs. */
const CHOOSES =
  /^(?:-[kmntgj]|--(?:test-?[Nn]ame-?(?:[Pp]attern|[Pp]refix)|only|grep|filter|name|tags?|numprocesses|max-?[Ww]orkers|workers|concurrency|shard|port|host|timeout|seed|retries|retry|repeat|count|run|bench|cpu|parallel|jobs|group|testsuite|maxfail|durations|since|changed(?:[Ss]ince)?|level|mode))$/;
/** The same of these alone: behind Cypress’s `--project` stands the folder that it runs, and pytest’s `-s` takes no word. */
const CHOOSES_IN: readonly (readonly [title: RegExp, option: RegExp])[] = [
  [/^(?:vitest|playwright|jest)\b/, /^--(?:project|selectProjects)$/],
  [/^(?:jest|playwright)\b/, /^-[jw]$/],
  [/^nox\b/, /^-s$/],
];
/** One number. */
const COUNTS =
  /^(?:-{1,2}[\w-]+=?)?\$\((?:nproc(?: --all)?|getconf _NPROCESSORS_ONLN|sysctl -n hw\.\w+)\)$|^(?:-{1,2}[\w-]+=?)?\$\(\(/;
/** What lists the project's own packages and tests, or names its folder. Nothing behind a bar may put other words there. */
const LISTS_OWN =
  /^\$\((?:(?:go list(?: -(?:e|deps|test))*(?: \.?[\w./]+)*|(?:npx )?jest --listTests(?: [\w./]+)*)(?: ?\| ?(?:grep(?: -[viEFw]+)? ['"]?[\w./|^$\\-]+['"]?|head(?: -n? ?\d+)?|tail(?: -n? ?\d+)?|sort(?: -u)?))*|git rev-parse --show-toplevel)\)(?:\/[\w./-]*)?$/;
/** Options that take no word. */
const TAKES_NONE =
  /^-{1,2}(?:check|write|fix|quiet|q|v|verbose|watch|ci|silent|debug|strict|diff|list-different|no-[\w-]+)$/;
/** What a Java machine loads first. */
const AGENT = /-(?:javaagent|agentlib|agentpath|Xbootclasspath\S*):/;
/** A property of MSBuild's that is run as a command. */
const RUN_PROPERTY =
  /^[-/](?:p|property)[:=]\w*(?:Event|Command|Exec\w*|ToolExe|ToolPath|Import\w*|Targets\w*|Props\w*)=/i;
/** sbt evaluates what is set, and runs what it is told to; a makefile's variable is put into its commands. */
const EVALUATED: readonly (readonly [title: RegExp, word: RegExp])[] = [
  [/^sbt$/, /(?:^|;)\s*(?:eval|set|consoleProject|!)/],
  [/^g?make$|^just$|^task$|^nmake$/, /^\w+[:+?]?=.*[;&|`<>\n]|^\w+[:+?]?=.*\$[({]/s],
];
const FILLED_IN = /^(?:g?make|just|task|nmake)$/;
/** Settings of Cargo's that do. */
const RUNNING_SETTING = /runner|rustc|rustdoc|wrapper|linker|flags|alias|credential|^source|^registr|^paths|^env/;

/**
 * Words by which a tool of the project runs code, or goes by settings, from outside the workspace: `jest --config /tmp/x.js`, `pytest ../other`. Of
 * those nobody here knows what they should be. What is for the program that the tool starts does not count.
 */
export function codeElsewhere(call: Call): readonly Arg[] {
  const { cwd } = call.state;
  if (cwd === undefined || call.scope.traits.includes('in-container') || RUNS_NONE.test(call.title)) return [];
  const all = call.state.words;
  const end = toolsEnd(call, all);
  const words = end === -1 ? all : all.slice(0, end);
  return words.flatMap((word, index) => {
    if (AGENT.test(word.value) || RUN_PROPERTY.test(word.value)) return [word];
    if (EVALUATED.some(([title, said]) => title.test(call.title) && said.test(word.value))) return [word];
    if (word.dynamic && FILLED_IN.test(call.title) && /^\w+[:+?]?=/.test(word.value)) return [word];
    const { names, value } = givenBy(word, words[index - 1]);
    const [option = ''] = names;
    const runs = RUNS.test(option) || (/^go\b/.test(call.title) && /^--?exec$/.test(option));
    if (runs && value.value !== '' && !isOwn(call, cwd, value)) return [value];
    if (value.dynamic && (LOADS.test(option) || (value === word && mayBeCode(call, names, word)))) return [value];
    if (
      /^cargo\b/.test(call.title) &&
      names.includes('--config') &&
      RUNNING_SETTING.test(word.value.replace('--config=', ''))
    )
      return [value];
    // A build in a folder of its own; what settings that names is asked of the disk.
    if (option === '' && (value.value === '..' || (FILLS_LAST.test(call.title) && word === words.at(-1)))) return [];
    return isElsewhere(call, cwd, value) && !names.some((name) => NOT_CODE.test(name) || isFilled(call, name))
      ? [value]
      : [];
  });
}

/** A word that is known only when it runs: as a whole it may be any option, and to these a file to run. */
function mayBeCode(call: Call, names: readonly string[], { value, loose }: Arg): boolean {
  if (LISTS_OWN.test(value) && !/(?:^|[\s/(])\.\.(?:[\s/)]|$)/.test(value)) return false;
  if (!RUNS_OPERANDS.test(call.title)) return names.every((name) => TAKES_NONE.test(name)) && /^[$`]/.test(value);
  // Unquoted it may be several words, of which only the first is the option's.
  if (loose && !COUNTS.test(value)) return true;
  // Go writes long names behind one dash.
  const chooses = (name: string): boolean =>
    CHOOSES.test(name.replace(/^-(?=\w\w)/, '--')) ||
    CHOOSES_IN.some(([title, option]) => title.test(call.title) && option.test(name));
  return names.every((name) => !chooses(name) && !NOT_CODE.test(name) && !isFilled(call, name));
}

function isFilled(call: Call, name: string): boolean {
  return FILLED.test(name) && !(name === '-o' && SETS.test(call.title));
}

/** What stands behind the dashes they give to other tools of the project, of which the same holds. */
const HANDS_ON = /^(?:turbo|nx|lerna|npm-run-all2?|run-[sp]|wireit|wsrun)(?: |$)/;

/** Where the words begin that the tool hands on: behind `--`, and behind the package or the files of `go run`. -1: nowhere. */
function toolsEnd(call: Call, words: readonly Arg[]): number {
  const [program] = call.parsed.operands;
  if (call.title === 'go run' && program !== undefined) {
    const at = words.findIndex(({ range }) => range[0] === program.range[0]);
    // A file may be followed by more of them.
    const isPart = ({ value }: Arg, index: number): boolean =>
      index <= at || (program.value.endsWith('.go') && value.endsWith('.go'));
    return at === -1 ? -1 : words.findIndex((word, index) => !isPart(word, index));
  }
  return HANDS_ON.test(call.title) ? -1 : words.findIndex(({ value }) => value === '--');
}

/** The option, or the variable, that a word is the value of, and the value: `-o type=local,dest=x` has both. */
function givenBy(word: Arg, before: Arg | undefined): { readonly names: readonly string[]; readonly value: Arg } {
  const option = before !== undefined && /^-[^=]*$/.test(before.value) ? [before.value] : [];
  const equals = /^(?:-{0,2}[\w.-]+)=/.exec(word.value)?.[0].length;
  if (equals !== undefined) {
    const name = word.value.slice(0, equals - 1);
    return { names: name.startsWith('-') ? [name] : [name, ...option], value: slice(word, equals) };
  }
  const short = /^-[A-Za-z](?=[~/]|\.\.)/.exec(word.value)?.[0];
  return short === undefined ? { names: option, value: word } : { names: [short], value: slice(word, 2) };
}

/** A file of the workspace by its path: its own code. */
function isOwn(call: Call, cwd: string, { value, dynamic }: Arg): boolean {
  return (
    !dynamic &&
    /^[\w./@-]*\/[\w.@-]+$/.test(value) &&
    isInside(absolute(value, cwd, call.scope.home), call.scope.workspace)
  );
}

/** What parts the paths in one word: `name=path`, `@path`, settings as JSON. */
const BETWEEN = /["'=,@{}\s]+|:(?!\/\/)/;

/** One of the paths in a word lies elsewhere. */
function isElsewhere(call: Call, cwd: string, { value, dynamic }: Arg): boolean {
  if (dynamic) return false;
  return value.split(BETWEEN).some((part) => {
    if (!/^(?:\/[^/]|~(?:\/|$)|\.\.(?:\/|$))/.test(part)) return false;
    const path = absolute(part, cwd, call.scope.home);
    return !isInside(path, call.scope.workspace) && !SYSTEM.test(path);
  });
}
