import { joinArgs, plainArg, slice } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { noLongerJob, textFlow } from '../state/flow.ts';
import { setOtherwise } from './assign.ts';
import { readIntoNumber } from '../words/readNumbers.ts';
import { runInPlace } from '../calls/innerCommand.ts';

/** `read x`: the variable holds whatever comes in. */
export function readNames(call: Call): void {
  const variables = call.args.filter((arg) => /^[A-Za-z_]\w*$/.test(arg.value));
  // From another descriptor comes what is not known. Names of files that one pattern covers: the variable stands for each of them.
  const other = call.args.some(({ value }) => /^-[a-zA-Z]*u/.test(value));
  const names = call.name.value === 'read' && variables.length === 1 && !other ? call.stdin?.names : undefined;
  const pattern = names?.length === 1 ? names[0] : undefined;
  const line = oneLine(call, variables.length);
  const separators = call.scope.variables.get('IFS');
  const separator = separators === undefined ? ' ' : separators.value;
  const flow = other ? noLongerJob(call.stdin) : call.stdin;
  for (const [index, arg] of variables.entries()) {
    // `du … | while read -r size name`, `grep -n … | while IFS=: read -r line text`
    const isNumber =
      index === 0 && variables.length > 1 && call.stdin?.numbers === (separator === ':' ? 'colon' : 'blank');
    const own =
      isNumber && flow !== undefined && (separator === ' ' || separator === ':')
        ? { ...flow, numbers: 'all' as const }
        : flow;
    readIntoNumber(call.shell, call.scope, arg.value, [{ ...plainArg('', arg.range), flow: own }]);
    const text = line === undefined || pattern !== undefined ? undefined : plainArg(line, arg.range);
    const exported = setOtherwise(call.shell, call.scope, arg.value, text, arg.range);
    const known = pattern === undefined ? { value: line } : { value: pattern, glob: true };
    call.scope.variables.set(arg.value, {
      ...known,
      flow: own,
      exported,
    });
  }
  call.state.stdout = textFlow('', call.range);
}

/** `read x <<< rm`: the one line that comes in, where its text is known and goes into one variable whole. */
function oneLine(call: Call, variables: number): string | undefined {
  const text = call.stdin?.text;
  const plain =
    call.name.value === 'read' &&
    variables === 1 &&
    call.args.every(({ value }) => value === '-r' || !value.startsWith('-'));
  if (!plain || text === undefined || call.scope.variables.has('IFS')) return undefined;
  const lines = text.replace(/\n$/, '').split('\n');
  return lines.length === 1 && !/\\/.test(text) ? lines[0]?.trim() : undefined;
}

/** `mapfile -t a`: the lines that come in, one an element; `-C CODE` runs it for them, with a number and the line behind it. */
export function readLines(call: Call): void {
  const { args, scope, stdin } = call;
  const code = callback(args);
  if (code !== undefined) {
    call.scope.variables.set('MAPFILE', { value: undefined, flow: call.stdin, exported: false });
    runInPlace(call, joinArgs([code, plainArg('0 "$MAPFILE"', code.range)]) ?? code);
  }
  readNames(call);
  const last = args.at(-1)?.value ?? '';
  const name = /^[A-Za-z_]\w*$/.test(last) && !/^-[dnOsuc]$/.test(args.at(-2)?.value ?? '') ? last : 'MAPFILE';
  const whole = args.every(({ value, dynamic }) => !dynamic && !/^-\w*[uOC]/.test(value));
  if (whole && stdin?.names !== undefined && scope.variables.get(name)?.frozen !== true)
    scope.variables.set(name, { value: undefined, elements: stdin.names, glob: true, flow: stdin, exported: false });
  else if (name === 'MAPFILE') scope.variables.set(name, { value: undefined, flow: stdin, exported: false });
}

/** The value of `-C` among mapfile's options: of its own, or behind others as in `-tC`. */
function callback(args: readonly Arg[]): Arg | undefined {
  for (let at = 0; at < args.length; at++) {
    const arg = args[at];
    if (arg === undefined || !/^-./.test(arg.value)) return undefined;
    const [taking] = /[dnOsuCc]/.exec(arg.value) ?? [];
    if (taking === undefined) continue;
    const end = arg.value.indexOf(taking) + 1;
    const value = end < arg.value.length ? slice(arg, end) : args[++at];
    if (taking === 'C') return value;
  }
  return undefined;
}
