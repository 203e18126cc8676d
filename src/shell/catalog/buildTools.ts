import { act, actOnFile } from '../act.ts';
import { plainArg } from '../arg.ts';
import { has } from '../call.ts';
import type { Call } from '../call.ts';
import type { Tool } from './tool.ts';

export const buildTools: readonly Tool[] = [
  {
    names:
      'rustc gcc g++ cc c++ clang clang++ ld as ar ranlib strip cmake ninja meson bazel bazelisk buck2 scons ccache nasm emcc zig gfortran swiftc nvcc xcodebuild fastlane pod carthage flutter dart swift-build nimble nim dub stack cabal opam dune mix rebar3 swift lein sbt gradle gradlew ./gradlew mvn mvnw ./mvnw ant ivy',
    free: true,
    stop: true,
    single: true,
    also: buildTool,
    examples: {
      held: {
        './gradlew test': 'exec.project',
        'mvn deploy': 'publish.release exec.project',
        'mvn clean': 'file.delete',
        './gradlew clean build': 'file.delete exec.project',
        'mix ecto.drop': 'sql.drop exec.project',
      },
      passed: ['gcc --version'],
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
  bazel: /^(?:version|info|help|query|cquery)/,
  stack: /^(?:path|--version|ls)/,
  opam: /^(?:list|show|switch list|var|--version)/,
  nimble: /^(?:list|search|path|dump)/,
};

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

/** Build tools run the workspace's own code; a few of their words publish, or drop a database. */
function buildTool(call: Call): void {
  const names = call.args.filter((arg) => !arg.value.startsWith('-')).map((arg) => arg.value);
  if (call.args.length > 0 && call.args.every((arg) => /^--?(?:version|help|v|V|h|vV)$/.test(arg.value))) return;
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
  const title = [call.title.replace('./', ''), ...said.slice(0, 2)].join(' ');
  if (
    /^(?:\.\/)?(?:mvnw?|gradlew?|sbt|lein|dart|pod|flutter|mix|nimble|ant|fastlane)$/.test(call.title) &&
    names.some((name) =>
      /^(?:deploy|publish\w*|:?\w*:publish\w*|release(?::perform)?|hex\.publish|trunk|upload|uploadArchives)$/.test(
        name,
      ),
    )
  ) {
    act(call, 'publish.release', 'package', call.state.cwd ?? '.', call.range, { undo: 'none' });
  }
  if (call.title === 'mix') {
    for (const name of names) {
      if (/^ecto\.(?:drop|reset)$/.test(name)) act(call, 'sql.drop', 'database', '*', call.range);
      else if (/^ecto\.(?:migrate|rollback|load)$/.test(name))
        act(call, name === 'ecto.rollback' ? 'sql.drop' : 'sql.alter', 'database', '*', call.range);
      else if (/^(?:deps\.get|deps\.update|local\.hex|archive\.install)$/.test(name))
        act(call, 'exec.install', 'package', '*', call.range);
    }
  }
  for (const name of names)
    if (/flyway(?:Clean|:clean)|liquibase(?:DropAll|:dropAll)/.test(name))
      act(call, 'sql.drop', 'database', '*', call.range);
  if (has(call, 'install')) act(call, 'exec.install', 'package', '*', call.range);
  act(call, 'exec.project', 'operation', title, call.range);
}
