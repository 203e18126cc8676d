import type { TextRange } from '../../effect/effect.ts';
import { act, actOnFile } from '../effects/act.ts';
import { baseName, parentOf } from '../effects/paths.ts';
import { addProblem } from '../state/run.ts';
import { callFor, unknownCall } from './callFor.ts';
import { runCode } from './code.ts';
import { instanceCall } from './dotnet/instances.ts';
import { staticCall } from './dotnet/statics.ts';
import type { State } from './state.ts';
import type { Expression } from './syntax/tree.ts';
import { textMethod } from './textMethods.ts';
import { NOTHING, blocksIn, flowOf, placed, textArg, textOf, unknown, valueOf } from './value.ts';
import type { Value } from './value.ts';

type Member = Extract<Expression, { type: 'member' }>;

/** A property, or a method that is called. */
export function memberValue(state: State, node: Member): Value {
  const object = state.machine.evaluate(state, node.object);
  const name = textOf(state.machine.evaluate(state, node.name))?.toLowerCase();
  const given = node.parameters?.map((parameter) => state.machine.evaluate(state, parameter));
  if (name === undefined) {
    if (given !== undefined) addProblem(state.shell.run, 'problem.dynamic-command', node.range);
    return unknown(node.range, '.', flowOf(object));
  }
  if (given === undefined) return property(object, name, node.range);
  // `.ForEach({ … })`, `[regex]::Replace(a, b, { … })`: a block that a method is given runs.
  const blocks = given.flatMap((value) => blocksIn(value));
  for (const block of blocks) state.machine.script(state, block, object);
  if (blocks.length > 0 && object.isType !== true && object.block === undefined)
    return unknown(node.range, name, flowOf(object));
  if (object.isType === true) return staticCall(state, object.type ?? '', name, given, node.range);
  return method(state, object, name, given, node.range);
}

const PATH_PROPERTIES =
  /^(?:fullname|path|pspath|fullpath|directory|directoryname|parent|value|line|literalpath|versioninfo)$/;

function property(object: Value, name: string, range: TextRange): Value {
  const { table, thing } = object;
  if (table !== undefined) return placed(table.get(name) ?? NOTHING, range);
  if (object.isType === true) {
    // `[Text.Encoding]::UTF8`: which one it is stays in the type.
    if (object.type === 'text.encoding') return { items: [], type: `text.encoding.${name}` };
    if (object.type === 'environment' && name === 'newline') return valueOf(textArg('\n', range));
    return unknown(range, `::${name}`, undefined);
  }
  if (thing === 'file') {
    if (/^(?:directory|directoryname|parent|psparentpath)$/.test(name))
      return {
        ...object,
        items: object.items.map((arg) => ({ ...arg, value: parentOf(arg.value), glob: false, range })),
      };
    // A string from here on: its `Replace` is not the file's.
    if (PATH_PROPERTIES.test(name)) {
      const { thing: _file, ...text } = placed(object, range);
      return text;
    }
    // A name without its folder is looked up in the folder the text stands in: taken as the file it was.
    if (name === 'name' || name === 'basename' || name === 'pschildname')
      return { ...placed(object, range), items: object.items.map((arg) => nameOnly(arg.value, arg, range)) };
    return unknown(range, name, flowOf(object));
  }
  if (thing !== undefined && /^(?:name|id|processname|servicename|processid)$/.test(name)) return placed(object, range);
  if (object.items.length === 0) return NOTHING;
  return { items: object.items.map((arg) => ({ ...arg, value: `${arg.value}.${name}`, dynamic: true, range })) };
}

function nameOnly(value: string, arg: Value['items'][number], range: TextRange): Value['items'][number] {
  return arg.glob ? { ...arg, range } : { ...arg, value: baseName(value.replaceAll('\\', '/')), range };
}

/** Methods that only compute or look. */
const PURE =
  /^(?:add|addrange|adddays|addhours|addminutes|addmonths|addseconds|addyears|clone|compareto|contains|containskey|containsvalue|endswith|equals|exists|getenumerator|gethashcode|gettype|getvalue|indexof|insert|isnullorempty|lastindexof|match|matches|padleft|padright|peek|pop|push|enqueue|dequeue|removeat|replace|reverse|sort|split|startswith|substring|subtract|toarray|tochararray|tolower|tolowerinvariant|tostring|toupper|toupperinvariant|trim|trimend|trimstart|tolocaltime|touniversaltime|toshortdatestring|item|count|distinct|first|last|max|min|sum|append|appendline|appendformat|clear|waitforexit|refresh|readtoend|readline|close|dispose|getbytes|getstring|computehash|selectnodes|selectsinglenode|getelementsbytagname|getattribute|getproperty|getmethod|getmember|getmembers|isinrole|keys|values|get|getresponse|getresponsestream|getawaiter|getresult|wait|wait|hasvalue|isabsoluteuri)$/;

/** Types whose methods of these names compute or look as well. */
const PLAIN_TYPE =
  /^(?:collections\.|text\.|datetime|timespan|version|uri|guid|random|hashtable|arraylist|xml|security\.cryptography\.|diagnostics\.stopwatch)/;

function method(state: State, object: Value, name: string, given: readonly Value[], range: TextRange): Value {
  const call = callFor(state, name, range);
  if (object.block !== undefined) {
    if (/^(?:invoke|invokereturnasis|invokewithcontext|foreach|where)$/.test(name))
      return state.machine.script(state, object.block);
    return object;
  }
  const text = textMethod(object, name, given, range);
  if (text !== undefined) return text;
  const known = instanceCall(state, object, name, given, range);
  if (known !== undefined) return known;
  if (object.thing === 'file') {
    if (name === 'delete') {
      for (const arg of object.items) actOnFile(given.length > 0 ? recursive(state, range) : call, 'delete', arg);
      return NOTHING;
    }
    if (name === 'moveto' || name === 'copyto' || name === 'replace') {
      for (const arg of object.items) actOnFile(call, name === 'copyto' ? 'read' : 'move', arg);
      for (const arg of given[0]?.items ?? []) actOnFile(call, 'write', arg);
      return NOTHING;
    }
  }
  if (object.thing === 'process' && /^(?:kill|closemainwindow|close)$/.test(name)) {
    for (const arg of object.items) act(call, 'process.kill', 'process', arg.value, arg.range);
    return NOTHING;
  }
  if (object.thing === 'service' && /^(?:stop|pause|start|continue|close|delete)$/.test(name)) {
    for (const arg of object.items) act(call, 'system.change', 'service', arg.value, arg.range);
    return NOTHING;
  }
  if (name === 'invokescript' || name === 'addscript' || name === 'newscriptblock') {
    for (const value of given.slice(0, 1)) runCode(call, state, value);
    return unknown(range, name);
  }
  if (
    (PURE.test(name) || (name === 'remove' && given.length > 0)) &&
    (object.type === undefined || PLAIN_TYPE.test(object.type))
  )
    return unknown(range, `.${name}()`, flowOf({ items: [...object.items, ...given.flatMap((value) => value.items)] }));
  unknownCall(call, `.${name}()`, range);
  return unknown(range, `.${name}()`, flowOf(object));
}

function recursive(state: State, range: TextRange): ReturnType<typeof callFor> {
  const call = callFor(state, 'delete', range);
  call.traits.add('recursive');
  return call;
}
