import { act, opaque, runsElsewhere } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { settingsKept } from '../effects/diskAsks.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { bindFile } from '../calls/embed.ts';
import { textFlow, unknownFlow } from '../state/flow.ts';
import type { Flow } from '../state/flow.ts';
import { absolute, isInside } from '../effects/paths.ts';
import { fork } from '../state/scope.ts';
import { requestScript } from './scripts.ts';

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
