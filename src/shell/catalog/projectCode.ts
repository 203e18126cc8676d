import type { CodeOptions, ProjectCode, ToolCode } from '../state/projectCode.ts';

const OPTIONS: CodeOptions = {
  // Of make's own programs it is said where makefiles are read.
  filled:
    /^(?:SHELL|MAKE|CC|CXX|LD|AR)$|out|dest|dist|target|output|report(?!er)|result|coverage|cov|profile|trace|log|cache|prefix|temp(?!late)|tmp|snapshot|screenshot|artifact|junit|xml|html|storage|save|record|database|socket|pid|lib-?dir|sysroot|sdk|home$/i,
  runs: /^--?(?:toolexec|vettool|rustc|runner|node-options|script-shell|python-executable|init-hook)$/,
  loads:
    /^(?:-c|--(?:config(?:-file|uration)?|require|import|plugins?|loader|preset|env-file|setup\w*|rootdir|global-?(?:setup|teardown)|rules-?dir|resolver|runner|transform|(?:test-?)?environment|confcutdir|load-plugins|bootstrap|import-map|tsconfig|(?:test-)?reporters?))$/,
  chooses:
    /^(?:-[kmntgj]|--(?:test-?[Nn]ame-?(?:[Pp]attern|[Pp]refix)|only|grep|filter|name|tags?|numprocesses|max-?[Ww]orkers|workers|concurrency|shard|port|host|timeout|seed|retries|retry|repeat|count|run|bench|cpu|parallel|jobs|group|testsuite|maxfail|durations|since|changed(?:[Ss]ince)?|level|mode))$/,
  takesNone: /^-{1,2}(?:check|write|fix|quiet|q|v|verbose|watch|ci|silent|debug|strict|diff|list-different|no-[\w-]+)$/,
  inOneWord: [
    /-(?:javaagent|agentlib|agentpath|Xbootclasspath\S*):/,
    /^[-/](?:p|property)[:=]\w*(?:Event|Command|Exec\w*|ToolExe|ToolPath|Import\w*|Targets\w*|Props\w*)=/i,
  ],
  ofCompilers:
    /^-{1,2}(?:f(?:pass-)?plugin|specs|wrapper$|B|plugin|load|processor|pgm|Xplugin|fuse-ld|config|extern|C|Clinker|Z|Wl,-{1,2}plugin|pkg-importer|cp$|class-?path|module-path|p$|ccbin|compiler-bindir)|^@/,
};

/** By the command with its subcommands; a tool may be of several rows. */
const TOOLS: readonly (readonly [title: RegExp, code: ToolCode])[] = [
  [
    /^(?:gcc|g\+\+|cc|c\+\+|clang\S*|ld|as|ar|rustc|javac|kotlinc|scalac|swiftc|nasm|ghc|dotnet|sass|lessc|source|\.|eval|go tool.*)$/,
    { runsNone: true },
  ],
  [
    /^(?:jest|vitest|mocha|ava|tap|tape|uvu|borp|playwright|cypress|wdio|karma|jasmine|codeceptjs|testcafe|nightwatch|cucumber(?:-js)?|behave|robot|behat|codecept|pytest|py\.test|unittest|nox|locust|streamlit|rspec|minitest|phpunit|pest|bats|node|deno|bun|go (?:test|run)|gotestsum|ginkgo)(?: |$)/,
    { runsOperands: true },
  ],
  [/^(?:turbo|nx|lerna|npm-run-all2?|run-[sp]|wireit|wsrun)(?: |$)/, { handsOn: true }],
  [/^(?:pytest|py\.test)(?: |$)/, { sets: true }],
  [/^sphinx-\w+$/, { fillsLast: true }],
  // Behind Cypress’s `--project` stands the folder that it runs, and pytest’s `-s` takes no word.
  [/^vitest\b/, { chooses: /^--(?:project|selectProjects)$/ }],
  [/^(?:playwright|jest)\b/, { chooses: /^--(?:project|selectProjects)$|^-[jw]$/ }],
  [/^nox\b/, { chooses: /^-s$/ }],
  [/^go\b/, { runs: /^--?exec$/ }],
  [
    /^cargo\b/,
    { runningSetting: /runner|rustc|rustdoc|wrapper|linker|flags|alias|credential|^source|^registr|^paths|^env/ },
  ],
  // sbt evaluates what is set, and runs what it is told to.
  [/^sbt$/, { evaluates: /(?:^|;)\s*(?:eval|set|consoleProject|!)/ }],
  [/^g?make$|^just$|^task$|^nmake$/, { putsIn: true, evaluates: /^\w+[:+?]?=.*[;&|`<>\n]|^\w+[:+?]?=.*\$[({]/s }],
];

export const PROJECT_CODE: ProjectCode = {
  of: (title) => Object.assign({}, ...TOOLS.flatMap(([own, code]) => (own.test(title) ? [code] : []))) as ToolCode,
  options: OPTIONS,
};
