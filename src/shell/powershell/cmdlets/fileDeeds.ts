import { act, actOnFile } from '../../effects/act.ts';
import { readsBelow } from '../../effects/diskAsks.ts';
import type { FileVerb } from '../../effects/act.ts';
import type { Arg } from '../../state/arg.ts';
import { builtin } from '../../commands/builtins.ts';
import { mixed, unknownFlow } from '../../state/flow.ts';
import type { Flow } from '../../state/flow.ts';
import { baseName, parentOf } from '../../effects/paths.ts';
import type { Bound } from '../cmdlet.ts';
import { given, givenItems, isGiven } from '../cmdlet.ts';
import { actOnDrive } from '../drives.ts';
import { below, driveOf, pathIn } from '../paths.ts';
import { NOTHING, flowOf, placed, streamOf, textArg, textOf, unknown } from '../value.ts';
import type { Value } from '../value.ts';

/** `-Filter` and `-Include` choose among what lies below. */
function chosen(bound: Bound): readonly Arg[] {
  const named = givenItems(bound, 'path', 'literalpath');
  const here = { ...textArg('.', bound.range), dynamic: !bound.state.scope.cwdKnown };
  const paths = named.length === 0 && isGiven(bound, 'filter', 'include') ? [here] : named;
  const patterns = givenItems(bound, 'filter', 'include');
  if (patterns.length === 0 || patterns.some((pattern) => pattern.dynamic)) return paths;
  const between = isGiven(bound, 'recurse') ? '**/' : '';
  return paths.flatMap((path) =>
    patterns.map((pattern) => {
      const folder = path.value.replace(/[\\/]?\*$/, '');
      return { ...path, value: below(folder, between + pattern.value), glob: true };
    }),
  );
}

/** A file, or an entry of a drive that holds none. */
function onPath(bound: Bound, verb: FileVerb, arg: Arg): void {
  if (driveOf(arg) === undefined) actOnFile(bound.call, verb, arg);
  else if (!isGiven(bound, 'whatif')) actOnDrive(bound.call, bound.state, verb, arg);
}

export function removes(bound: Bound): Value {
  for (const arg of chosen(bound)) onPath(bound, 'delete', arg);
  return NOTHING;
}

/** The files of a folder, as patterns, for what comes behind a pipe. */
export function children(bound: Bound): Value {
  const { call, range, state } = bound;
  const given = chosen(bound);
  const here: Arg = { ...textArg('.', range), dynamic: call.state.cwd === undefined };
  const roots = given.length > 0 ? given : [{ ...here, value: state.scope.cwdKnown ? state.scope.cwd : '.' }];
  const deep = isGiven(bound, 'recurse', 'depth');
  const items = roots.map((arg): Arg => {
    if (driveOf(arg) !== undefined || arg.dynamic) return arg;
    if (arg.glob) return deep ? { ...arg, value: deepened(arg.value) } : arg;
    // A name with an ending is taken for a file's, which stands for itself.
    if (!deep && /[^\\/.][^\\/]*\.[A-Za-z0-9]{1,5}$/.test(arg.value)) return arg;
    return { ...arg, value: below(arg.value, deep ? '**' : '*'), glob: true };
  });
  if (given.length === 0) actOnFile(call, 'list', { ...here, value: '.' });
  const secret = call.state.secret;
  const flow: Flow | undefined = secret === undefined ? undefined : { ...unknownFlow(range), secret, local: true };
  return { items: flow === undefined ? items : items.map((arg) => ({ ...arg, dynamic: true, flow })), thing: 'file' };
}

/** `src\*.ts` with `-Recurse` is every such name below `src`. */
function deepened(pattern: string): string {
  return pattern.includes('**')
    ? pattern
    : below(parentOf(pattern) || '.', `**/${baseName(pattern.replaceAll('\\', '/'))}`);
}

export function contents(bound: Bound): Value {
  const { call, state, range } = bound;
  const files = givenItems(bound, 'path', 'literalpath');
  if (files.length === 0 && bound.input !== undefined) return unknown(range, '', flowOf(bound.input));
  let flow: Flow = { ...unknownFlow(range), local: true, secret: call.state.secret };
  const texts: string[] = [];
  for (const file of files) {
    const path = pathIn(state, file);
    const known = path === undefined ? undefined : state.scope.files.get(path);
    if (known?.text !== undefined) texts.push(known.text);
    if (known !== undefined) flow = mixed(flow, known);
  }
  const [only] = files;
  const path = only === undefined || files.length > 1 || only.glob ? undefined : pathIn(state, only);
  if (texts.length === files.length && texts.length > 0)
    return { items: [textArg(texts.join('\n').replace(/\n$/, ''), range, undefined, { ...flow, text: undefined })] };
  return unknown(range, '', path === undefined ? flow : { ...flow, file: path });
}

/** What is written is remembered: it may be run later in the same text. */
export function writes(how: 'write' | 'append'): (bound: Bound) => Value {
  return (bound) => {
    const { call, state, range } = bound;
    const source = given(bound, 'value', 'inputobject') ?? bound.input ?? NOTHING;
    const secret = flowOf(source)?.secret;
    if (secret !== undefined && secret !== 'environment') call.state.secret ??= secret;
    for (const file of givenItems(bound, 'path', 'literalpath', 'filepath')) {
      const path = pathIn(state, file);
      if (path === undefined || driveOf(file) !== undefined) continue;
      const flow = streamOf(source, range);
      state.scope.files.set(path, how === 'append' || isGiven(bound, 'append') ? { ...flow, text: undefined } : flow);
    }
    return isGiven(bound, 'passthru') || call.title === 'tee-object' ? source : NOTHING;
  };
}

export function outFile(bound: Bound): Value {
  const { call } = bound;
  const kept = isGiven(bound, 'noclobber');
  for (const file of givenItems(bound, 'path', 'literalpath', 'filepath')) {
    if (driveOf(file) === undefined)
      actOnFile(call, isGiven(bound, 'append') ? 'append' : kept ? 'create' : 'write', file);
  }
  return writes('write')(bound);
}

export function newItem(bound: Bound): Value {
  const { call, state, range } = bound;
  const kind = textOf(given(bound, 'itemtype'))?.toLowerCase() ?? 'file';
  const paths = givenItems(bound, 'path');
  const [name] = givenItems(bound, 'name');
  const targets: readonly Arg[] =
    name === undefined
      ? paths
      : (paths.length > 0 ? paths : [{ ...name, value: '.' }]).map((path) => ({
          ...path,
          value: below(path.value, name.value),
          dynamic: path.dynamic || name.dynamic,
        }));
  for (const target of targets) {
    if (driveOf(target) !== undefined) {
      actOnDrive(call, state, 'create', target);
      continue;
    }
    const forced = isGiven(bound, 'force') && !/^dir/.test(kind);
    actOnFile(call, forced ? 'write' : 'create', /^dir/.test(kind) ? { ...target, value: `${target.value}/` } : target);
    const path = pathIn(state, target);
    const value = given(bound, 'value');
    if (path !== undefined && value !== undefined && kind === 'file')
      state.scope.files.set(path, streamOf(value, range));
  }
  return { items: targets.map((arg) => ({ ...arg, glob: false })), thing: 'file' };
}

/** Into a folder under its own name, or under a new name: where it goes is known only by the disk; a trailing slash tells. */
export function transfers(verb: 'read' | 'move'): (bound: Bound) => Value {
  return (bound) => {
    const { call } = bound;
    const sources = givenItems(bound, 'path', 'literalpath');
    const [target] = givenItems(bound, 'destination');
    if (isGiven(bound, 'tosession'))
      act(call, 'network.send', 'host', '*', bound.range, { traits: ['reads-local', 'remote'] });
    for (const source of sources) onPath(bound, verb, source);
    if (target === undefined || isGiven(bound, 'tosession')) return NOTHING;
    if (driveOf(target) !== undefined) {
      onPath(bound, 'write', target);
      return NOTHING;
    }
    const many = sources.length > 1 || sources.some((source) => source.glob || source.dynamic);
    if (!many && /^\.{1,2}$|[\\/]$/.test(target.value)) {
      for (const source of sources)
        actOnFile(call, 'write', {
          ...target,
          value: below(target.value, baseName(source.value.replaceAll('\\', '/'))),
        });
    } else actOnFile(call, 'write', target);
    return NOTHING;
  };
}

export function renames(bound: Bound): Value {
  const [source] = givenItems(bound, 'path', 'literalpath');
  const [name] = givenItems(bound, 'newname');
  if (source === undefined) return NOTHING;
  onPath(bound, 'move', source);
  if (driveOf(source) !== undefined) return NOTHING;
  if (name !== undefined && !name.dynamic && !source.dynamic && !source.glob)
    actOnFile(bound.call, 'create', {
      ...name,
      value: below(parentOf(source.value.includes('/') ? source.value : `./${source.value}`), name.value),
    });
  return NOTHING;
}

/** Paths as they are given, for what is made of them. */
export function paths(bound: Bound): Value {
  return { items: givenItems(bound, 'path', 'literalpath'), thing: 'file' };
}

export function joinPath(bound: Bound): Value {
  const parents = givenItems(bound, 'path');
  const rest = givenItems(bound, 'childpath', 'additionalchildpath');
  const items = parents.map((parent) =>
    rest.reduce<Arg>(
      (path, child) => ({
        ...path,
        value: below(path.value, child.value.replace(/^[\\/]+/, '')),
        dynamic: path.dynamic || child.dynamic,
        flow: path.flow ?? child.flow,
      }),
      { ...parent, range: bound.range, offsets: [] },
    ),
  );
  return placed({ items, thing: 'file' }, bound.range);
}

export function splitPath(bound: Bound): Value {
  const items = givenItems(bound, 'path', 'literalpath');
  if (isGiven(bound, 'leaf'))
    return { items: items.map((arg) => ({ ...arg, value: baseName(arg.value.replaceAll('\\', '/')) })), thing: 'file' };
  if (isGiven(bound, 'qualifier', 'extension', 'leafbase', 'noqualifier', 'isabsolute'))
    return unknown(bound.range, 'split-path');
  return { items: items.map((arg) => ({ ...arg, value: parentOf(arg.value) })), thing: 'file' };
}

export function changeFolder(bound: Bound): Value {
  const [target] = givenItems(bound, 'path', 'literalpath');
  if (target !== undefined && driveOf(target) !== undefined) {
    // Relative names mean keys from here on, not files.
    bound.state.scope.cwdKnown = false;
    return NOTHING;
  }
  const name = bound.call.title === 'push-location' ? 'pushd' : 'cd';
  const args = target === undefined ? [] : [target];
  if (target !== undefined || name === 'cd')
    builtin({ ...bound.call, name: { ...bound.call.name, value: name }, args });
  return NOTHING;
}

export function selectString(bound: Bound): Value {
  const { call, input, range } = bound;
  for (const file of givenItems(bound, 'path', 'literalpath')) {
    if (file.glob) readsBelow(call, file, { hidden: false, ignored: true, links: false });
  }
  if (input?.thing === 'file') {
    for (const file of input.items) {
      actOnFile(call, 'read', file);
      readsBelow(call, file, { hidden: false, ignored: true, links: false });
    }
  }
  const flow = { ...unknownFlow(range), local: true, secret: call.state.secret ?? flowOf(input)?.secret };
  return unknown(range, '', flow);
}

/** What a file piped into a reader does: the reader reads it. */
export function readsInput(bound: Bound): Value {
  const { call, input, range } = bound;
  if (input?.thing === 'file') for (const file of input.items) actOnFile(call, 'read', file);
  return unknown(range, '', { ...unknownFlow(range), local: true, secret: call.state.secret ?? flowOf(input)?.secret });
}

export function archives(bound: Bound): Value {
  for (const file of givenItems(bound, 'path', 'literalpath'))
    readsBelow(bound.call, file, { hidden: true, ignored: true, links: true });
  return NOTHING;
}

export function extracts(bound: Bound): Value {
  const [target] = givenItems(bound, 'destinationpath');
  actOnFile(bound.call, 'write', { ...(target ?? textArg('.', bound.range)), value: `${target?.value ?? '.'}/` });
  return NOTHING;
}

export const nothing = (): Value => NOTHING;
