import { actOnFile } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { readsBelow } from '../effects/diskAsks.ts';
import type { FileVerb } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { textFlow, unknownFlow } from '../state/flow.ts';
import { baseName, isInside, parentOf } from '../effects/paths.ts';
import { slashed } from '../windows/switches.ts';
import { fileArg, has, known, operandsOf } from './given.ts';
import type { Builtin, Given } from './given.ts';
import type { State } from './state.ts';

export function deletes(given: Given): void {
  const { call } = given;
  const below = has(given, 's');
  if (below) call.traits.add('recursive');
  if (has(given, 'f', 'q')) call.traits.add('forced');
  for (const arg of operandsOf(given)) actOnEach(call, 'delete', below ? inAllBelow(arg) : arg);
}

/** `del /s src\\*.cs` takes the pattern to every folder below; a bare `*` says so by itself. */
function inAllBelow(arg: Arg): Arg {
  const [, folder = '', pattern = ''] = /^(.*[\\/])?([^\\/]*[*?][^\\/]*)$/.exec(arg.value) ?? [];
  return pattern === '' || pattern === '*' ? arg : { ...arg, value: `${folder}**/${pattern}`, glob: true };
}

export function removes(given: Given): void {
  const { call } = given;
  if (has(given, 's')) call.traits.add('recursive');
  if (has(given, 'q')) call.traits.add('forced');
  for (const arg of operandsOf(given)) actOnEach(call, 'delete', slashed(arg));
}

/**
 * Quotes that were escaped as in C: cmd knows no such escape and takes the backslash of `\"D:\x\"` for the root of the
 * drive. That has cost whole drives.
 */
function actOnEach(call: Call, verb: FileVerb, arg: Arg): void {
  const named = /^\\+([A-Za-z]:)/.exec(arg.value)?.[1];
  if (named !== undefined || /^\\+$/.test(arg.value)) {
    const drive = named ?? /^[A-Za-z]:/.exec(call.scope.cwd)?.[0];
    actOnFile(call, verb, { ...arg, value: drive === undefined ? '/' : `${drive}\\`, glob: false });
  }
  const plain = arg.value.replace(/^\\+(?=[A-Za-z]:)/, '');
  if (plain !== '' && !/^\\+$/.test(plain)) actOnFile(call, verb, { ...arg, value: plain });
}

export function makes(given: Given): void {
  for (const arg of operandsOf(given)) actOnFile(given.call, 'create', { ...arg, value: `${arg.value}\\` });
  given.call.state.stdout = textFlow('', given.call.range);
}

/** `copy a+b c`, `move a b`: into a folder under its own name, or under a new name. */
export function transfers(verb: 'read' | 'move'): Builtin {
  return (given) => {
    const { call } = given;
    const operands = operandsOf(given);
    const target = operands.length > 1 ? operands.at(-1) : undefined;
    const sources = (operands.length > 1 ? operands.slice(0, -1) : operands).flatMap((arg) =>
      arg.value.includes('+') ? arg.value.split('+').map((value) => fileArg({ ...arg, value })) : [arg],
    );
    if (has(given, 'y')) call.traits.add('forced');
    for (const source of sources) if (!/^(?:nul|con)$/i.test(source.value)) actOnFile(call, verb, source);
    if (target === undefined) {
      for (const source of sources)
        actOnFile(call, 'write', { ...source, value: baseName(source.value.replaceAll('\\', '/')) });
      return;
    }
    if (/[\\/]$|^\.{1,2}$/.test(target.value) && !sources.some((source) => source.glob || source.dynamic)) {
      for (const source of sources)
        actOnFile(call, 'write', {
          ...target,
          value: `${target.value}/${baseName(source.value.replaceAll('\\', '/'))}`,
        });
    } else actOnFile(call, 'write', target);
  };
}

export function renames(given: Given): void {
  const [source, name] = operandsOf(given);
  if (source === undefined) return;
  actOnFile(given.call, 'move', source);
  if (name !== undefined && !name.dynamic && !source.glob && !source.dynamic)
    actOnFile(given.call, 'create', {
      ...name,
      value: `${parentOf(`./${source.value.replaceAll('\\', '/')}`)}/${name.value}`,
    });
}

export function prints(given: Given): void {
  const { call, state } = given;
  const operands = operandsOf(given);
  const [only] = operands;
  if (only !== undefined && /^(?:nul|con)$/i.test(only.value)) {
    call.state.stdout = textFlow('', call.range);
    return;
  }
  for (const arg of operands) actOnFile(call, 'read', arg);
  if (operands.length !== 1 || only === undefined || only.dynamic || only.glob || !state.scope.cwdKnown) return;
  const before = state.scope.files.get(pathFor(state, only));
  call.state.stdout = before ?? {
    ...unknownFlow(only.range),
    local: true,
    secret: call.state.secret,
    file: pathFor(state, only),
  };
}

function pathFor(state: State, arg: Arg): string {
  const { cwd } = state.scope;
  const value =
    /^[A-Za-z]:/.test(cwd) || /^[A-Za-z]:[\\/]/.test(arg.value) ? arg.value : arg.value.replaceAll('\\', '/');
  return /^(?:\/|[A-Za-z]:[\\/])/.test(value) ? value : `${cwd}/${value.replace(/^\.\//, '')}`;
}

export function lists(given: Given): void {
  known(given, /^(?:a|b|c|d|l|n|o|p|q|r|s|t|w|x|4|f|-\w+|\?)(?::.*)?$|^[aot][-:a-z]*$/);
  const operands = operandsOf(given);
  for (const arg of operands.length > 0 ? operands : [plainArg('.', given.call.range)])
    actOnFile(given.call, 'list', arg);
}

export function links(given: Given): void {
  const [link, target] = operandsOf(given);
  const { scope } = given.call;
  const path = target === undefined ? undefined : pathOf(given.call, target);
  // What is written through such a link lands elsewhere.
  const out = path === undefined || !isInside(path, scope.workspace);
  if (link !== undefined) actOnFile(given.call, 'create', link, out ? { traits: ['leads-out'] } : {});
  if (target !== undefined) actOnFile(given.call, 'list', target);
}

/** `find "x" files`, `findstr /s x files`: the first word is what is looked for, unless a switch gave it. */
export function searches(given: Given): void {
  const { call } = given;
  const named =
    given.call.args.some((arg) => /^\/[cg]:/i.test(arg.value)) && call.name.value.toLowerCase() === 'findstr';
  const operands = operandsOf(given);
  for (const arg of call.args) {
    const file = /^\/[gf]:(.+)$/i.exec(arg.value)?.[1];
    if (file !== undefined) actOnFile(call, 'read', { ...arg, value: file });
  }
  for (const arg of named ? operands : operands.slice(1)) {
    actOnFile(call, 'read', arg);
    if (has(given, 's')) readsBelow(call, arg, { hidden: false, ignored: true, links: false });
  }
  known(given, /^(?:b|e|l|r|s|i|x|v|n|m|o|p|off|offline|c|g|f|d|a|\?)(?::.*)?$/);
}

export function sorts(given: Given): void {
  const { call } = given;
  const operands = operandsOf(given);
  const at = call.args.findIndex((arg) => /^\/o(?:utput)?$/i.test(arg.value));
  const output = at === -1 ? undefined : call.args[at + 1];
  if (output !== undefined) actOnFile(call, 'write', fileArg(output));
  for (const arg of operands) if (arg.value !== output?.value) actOnFile(call, 'read', arg);
}

export const opens: Builtin = (given) => {
  for (const arg of operandsOf(given)) actOnFile(given.call, 'read', arg);
};
