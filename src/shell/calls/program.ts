import type { Effect } from '../../effect/effect.ts';
import { normalPath } from '../../effect/path.ts';
import { segmentPattern } from '../../effect/segmentPattern.ts';
import { isWindowsPath } from '../../effect/windowsPath.ts';
import { isInstalled } from '../state/toolFolders.ts';
import { absorb, act, opaque } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { callAs } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { ownName, toolNamed } from '../catalog/lookup.ts';
import { BEHIND_PATTERNS } from '../catalog/startedPrograms.ts';
import type { Tool, Usage } from '../catalog/tool.ts';
import { embedFile } from './embed.ts';
import { guess } from './guess.ts';
import { mayLoadFirst } from './loadsFirst.ts';
import { baseName } from '../effects/paths.ts';
import { follow } from './usage.ts';

let readsClient: ((call: Call) => void) | undefined;

/** Gives what is known of all clients, which comes with the first family that has one. */
export function addClientCalls(reads: (call: Call) => void): void {
  readsClient = reads;
}

/** `/bin/r? -rf x`: the files it could be are not known, but what they would do with these words is. */
export function globbedCommand(call: Call): void {
  const pattern = segmentPattern(baseName(call.name.value));
  for (const candidate of BEHIND_PATTERNS) {
    if (pattern.matches(candidate))
      runTool({ ...call, name: { ...call.name, value: candidate, glob: false }, title: candidate });
  }
}

const PROJECT_FOLDERS = /(?:^|\/)(?:node_modules\/\.bin|\.?v?env\/(?:bin|Scripts)|vendor\/bin|bin|\.bin)\/[^/]+$/;

/** A program, by its name or its path. */
export function runTool(call: Call): void {
  // `/bin/./rm`, `/usr//bin/rm`
  const named = isWindowsPath(call.name.value) ? call.name.value.replaceAll('\\', '/') : call.name.value;
  const command = named.startsWith('/') ? normalPath(named) : named;
  // What is done hangs on the title: `rg.exe` is `rg`, `gcc-13` is `gcc`.
  const plain = ownName(command.includes('/') ? baseName(command) : command);
  const { run } = call.shell;
  const known = toolNamed(run, command) ?? (command.includes('/') ? toolNamed(run, plain) : undefined);
  if (!command.includes('/')) {
    if (known === undefined) {
      opaque(call, command, call.name.range, 'problem.unknown-command');
      guess(call);
    } else followKnown(asTool(call, plain, known), known);
    return;
  }
  if (known !== undefined && (isInstalled(command, call.scope) || toolNamed(run, command) !== undefined)) {
    followKnown(asTool(call, plain, known), known);
    return;
  }
  if (known !== undefined && PROJECT_FOLDERS.test(command)) {
    act(call, 'exec.project', 'operation', command, call.name.range);
    follow(asTool(call, plain, known), known);
    return;
  }
  runScriptFile(call);
}

/** The call under the tool's own name, with what the catalogue says of it. */
function asTool(call: Call, name: string, tool: Tool): Call {
  call.state.connects = tool.connects?.[name];
  return callAs(call, { title: name });
}

function followKnown(call: Call, tool: Usage): void {
  if (!asksVersion(call)) {
    const { effects } = call.shell.run;
    const before = effects.length;
    readsClient?.(call);
    follow(call, tool);
    if (saysNothing(effects.slice(before))) guess(call);
  }
  // `./gradlew`: a script of the workspace starts what it says itself, whatever it is asked.
  else if (call.name.value.startsWith('.')) act(call, 'exec.project', 'operation', call.name.value, call.name.range);
  else mayLoadFirst(call);
}

/** What a known command does was not found out: all that is said is that it cannot be inspected. */
function saysNothing(effects: readonly Effect[]): boolean {
  return effects.some(({ kind }) => kind === 'exec.opaque') && effects.every(({ kind }) => kind.startsWith('exec.'));
}

/** `NAME --version` and nothing else: what every program answers, or refuses. Words such as `echo` only print it. */
function asksVersion({ args: [word, ...more] }: Call): boolean {
  return word?.value === '--version' && !word.dynamic && more.length === 0;
}

const CODE_DIALECTS: Readonly<Record<string, string>> = {
  py: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  ts: 'javascript',
  rb: 'ruby',
  pl: 'perl',
  php: 'php',
};

/** A program named by its path: a script of the workspace, as far as its name says. */
function runScriptFile(call: Call): void {
  const path = pathOf(call, call.name);
  if (path !== undefined && call.scope.files.get(path)?.built === true) {
    act(call, 'exec.project', 'operation', call.name.value, call.name.range);
    for (const arg of call.args) absorb(call, arg.flow);
    return;
  }
  const dialect = CODE_DIALECTS[/\.([a-z]+)$/.exec(call.name.value)?.[1] ?? ''];
  embedFile(
    call,
    call.name,
    dialect === undefined ? { language: 'shell', dialect: 'bash', args: call.args } : { language: 'code', dialect },
  );
  for (const arg of call.args) absorb(call, arg.flow);
}
