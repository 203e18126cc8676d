import type { PackageScriptRequest } from '../../reading/reader.ts';
import { absorb, act, actOnFile, opaque, runsElsewhere } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { isCloned, settingsKept } from '../effects/diskAsks.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg, slice } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { bindFile, contextOf, embedFile } from '../calls/embed.ts';
import { textFlow, unknownFlow } from '../state/flow.ts';
import type { Flow } from '../state/flow.ts';
import { absolute } from '../effects/paths.ts';
import { addEmbedded } from '../state/run.ts';
import { fork } from '../state/scope.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import { dangerOf } from '../commands/variables.ts';
import { workIn } from '../calls/meaning.ts';
import { isInside } from '../effects/paths.ts';
import { familyOf, toolNamed } from './lookup.ts';
import { packagesOf } from './workspaces.ts';

/** Asks for the text of a package script or a recipe; the loop says `exec.project` and reads it. */
export function requestScript(
  call: Call,
  runner: PackageScriptRequest['runner'],
  name: Arg,
  words: readonly Arg[] = [],
): void {
  if (name.dynamic) {
    opaque(call, `${call.title} ${name.value}`, name.range, 'problem.dynamic', ['dynamic']);
    return;
  }
  const directory = call.state.cwd;
  const packages = runner === 'npm' ? packagesOf(call, name) : undefined;
  if (directory === undefined) {
    act(call, 'exec.project', 'operation', `${call.title} ${name.value}`, name.range, {
      certainty: 'possible',
      traits: ['dynamic'],
    });
    return;
  }
  if (isCloned(call, directory)) {
    act(call, 'exec.project', 'operation', `${runner} ${name.value}`, name.range);
    return;
  }
  if (packages?.some((named) => isPathOutside(call, named)) === true)
    opaque(call, name.value, name.range, 'problem.unread-file');
  addEmbedded(call.shell.run, {
    want: {
      request: 'package-script',
      directory,
      runner,
      name: name.value,
      ...(packages === undefined ? {} : { packages }),
      ...(words.length === 0 ? {} : { words: words.map(asShellText).join(' ') }),
    },
    range: name.range,
    verbatim: false,
    context: contextOf(call),
  });
  call.state.weighty = true;
}

function isPathOutside({ scope, state }: Call, named: string): boolean {
  return /^[./~]/.test(named) && !isInside(absolute(named, state.cwd ?? scope.cwd, scope.home), scope.workspace);
}

/** `npm run NAME -- args`. */
export function runsScript(call: Call): void {
  const [name, ...rest] = call.parsed.operands;
  if (call.title.startsWith('npm')) {
    npmFolder(call, rest);
    loadsByNode(call);
  }
  if (name === undefined) return;
  requestScript(call, 'npm', name, wordsForScript(call, rest));
  for (const arg of rest) absorb(call, arg.flow);
}

/** What a script gets of the words behind its name: npm takes options for its own up to the dashes, others give it all. */
function wordsForScript(call: Call, words: readonly Arg[]): readonly Arg[] {
  const dashes = words.findIndex(({ value }) => value === '--');
  const behind = dashes === -1 ? [] : words.slice(dashes + 1);
  const before = dashes === -1 ? words : words.slice(0, dashes);
  if (!call.title.startsWith('npm')) return [...before, ...behind];
  const isOwn = ({ value }: Arg, index: number): boolean =>
    value.startsWith('-') || /^(?:-w|-C|--(?:workspace|prefix|loglevel))$/.test(before[index - 1]?.value ?? '');
  return [...before.filter((word, index) => !isOwn(word, index)), ...behind];
}

/**
 * The word as a shell takes it again. What is known only when it runs stays so; a pattern stays one. Older npm and pnpm put words between
 * double quotes, in which the shell goes on to run what stands in `$(…)`.
 */
function asShellText({ value, dynamic, loose, glob }: Arg): string {
  if (dynamic) return loose ? '$KEYTURN_WORD' : '"$KEYTURN_WORD"';
  if (/\$\(|`/.test(value)) return `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
  const quoted = (text: string): string =>
    /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  if (!glob) return quoted(value);
  return value
    .split(/([*?[\]]+)/)
    .map((part, index) => (index % 2 === 1 || part === '' ? part : quoted(part)))
    .join('');
}

/** Settings by which npm takes another shell or program, what a package is built with among them, or other settings. */
const SETS_NPM =
  /^--(?:config\.)?(?:script-shell|shell|userconfig|globalconfig|node-gyp|nodedir|python|git|init-module|onload-script|(?:global-)?pnpmfile)(?:=|$)/;

/** `--node-options`: what Node.js loads before the script's own program, or that of a package that is installed. */
export function loadsByNode(call: Call): void {
  const { words } = call.state;
  for (const [index, word] of words.entries()) {
    if (word.value === '--') return;
    if (SETS_NPM.test(word.value)) opaque(call, word.value, word.range, 'problem.runs-program');
    const equals = /^--(?:config\.)?node-options=/.exec(word.value)?.[0].length;
    const given = equals === undefined ? word : slice(word, equals);
    if (equals === undefined && words[index - 1]?.value !== '--node-options') continue;
    if (given.dynamic || dangerOf('NODE_OPTIONS', given.value, true) !== 'none')
      opaque(call, given.value, given.range, 'problem.environment');
  }
}

/** npm takes its own options behind the name of a script too, up to the dashes; other tools give them to the script. */
function npmFolder(call: Call, words: readonly Arg[]): void {
  for (const [index, word] of words.entries()) {
    if (word.value === '--') return;
    const next = words[index + 1];
    const named = /^--prefix=/.exec(word.value)?.[0].length;
    if (named !== undefined) workIn(call, slice(word, named));
    else if (/^(?:--prefix|-C)$/.test(word.value) && next !== undefined) workIn(call, next);
  }
}

/** `npm test`, `npm start`: scripts with a command of their own. */
export function ownScript(name: string): (call: Call) => void {
  return (call) =>
    runsScript({ ...call, parsed: { ...call.parsed, operands: [plainArg(name, call.range), ...call.args] } });
}

/** `npx TOOL`, `pnpm dlx TOOL`: a tool the catalogue knows is read as that tool; any other is third-party code. */
export function runsPackage(call: Call): void {
  const text = valueOf(call, 'c', 'call', 'shell-mode');
  if (text !== undefined) {
    runShellText(call, text);
    return;
  }
  loadsByNode(call);
  const [tool, ...rest] = call.parsed.operands;
  if (tool === undefined) return;
  const bare = packageTool(tool.value);
  const from = valueOf(call, 'p', 'package', 'from', 'spec', 'with');
  const known = toolNamed(call.shell.run, bare);
  if (from !== undefined) act(call, 'exec.install', 'package', from.value, from.range);
  if (known === undefined || tool.dynamic) {
    act(
      call,
      'exec.install',
      tool.dynamic ? 'unknown' : 'package',
      tool.value,
      tool.range,
      tool.dynamic ? { certainty: 'possible', traits: ['dynamic', 'runs-now'] } : { traits: ['runs-now'] },
    );
    for (const arg of rest) absorb(call, arg.flow);
    return;
  }
  // `npx ls` is a package of that name, fetched and run, whatever the system's own `ls` does; `pnpm exec ls` is the system's.
  if (!/^(?:pnpm|yarn) exec$/.test(call.title) && !comesAsPackage(call, bare))
    act(call, 'exec.install', 'package', tool.value, tool.range, { traits: ['runs-now'] });
  runWords(call, [{ ...tool, value: bare, offsets: new Array<number>(bare.length).fill(tool.range[0]) }, ...rest]);
}

/** Runners of what the project's settings name: a script there may bear any program's name. */
const RUNS_SCRIPTS = /^(?:(?:poetry|pdm|pipenv|rye|hatch|uv|pixi|mise|rtx|devbox) run)$/;

/** `hatch run lint:all`, `poetry run serve`: a script of the project's settings, or a program that is known. */
export function runsProjectProgram(call: Call): void {
  const { operands } = call.parsed;
  const [name] = operands;
  const script =
    name !== undefined &&
    !name.dynamic &&
    RUNS_SCRIPTS.test(call.title) &&
    /^[A-Za-z][\w-]*(?:[:.][\w-]+)*$/.test(name.value) &&
    !/\.(?:py|sh)$/.test(name.value) &&
    (LIKELY_SCRIPTS.test(name.value) || !comesAsPackage(call, name.value)) &&
    familyOf(call.shell.run, name.value) !== 'packagesPython';
  if (script) act(call, 'exec.project', 'operation', `${call.title} ${name.value}`, name.range);
  // What the name would do where no script bears it may be worse.
  if (!script || toolNamed(call.shell.run, name.value) !== undefined) runWords(call, operands);
  else for (const arg of operands) absorb(call, arg.flow);
}

const PACKAGES: Readonly<Record<string, string>> = {
  '@biomejs/biome': 'biome',
  '@railway/cli': 'railway',
  '@angular/cli': 'ng',
  'sequelize-cli': 'sequelize',
  '@nestjs/cli': 'nest',
  'firebase-tools': 'firebase',
  'netlify-cli': 'netlify',
  'aws-cdk': 'cdk',
  serverless: 'sls',
  '@vscode/vsce': 'vsce',
  '@tauri-apps/cli': 'tauri',
  typescript: 'tsc',
  '@playwright/test': 'playwright',
  '@anthropic-ai/claude-code': 'claude',
  '@openai/codex': 'codex',
  '@google/gemini-cli': 'gemini',
  '@qwen-code/qwen-code': 'qwen',
  '@sourcegraph/amp': 'amp',
  '@github/copilot': 'copilot',
  '@charmland/crush': 'crush',
  '@augmentcode/auggie': 'auggie',
  '@continuedev/cli': 'cn',
  'opencode-ai': 'opencode',
};

function packageTool(spec: string): string {
  // `@scope/name@1.2`: the version stands behind the last slash, a scope in front of it.
  const version = spec.indexOf('@', Math.max(1, spec.lastIndexOf('/')));
  const bare = version === -1 ? spec : spec.slice(0, version);
  return PACKAGES[bare] ?? bare;
}

/** Families whose programs come as packages of `node_modules`. */
export const PACKAGED: readonly string[] =
  'project projectPrograms projectMachines ledgers migrations prisma nodeOrms rails django doctrine flyway packagesJs packageReleases taskRunners infrastructure terraform pulumi ansible platforms heroku fly railway vercel cloudflare supabase firebase clouds aws gcloud azure buckets interpreters python node editors browsers'.split(
    ' ',
  );
/** Programs of other families that come so too, under names that no script bears. */
const PACKAGED_PROGRAMS =
  /^(?:rimraf|del-cli|trash|shx|cross-env|dotenv|dotenvx|concurrently|nodemon|lerna|c8|nyc|npm-run-all|run-s|run-p|asar|@electron\/asar|ast-grep|svgo|elasticdump|claude|codex|gemini|opencode|copilot|qwen|vsce|ovsx|js-yaml|json2yaml|sass|terser|prettier)$/;
const LIKELY_SCRIPTS =
  /^(?:serve|watch|migrate|platform|cap|clever|task|make|render|release|air|wire|tap|act|alex|go-task)$/;

/** A program that comes as a package; a script of the same name would be read instead, so common names are scripts. */
function isPackageProgram(call: Call, name: string): boolean {
  if (PACKAGED_PROGRAMS.test(name)) return toolNamed(call.shell.run, name) !== undefined;
  return !LIKELY_SCRIPTS.test(name) && comesAsPackage(call, name);
}

/** A program of which nobody thinks as the system's own: what fetches a package of its name gets that program. */
function comesAsPackage({ shell: { run } }: Call, name: string): boolean {
  if (PACKAGED_PROGRAMS.test(name)) return toolNamed(run, name) !== undefined;
  const family = familyOf(run, name);
  return family !== undefined && PACKAGED.includes(family);
}

/** `yarn NAME`, `pnpm NAME`, `bun NAME`: a script of package.json, or a program of `node_modules/.bin`. */
export function scriptOrTool(call: Call): void {
  const [name, ...rest] = call.parsed.operands;
  if (name === undefined) return;
  if (/^https?:\/\//i.test(name.value)) {
    act(call, 'exec.download', 'unknown', name.value, name.range, { traits: ['downloaded'] });
    return;
  }
  if (isPackageProgram(call, name.value)) runWords(call, [name, ...rest]);
  else if (call.title.startsWith('bun') && /\/|\.(?:[cm]?[jt]sx?|sh)$/.test(name.value)) runsSource(call, name, rest);
  else runsScript(call);
}

/** `bun FILE`, `bun run FILE`: its ending may be left out, and of a folder it takes the index. */
function runsSource(call: Call, file: Arg, args: readonly Arg[]): void {
  const path = pathOf(call, file);
  if (path === undefined || /\.\w+$/.test(path)) {
    embedFile(
      call,
      file,
      path?.endsWith('.sh') === true
        ? { language: 'shell', dialect: 'bash', args }
        : { language: 'code', dialect: 'javascript' },
    );
  } else {
    const others = ['.ts', '.tsx', '.js', '/index.ts', '/index.tsx', '/index.js'].map((ending) => path + ending);
    embedFile(call, file, { language: 'code', dialect: 'javascript', others });
  }
  call.state.weighty = true;
  for (const arg of args) absorb(call, arg.flow);
}

/** Names and values that `npm pkg set` and `npm config set` make stay. */
export function setsPackage(call: Call): void {
  const written = plainArg('package.json', call.range);
  actOnFile(call, 'write', written);
  for (const arg of call.parsed.operands) {
    if (/^(?:scripts|bin|bin\..*|husky|lint-staged)/.test(arg.value)) {
      act(call, 'persist.install', 'operation', arg.value.split('=')[0] ?? arg.value, arg.range);
    }
  }
}

export function setsConfig(call: Call): void {
  const [name] = call.parsed.operands;
  act(call, 'persist.install', 'operation', `${call.title} ${name?.value ?? ''}`.trim(), call.range);
}

/** A makefile whose text stands in the command: through a pipe or `<(…)`, or written to a file before. */
function writtenMakefile(call: Call, file: Arg | undefined): Flow | undefined {
  if (file?.value === '-') return call.stdin ?? unknownFlow(call.range);
  if (file?.processSubstitution === true) return file.flow ?? unknownFlow(file.range);
  const { cwd } = call.state;
  const names = file === undefined ? ['GNUmakefile', 'makefile', 'Makefile'] : [file.value];
  const path =
    file?.dynamic === true || cwd === undefined ? undefined : names.map((name) => absolute(name, cwd, call.scope.home));
  return path?.map((one) => call.scope.files.get(one)).find((flow) => flow !== undefined);
}

/** What each recipe's lines do, whichever target is made: prerequisites and variables are not followed. */
function readRecipes(call: Call, makefile: Flow): void {
  for (const match of makefile.text?.matchAll(/^(?:\t|[^\s#:=][^:=\n]*:[^;=\n]*;)[ \t]*[-@+]*(.+)$/gm) ?? [])
    call.shell.text(match[1] ?? '', fork(call.scope), { kind: 'fixed', whole: makefile.range }, undefined);
}

/** A compiler by its usual name, a version or a target before it: what any makefile starts. */
const COMPILER =
  /^(?:CC|CXX|LD|AR)=(?:(?:ccache|sccache) )?(?:[a-z0-9_]+(?:-[a-z0-9_]+){1,3}-)?(?:gcc|g\+\+|cc|c\+\+|clang|clang\+\+|ld|ar|icc|icx|tcc|nvcc|mpicc|mpicxx|emcc|em\+\+)(?:-\d+(?:\.\d+)*)?$/;

/** make: every target, and variables on the command line that name programs. */
export function makes(call: Call): void {
  const { operands } = call.parsed;
  const targets = operands.filter((arg) => !/^[A-Za-z_][\w.]*[:+?]?=/.test(arg.value));
  // A file of the name `a:=$(shell …).c` is a variable, which make makes at once.
  const name = operands.find(({ glob }) => glob);
  if (name !== undefined) opaque(call, name.value, name.range, 'problem.dynamic', ['dynamic']);
  for (const arg of operands)
    if (/^(?:SHELL|MAKE|CC|CXX|LD|AR)=/.test(arg.value) && !COMPILER.test(arg.value))
      opaque(call, arg.value, arg.range, 'problem.environment');
  for (const text of call.parsed.given.filter(({ name }) => name === 'eval' || name === 'E'))
    if (text.value !== undefined) {
      opaque(call, text.value.value, text.value.range, 'problem.runs-program');
      readRecipes(call, textFlow(text.value.value, text.value.range));
    }
  if (has(call, 'n', 'just-print', 'q', 'p')) {
    // Even a dry run expands `$(shell …)` of the makefile.
    act(call, 'exec.project', 'operation', `${call.title} -n`, call.range);
    return;
  }
  runsElsewhere(call);
  const file = valueOf(call, 'f', 'file');
  const written = writtenMakefile(call, file);
  if (written !== undefined) {
    opaque(call, call.title, written.range, 'problem.unknown-input');
    readRecipes(call, written);
    return;
  }
  if (file !== undefined) {
    const path = pathOf(call, file);
    if (path === undefined || !isInside(path, call.scope.workspace)) {
      opaque(call, file.value, file.range, file.dynamic ? 'problem.dynamic' : 'problem.unread-file');
      return;
    }
    const words = targets.map(({ value }) => value);
    act(call, 'exec.project', 'operation', [call.title, '-f', file.value, ...words].join(' '), file.range);
    settingsKept(call, file.range, false, { script: path });
    bindFile(call, path, file.range);
    return;
  }
  for (const target of targets.length > 0 ? targets : [plainArg('', call.range)]) requestScript(call, 'make', target);
}

export function recipes(runner: 'just' | 'task'): (call: Call) => void {
  return (call) => {
    if (has(call, 'list', 'l', 'summary', 'show', 'dry-run', 'n', 'dry', 'dump', 'evaluate')) return;
    // A list of recipes that stands in the command itself is in nobody's workspace.
    const file = valueOf(call, 'f', 'justfile', 'taskfile', 't');
    if (file?.processSubstitution === true || file?.value === '-') {
      const flow = file.flow ?? call.stdin ?? unknownFlow(file.range);
      opaque(call, call.title, file.range, 'problem.unknown-input');
      for (const line of flow.text?.split('\n') ?? []) {
        const command = /^\s+[@-]*(\S.*)$/.exec(line)?.[1];
        if (command !== undefined)
          call.shell.text(command, fork(call.scope), { kind: 'fixed', whole: flow.range }, undefined);
      }
      return;
    }
    runsElsewhere(call);
    for (const shell of valuesOf(call, 'shell', 'shell-arg', 'dotenv-path', 'E'))
      opaque(call, shell.value, shell.range, 'problem.runs-program');
    call.args.forEach((arg, index) => {
      if (call.args[index - 2]?.value === '--set' && !/^[\w./:@+-]*$/.test(arg.value))
        opaque(call, arg.value, arg.range, 'problem.dynamic');
    });
    if (file !== undefined) {
      const path = pathOf(call, file);
      if (path === undefined || !isInside(path, call.scope.workspace)) {
        opaque(call, file.value, file.range, file.dynamic ? 'problem.dynamic' : 'problem.unread-file');
        return;
      }
      act(call, 'exec.project', 'operation', `${call.title} ${file.value}`, file.range);
      settingsKept(call, file.range, false, { script: path });
      bindFile(call, path, file.range);
      return;
    }
    // `just --set NAME VALUE` takes two words.
    const second = call.parsed.given.filter(({ name }) => name === 'set').length;
    const names = call.parsed.operands.slice(second).filter((arg) => !arg.value.includes('='));
    const [first] = names;
    for (const name of runner === 'task' && names.length > 0 ? names : [first ?? plainArg('default', call.range)])
      requestScript(call, runner, name);
  };
}
