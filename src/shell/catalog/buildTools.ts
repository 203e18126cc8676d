import { act, actOnFile, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { unknownFlow } from '../state/flow.ts';
import { embedArg } from '../calls/embed.ts';
import { runWords } from '../calls/innerCommand.ts';
import { isInside } from '../effects/paths.ts';
import { installsProject } from './installs.ts';
import { rollsBack } from './migrationTasks.ts';
import type { Tool } from './tool.ts';

export const buildTools: readonly Tool[] = [
  {
    names:
      'rustc gcc g++ cc c++ clang clang++ ld as ranlib strip cmake ninja meson bazel bazelisk buck2 scons ccache nasm emcc zig gfortran swiftc nvcc xcodebuild fastlane pod carthage flutter dart swift-build nimble nim dub stack cabal opam dune mix rebar3 swift lein sbt gradle gradlew ./gradlew mvn mvnw ./mvnw ant ivy',
    free: true,
    stop: true,
    single: true,
    also: buildTool,
    examples: {
      held: {
        './gradlew test': 'exec.project',
        'mvn deploy': 'publish.release exec.project',
        'mvn clean': 'file.delete',
        'cmake -E rm -rf src': 'file.delete',
        'cmake -E env A=1 rm x': 'file.delete',
        'gcc a.c -o a && ./a': 'exec.project',
        'gcc -x c /tmp/a.c -o a && ./a': 'exec.project',
        "printf 'int main(){}' > a.c; gcc a.c && ./a.out": 'exec.project file.write',
        './gradlew clean build': 'file.delete exec.project',
        'mix ecto.drop': 'sql.drop exec.project',
        'ninja -v': 'exec.project',
        'bazel query //...': 'exec.project',
        'gradle tasks': 'exec.project',
        './gradlew dependencies': 'exec.project',
        'mvn dependency:tree': 'exec.project',
        'sbt dependencyTree': 'exec.project',
        'scons -h': 'exec.project',
        './gradlew --version': 'exec.project',
      },
      passed: ['gcc --version', 'bazel info', 'gradle --version', 'mvn -v'],
    },
  },
];

const BUILD_QUESTIONS: Readonly<Record<string, RegExp>> = {
  rustc: /^--(?:print|explain)\b/,
  gcc: /^-(?:dump|print-|v$|-print)/,
  clang: /^-(?:dump|print-|v$|-print)/,
  flutter: /^(?:doctor|devices|emulators|channel$|config$|help|--version|pub (?:outdated|deps))/,
  dart: /^(?:--version|info|help|pub (?:outdated|deps|global list))/,
  xcodebuild: /^-(?:list|version|showsdks|showBuildSettings|showdestinations)/,
  cmake: /^--(?:help|system-information|list-presets)/,
  zig: /^(?:version|env|targets|help|libc)/,
  mix: /^(?:hex\.info|hex\.outdated|help|--version)/,
  pod: /^(?:--version|outdated|search|list|env|repo list|spec which)/,
  // A query loads the rules of the workspace's repositories, which may run programs.
  bazel: /^(?:version|info|help)/,
  stack: /^(?:path|--version|ls)/,
  opam: /^(?:list|show|switch list|var|--version)/,
  nimble: /^(?:list|search|path|dump)/,
};

/** To others, such as `ninja` and `ant`, the letter is "verbose", and they build. */
const TELLS_BY_V =
  /^(?:rustc|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|ld|as|nasm|gradle|mvn|lein|mix|emcc|zig|ghc|nim|nimble|dart|elixir)$/;

/** Letters by which a tool only speaks of itself. To print its help scons runs the SConstruct. */
function tellsBy(title: string): RegExp {
  if (title === 'scons') return /^-[vH]$/;
  return TELLS_BY_V.test(title) ? /^-(?:v|V|h|vV)$/ : /^-(?:h|V)$/;
}

/** Questions about the tool itself or what is installed: no code of the workspace runs. */
function asksBuildTool(title: string, words: readonly string[]): boolean {
  const name = title.replace(/^(?:g\+\+|cc|c\+\+)$/, 'gcc').replace(/^clang\+\+$/, 'clang');
  return BUILD_QUESTIONS[name]?.test(words.join(' ')) === true;
}

/** The folder of its own output that the word `clean` empties, by convention and unless the project's settings say another. */
const CLEANS: Readonly<Record<string, string>> = {
  mvn: 'target',
  mvnw: 'target',
  gradle: 'build',
  gradlew: 'build',
  sbt: 'target',
  lein: 'target',
  flutter: 'build',
};

const COMPILER = /^(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|gfortran|nvcc|rustc|swiftc)$/;

/** `gcc a.c -o a && ./a` runs the workspace's own code, as `go run` does, where it compiles its files and nothing else. */
function compiles(call: Call): void {
  if (!COMPILER.test(call.title) || call.args.some((arg) => arg.dynamic || arg.processSubstitution)) return;
  const words = call.args.map(({ value }) => value);
  if (
    words.some((word) => /^-(?:[cSE]$|-emit|fplugin|B|specs|wrapper|Xlinker|include|x$|L|l.*\/|C linker)|^@/.test(word))
  )
    return;
  const at = words.indexOf('-o');
  const out = at === -1 ? (call.title === 'rustc' ? undefined : plainArg('a.out', call.range)) : call.args[at + 1];
  const sources = call.args.filter(({ value }, index) => !value.startsWith('-') && (at === -1 || index !== at + 1));
  const isOwn = (source: Arg): boolean => {
    const path = pathOf(call, source);
    return path !== undefined && isInside(path, call.scope.workspace) && !call.scope.files.has(path);
  };
  const path = out === undefined ? undefined : pathOf(call, out);
  if (path === undefined || sources.length === 0 || !sources.every(isOwn)) return;
  call.scope.files.set(path, { ...unknownFlow(call.range), local: true, built: true });
}

/** `pod trunk add-owner NAME WHO`, `mix hex.owner add NAME WHO`: who may publish, from now on. */
function changesOwner(names: readonly string[]): boolean {
  const [first = '', second = ''] = names;
  return (
    (first === 'trunk' && /^(?:add|remove)-owner$/.test(second)) ||
    (first === 'hex.owner' && /^(?:add|remove|transfer)$/.test(second))
  );
}

/** `pod trunk VERB NAME`: what CocoaPods itself keeps. */
function podTrunk(call: Call, names: readonly string[]): void {
  const [, verb = '', name] = names;
  if (/^(?:me|info)$/.test(verb)) return;
  if (verb === 'push')
    act(call, 'publish.release', 'package', name?.replace(/\.podspec(?:\.json)?$/, '') ?? '.', call.range, {
      undo: 'none',
    });
  else if (/^(?:delete|deprecate)$/.test(verb))
    act(call, 'publish.remove', 'package', name ?? '*', call.range, { undo: 'none' });
  else act(call, 'system.change', 'secret', 'pod trunk', call.range);
}

/** What `cmake -E` calls other programs' work. */
const CMAKE_WORDS: Readonly<Record<string, readonly string[]>> = {
  rm: ['rm'],
  remove: ['rm', '-f'],
  remove_directory: ['rm', '-rf'],
  copy: ['cp', '-r'],
  copy_directory: ['cp', '-r'],
  copy_directory_if_different: ['cp', '-r'],
  copy_if_different: ['cp'],
  rename: ['mv'],
  touch: ['touch'],
  touch_nocreate: ['touch'],
  make_directory: ['mkdir', '-p'],
  create_symlink: ['ln', '-s'],
  create_hardlink: ['ln'],
  compare_files: ['cmp'],
  cat: ['cat'],
  md5sum: ['md5sum'],
  sha256sum: ['sha256sum'],
  echo: ['echo'],
  env: ['env'],
  environment: ['printenv'],
  time: ['time'],
  tar: ['tar'],
  sleep: ['sleep'],
  true: ['true'],
  false: ['false'],
};

/** `cmake -E WORD …` */
function cmakeActs(call: Call): void {
  const [, verb, ...rest] = call.args;
  if (verb === undefined || verb.value === 'capabilities') return;
  const said = verb.dynamic || !Object.hasOwn(CMAKE_WORDS, verb.value) ? undefined : CMAKE_WORDS[verb.value];
  if (said === undefined) opaque(call, verb.value, verb.range, 'problem.unknown-command');
  else runWords(call, [...said.map((word) => plainArg(word, verb.range)), ...rest]);
}

/** Build tools run the workspace's own code; a few of their words publish, or drop a database. */
function buildTool(call: Call): void {
  if (/^cmake3?$/.test(call.title) && call.args[0]?.value === '-E') {
    cmakeActs(call);
    return;
  }
  const names = call.args.filter((arg) => !arg.value.startsWith('-')).map((arg) => arg.value);
  const words = call.args.map(({ value }) => value);
  const letters = tellsBy(call.title);
  if (words.length > 0 && words.every((word) => /^--?(?:version|help)$/.test(word) || letters.test(word))) return;
  if (
    asksBuildTool(
      call.title,
      call.args.map((arg) => arg.value),
    )
  )
    return;
  const folder = CLEANS[call.title.replace('./', '')];
  const cleans = folder !== undefined && names.includes('clean');
  if (cleans) {
    const tree: Call = { ...call, traits: new Set([...call.traits, 'recursive']) };
    actOnFile(tree, 'delete', plainArg(`${folder}/`, call.range));
  }
  const said = cleans ? names.filter((name) => name !== 'clean') : names;
  if (cleans && said.length === 0) return;
  // A program in the command line itself, in a language that is not read here.
  if (/^swift$/.test(call.title) && words.includes('-e')) {
    opaque(call, call.title, call.range, 'problem.opaque-code');
    return;
  }
  // `mix run -e CODE`: the application is started, and then the code.
  const code =
    call.title === 'mix' && words[0] === 'run' ? words.findIndex((word) => /^(?:-e|--eval)$/.test(word)) : -1;
  if (code !== -1) {
    const text = call.args[code + 1];
    act(call, 'exec.project', 'operation', 'mix run', call.range);
    if (text !== undefined) embedArg(call, text, { language: 'code', dialect: 'elixir' });
    return;
  }
  // Maven's plugin starts the program that a property names.
  const program = /^(?:\.\/)?mvnw?$/.test(call.title)
    ? call.args.find(({ value }) => /^-Dexec\.executable=/.test(value))
    : undefined;
  if (program !== undefined) opaque(call, program.value, program.range, 'problem.runs-program');
  // `mvn GROUP:ARTIFACT:VERSION:GOAL`: a plugin that no settings of the project name is fetched and run.
  if (/^(?:\.\/)?mvnw?$/.test(call.title))
    for (const arg of call.args)
      if (
        /^[\w.-]+:[\w.-]+:(?:[\w.-]+:)?[\w.-]+$/.test(arg.value) &&
        !/^org\.(?:apache\.maven|codehaus\.mojo)\b/.test(arg.value)
      )
        act(call, 'exec.install', 'package', arg.value, arg.range, { traits: ['runs-now'] });
  // A compiler, or any other program.
  if (call.title === 'ccache' && call.args[0] !== undefined && !call.args[0].value.startsWith('-')) {
    runWords(call, call.args);
    return;
  }
  // Behind Swift's verb stand values of options: `swift build -c release`.
  const title = [
    call.title.replace('./', ''),
    ...said.slice(0, /^(?:build|run|test)$/.test(said[0] ?? '') && call.title === 'swift' ? 1 : 2),
  ].join(' ');
  if (
    /^(?:\.\/)?(?:mvnw?|gradlew?|sbt|swift|lein|dart|pod|flutter|mix|nimble|ant|fastlane|cabal|stack|opam)$/.test(
      call.title,
    ) &&
    // `swift build -c release` only says how it is built.
    !(call.title === 'swift' && /^(?:build|run|test)$/.test(names[0] ?? '')) &&
    !changesOwner(names) &&
    names.some((name) =>
      /^(?:deploy|publish\w*|:?\w*:publish\w*|[\w.:-]+-plugin(?::[\w.-]+)?:(?:publish|deploy|deploy-file)|release(?::perform)?|hex\.publish|upload|uploadArchives|deliver|supply|pilot|submit|upload_to_\w+|\+publish\w*|jib:build|.*:jib:build)$/.test(
        name,
      ),
    )
  ) {
    act(call, 'publish.release', 'package', call.state.cwd ?? '.', call.range, { undo: 'none' });
  }
  if (call.title === 'pod' && words[0] === 'trunk') {
    podTrunk(call, names);
    return;
  }
  // Certificates and profiles of the whole team, at Apple's.
  if (call.title === 'fastlane' && /^match nuke/.test(names.join(' '))) {
    act(call, 'infra.destroy', 'resource', `certificates/${names[2] ?? '*'}`, call.range, { undo: 'none' });
    return;
  }
  if (changesOwner(names)) {
    act(call, 'infra.change', 'package', names[2] ?? '*', call.range);
    return;
  }
  // They build what somebody else has written.
  if (
    /^(?:opam|cabal|nimble|carthage|dub)$/.test(call.title) &&
    /^(?:install|reinstall|upgrade|update|add|fetch|bootstrap)$/.test(names[0] ?? '')
  ) {
    const packages = names.slice(1).filter((name) => name !== '.');
    for (const name of packages.length > 0 ? packages : ['*']) act(call, 'exec.install', 'package', name, call.range);
    return;
  }
  if (call.title === 'opam' && /^(?:remove|uninstall|purge)$/.test(names[0] ?? '')) {
    for (const name of names.slice(1)) act(call, 'file.delete', 'package', name, call.range);
    return;
  }
  if (call.title === 'mix') {
    for (const name of names) {
      if (/^ecto\.(?:drop|reset)$/.test(name)) act(call, 'sql.drop', 'database', '*', call.range);
      else if (name === 'ecto.rollback') rollsBack(call);
      else if (/^ecto\.(?:migrate|load)$/.test(name)) act(call, 'sql.alter', 'database', '*', call.range);
      else if (/^hex\.(?:retire|organization)$/.test(name) && !names.includes('list'))
        act(call, 'publish.remove', 'package', names[1] ?? '*', call.range, { undo: 'none' });
      else if (name === 'deps.get') installsProject(call, 'mix.lock');
      else if (/^(?:deps\.update|local\.hex|archive\.install)$/.test(name))
        act(call, 'exec.install', 'package', '*', call.range);
    }
  }
  for (const name of names)
    if (/flyway(?:Clean|:clean)|liquibase(?:DropAll|:dropAll)/.test(name))
      act(call, 'sql.drop', 'database', '*', call.range);
  if (has(call, 'install')) act(call, 'exec.install', 'package', '*', call.range);
  act(call, 'exec.project', 'operation', title, call.range);
  compiles(call);
}
