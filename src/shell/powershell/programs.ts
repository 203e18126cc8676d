import type { TextRange } from '../../effect/effect.ts';
import { comparable, isWindowsPath } from '../../effect/windowsPath.ts';
import { opaque } from '../act.ts';
import type { Arg } from '../arg.ts';
import type { Call } from '../call.ts';
import { toolNamed } from '../catalog/all.ts';
import { runTool, runWords } from '../command.ts';
import { embedFile } from '../embed.ts';
import type { Flow } from '../flow.ts';
import { baseName } from '../paths.ts';
import { follow } from '../usage.ts';
import { fileArg } from './paths.ts';
import type { State } from './state.ts';
import { streamOf, valueOfFlow } from './value.ts';
import type { Value } from './value.ts';

/** Runs a program that is no cmdlet, by what the catalogue says of it. */
export function runProgram(
  state: State,
  name: Arg,
  args: readonly Arg[],
  input: Value | undefined,
  range: TextRange,
): Value {
  const stdin = input === undefined ? undefined : streamOf(input, range);
  const words = [{ ...name, value: programName(name.value) }, ...args.map((arg) => programArg(state, arg))];
  const flow = runWords(state.shell, state.scope, words, range, stdin, { stdin, inputs: [], outputs: [] }, startNamed);
  return valueOfFlow(flow);
}

/** What follows the name of a program in one list: `Start-Process`, `[Process]::Start`. */
export function startProgram(state: State, words: readonly Arg[], range: TextRange, input?: Flow): void {
  const [name, ...rest] = words;
  if (name === undefined) return;
  // A list of arguments may be one text with blanks between them.
  const args = rest.flatMap((arg) => (arg.dynamic ? [arg] : splitArguments(arg)));
  const all = [{ ...name, value: programName(name.value) }, ...args];
  runWords(state.shell, state.scope, all, range, input, { stdin: input, inputs: [], outputs: [] }, startNamed);
}

export function splitArguments(arg: Arg): readonly Arg[] {
  const found: Arg[] = [];
  for (const match of arg.value.matchAll(/(?:[^\s"]|"[^"]*")+/g)) {
    const inner = match[0].replaceAll('"', '');
    const from = match.index + (match[0].startsWith('"') ? 1 : 0);
    const offsets = Array.from({ length: inner.length }, (_, index) => arg.offsets[from + index] ?? arg.range[0]);
    found.push({ ...arg, value: inner, offsets });
  }
  return found;
}

/** `git.exe` and `npm.cmd` are `git` and `npm`; case does not count. */
export function programName(value: string): string {
  if (/[\\/]/.test(value)) return isWindowsPath(value) ? value : value.replaceAll('\\', '/');
  const bare = value.replace(/\.(?:exe|cmd|bat|com)$/i, '');
  return toolNamed(bare) === undefined && toolNamed(bare.toLowerCase()) !== undefined ? bare.toLowerCase() : bare;
}

/** The shell replaces `~`, and on POSIX systems unquoted patterns, before a program gets its words. */
function programArg(state: State, arg: Arg): Arg {
  return arg.value === '~' || /^~[\\/]/.test(arg.value) ? fileArg(state, arg, true) : arg;
}

const INSTALLED = /^\/[a-z]:\/(?:windows\/(?:system32|syswow64)|program files(?: \(x86\))?)\//;

/** A program by its name or path: the catalogue's tool, or a script of the workspace. */
function startNamed(call: Call): void {
  const { name } = call;
  if (name.dynamic || name.glob) {
    opaque(call, name.value, name.range, 'problem.dynamic-command', ['dynamic']);
    return;
  }
  const script = /\.(ps1|cmd|bat)$/i.exec(name.value)?.[1]?.toLowerCase();
  if (script !== undefined && /[\\/]/.test(name.value)) {
    embedFile(call, name, { language: 'shell', dialect: script === 'ps1' ? 'powershell' : 'cmd' });
    return;
  }
  if (isWindowsPath(name.value)) {
    const tool = toolNamed(
      baseName(name.value)
        .replace(/\.(?:exe|com)$/i, '')
        .toLowerCase(),
    );
    if (tool !== undefined && INSTALLED.test(comparable(name.value)))
      follow({ ...call, title: baseName(name.value) }, tool);
    else opaque(call, name.value, name.range, 'problem.unknown-command');
    return;
  }
  runTool(call);
}
