import type { EffectKind } from '../../effect/kind.ts';
import { EFFECT_KINDS } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import { OBJECT_TYPES } from '../../effect/object.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import { otherPaths, pathOf } from '../effects/argPath.ts';
import type { FileVerb } from '../effects/act.ts';
import { isToldFolder } from '../effects/toldFolder.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Meaning } from '../catalog/tool.ts';
import { runProgram, runShellText, runWords } from './innerCommand.ts';
import { placesBeside } from '../state/scope.ts';

const kindNames: ReadonlySet<string> = new Set(EFFECT_KINDS);
const typeNames: ReadonlySet<string> = new Set(OBJECT_TYPES);

const LOSES_BY_NAME = /^(?:container|infra|store|publish|sql)\.(?:delete|destroy|remove|drop):[a-z]+$/;

/** Gives each operand its meaning by place. */
export function distribute(call: Call, operands: readonly Arg[], pattern: string): void {
  const meanings = pattern.split(' ').filter((meaning) => meaning !== '');
  const rest = meanings.findIndex((meaning) => meaning.endsWith('...'));
  const after = rest === -1 ? 0 : meanings.length - rest - 1;
  const losing = meanings[rest]?.slice(0, -3) ?? '';
  // `podman volume rm --all`: nothing is named because everything is meant.
  if (operands.length === 0 && LOSES_BY_NAME.test(losing)) state(call, `${losing}=*`);
  operands.forEach((arg, index) => {
    let meaning: string | undefined;
    if (rest === -1 || index < rest) meaning = meanings[index];
    else if (index >= operands.length - after) meaning = meanings[meanings.length - (operands.length - index)];
    else meaning = meanings[rest]?.slice(0, -3);
    if (meaning === 'words') {
      if (index === rest || rest === -1) runWords(call, operands.slice(index));
    } else if (meaning !== undefined) mean(call, meaning, arg);
  });
}

/** What one argument does by its meaning. Several are joined by `&`. */
export function mean(call: Call, meaning: string, arg: Arg): void {
  for (const one of meaning.split('&') as readonly (Meaning | '' | `${string}:${string}`)[]) {
    switch (one) {
      case '':
      case 'text':
        break;
      case 'read':
      case 'list':
      case 'look':
      case 'write':
      case 'output':
      case 'append':
      case 'create':
      case 'delete':
      case 'move':
      case 'permission':
        actOnFile(call, one satisfies FileVerb, arg);
        break;
      case 'folder':
        workIn(call, arg);
        break;
      case 'shell':
        runShellText(call, arg);
        break;
      case 'program':
        runProgram(call, arg);
        break;
      case 'words':
        runWords(call, [arg]);
        break;
      case 'opaque':
        opaque(call, arg.value, arg.range, 'problem.runs-program');
        break;
      default:
        state(call, one, arg);
    }
  }
}

/** `git -C`, `make -C`: where the command works from here on. */
export function workIn(call: Call, folder: Arg): void {
  const { state, scope } = call;
  const to = pathOf(call, folder);
  state.others = to === undefined ? [] : placesBeside(to, otherPaths(state.others, folder.value, scope.home));
  state.cwd = to;
  if (to === undefined && folder.dynamic) state.toldFolder = state.toldFolder || isToldFolder(scope, folder);
}

/** `kind:type=name kind:type …` */
export function splitEffects(list: string): readonly string[] {
  return list.split(/ (?=[a-z]+\.[a-z-]+:)/);
}

/** States one `kind:type=name` of the catalogue. A word that is not in the vocabulary is a mistake in a family file. */
export function state(call: Call, effect: string, arg?: Arg): void {
  const match = /^([a-z]+\.[a-z-]+):([a-z]+)(?:=(.*))?$/s.exec(effect);
  const [, kind = '', type = '', name] = match ?? [];
  if (!kindNames.has(kind) || !typeNames.has(type)) {
    opaque(call, call.title, call.range, 'problem.catalog');
    return;
  }
  const named = arg === undefined ? nameOf(call, name) : [arg];
  for (const one of named) {
    const dynamic = one.dynamic;
    const verb = /^file\.(read|create|write|delete|move)$/.exec(kind)?.[1];
    if (verb !== undefined && (type === 'file' || type === 'directory')) {
      actOnFile(
        call,
        verb as FileVerb,
        type === 'directory' ? { ...one, value: `${one.value.replace(/\/$/, '')}/` } : one,
      );
      continue;
    }
    const clean = type === 'host' ? hostOf(one.value) : one.value.replace(/(?<=.)\/$/, '');
    act(
      call,
      kind as EffectKind,
      dynamic ? 'unknown' : (type as ObjectType),
      clean,
      one.range,
      dynamic ? { certainty: 'possible', traits: ['dynamic'] } : {},
    );
  }
}

/** A name that says where: `$1`, `@option,other`, or the text itself; by default the command's own words. */
function nameOf(call: Call, name: string | undefined): readonly Arg[] {
  const title = plainArg(call.title, call.range);
  if (name === undefined) return [title];
  if (name.startsWith('@')) {
    const values = valuesOf(call, ...name.slice(1).split(','));
    return values.length > 0 ? values : [plainArg('*', call.range)];
  }
  const template = /^(.*)\$(\d|\*)$/s.exec(name);
  if (template === null)
    return [
      plainArg(
        name.replace(/^~(?=\/)/, () => call.scope.home),
        call.range,
      ),
    ];
  const [, before = '', which = ''] = template;
  const { operands } = call.parsed;
  const named = which === '*' ? operands : operands.slice(Number(which) - 1, Number(which));
  return (named.length > 0 ? named : [plainArg('*', call.range)]).map((arg) =>
    before === '' ? arg : { ...arg, value: before + arg.value },
  );
}

export function hostOf(value: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(value);
  const scp = /^(?:[^@/:]+@)?([^@/:]+)(?::|$)/.exec(value);
  return (url?.[1] ?? scp?.[1] ?? value).toLowerCase();
}
