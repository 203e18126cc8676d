import type { TextRange } from '../../../effect/effect.ts';
import { act, actOnFile, opaque } from '../../effects/act.ts';
import type { FileVerb } from '../../effects/act.ts';
import type { Arg } from '../../state/arg.ts';
import type { Call } from '../../state/call.ts';
import { setVariable } from '../../commands/assign.ts';
import { unknownFlow } from '../../state/flow.ts';
import { callFor, unknownCall } from '../callFor.ts';
import { runCode } from '../code.ts';
import { fileArg, pathIn } from '../paths.ts';
import { startProgram } from '../programs.ts';
import type { State } from '../state.ts';
import { NOTHING, flowOf, textArg, textOf, unknown, unknownArg, valueOf } from '../value.ts';
import type { Value } from '../value.ts';
import { environmentArg } from '../../windows/environment.ts';
import { FILE_METHODS } from './fileMethods.ts';
import { made } from './made.ts';

/** Types whose static methods only compute or look. */
const PURE =
  /^(?:math|string|char|int|int16|int32|int64|uint32|uint64|long|byte|double|single|float|decimal|bool|boolean|datetime|datetimeoffset|timespan|timezoneinfo|guid|version|uri|array|enum|object|type|regex|text\.regularexpressions\.regex|convert|bitconverter|io\.path|text\.encoding(?:\.\w+)?|console|security\.principal\.\w+|globalization\.\w+|net\.ipaddress|linq\.enumerable|collections\.[\w.[\],]+|runtime\.interopservices\.(?:runtimeinformation|osplatform)|diagnostics\.(?:stopwatch|fileversioninfo)|security\.cryptography\.\w+|text\.json\.\w+|web\.httputility|net\.webutility|xml|random|numerics\.\w+|management\.automation\.(?:psserializer|wildcardpattern|language\.parser|semanticversion)|void|ordered|pscustomobject|hashtable|nullable.*|securestring|net\.networkcredential|io\.driveinfo)$/;

/** `[Type]::Method(…)`. */
export function staticCall(state: State, type: string, name: string, given: readonly Value[], range: TextRange): Value {
  const call = callFor(state, `[${type}]::${name}`, range);
  const method = FILE_METHODS[`${type}.${name}`];
  if (method !== undefined) return onFiles(call, state, method, given, name, range);
  switch (`${type}.${name}`) {
    case 'io.path.combine':
    case 'io.path.join':
      return joinedPath(given, range);
    case 'io.path.gettemppath':
      return valueOf(textArg('/tmp', range));
    case 'io.path.getfullpath':
      return { items: (given[0]?.items ?? []).map((arg) => ({ ...arg, range })), thing: 'file' };
    case 'convert.frombase64string': {
      const text = textOf(given[0]);
      if (text === undefined)
        return unknown(range, 'base64', { ...(flowOf(given[0]) ?? unknownFlow(range)), decoded: true });
      return { items: [textArg(text, range)], type: 'base64' };
    }
    case 'scriptblock.create':
      for (const value of given.slice(0, 1)) runCode(call, state, value);
      return { items: [unknownArg(range, '{ }')], block: { parameters: [], statements: [], range } };
    case 'environment.getenvironmentvariable': {
      const variable = textOf(given[0]);
      return variable === undefined
        ? unknown(range, '$env:')
        : valueOf(environmentArg(variable, state.scope, range, `$env:${variable}`));
    }
    case 'environment.setenvironmentvariable':
      return setEnvironment(call, state, given, range);
    case 'environment.getfolderpath':
    case 'environment.expandenvironmentvariables':
    case 'environment.getcommandlineargs':
      return unknown(range, `[environment]::${name}`);
    case 'environment.getenvironmentvariables':
      return unknown(range, '$env:', { ...unknownFlow(range), secret: 'environment', local: true });
    case 'environment.exit':
      return NOTHING;
    case 'diagnostics.process.start':
      startProgram(
        state,
        given.flatMap((value) => value.items),
        range,
      );
      return unknown(range, 'process');
    case 'diagnostics.process.getprocessesbyname':
    case 'diagnostics.process.getprocessbyid':
      return { items: (given[0]?.items ?? []).map((arg) => ({ ...arg, range })), thing: 'process' };
    case 'diagnostics.process.getprocesses':
      return { items: [textArg('*', range)], thing: 'process' };
    case 'diagnostics.process.getcurrentprocess':
      return unknown(range, 'process');
    default:
  }
  if (name === 'new')
    return made(
      call,
      state,
      type,
      given.flatMap((value) => [...value.items]),
      range,
    );
  if (PURE.test(type))
    return unknown(range, `[${type}]::${name}()`, flowOf({ items: given.flatMap((value) => value.items) }));
  unknownCall(call, `[${type}]::${name}()`, range);
  return unknown(range, `[${type}]::${name}()`);
}

function onFiles(
  call: Call,
  state: State,
  method: readonly FileVerb[],
  given: readonly Value[],
  name: string,
  range: TextRange,
): Value {
  const paths: Arg[] = [];
  method.forEach((verb, index) => {
    for (const arg of given[index]?.items ?? []) {
      const file = fileArg(state, arg, true);
      paths.push(file);
      // `Directory.Delete(path, true)` takes what is in it along.
      if (verb === 'delete' && textOf(given[1])?.toLowerCase() === 'true') call.traits.add('recursive');
      actOnFile(call, verb, file);
    }
  });
  const [first] = paths;
  if (/^(?:read|openread|opentext)/.test(name) && first !== undefined) {
    const path = pathIn(state, first);
    const known = path === undefined ? undefined : state.scope.files.get(path);
    if (known?.text !== undefined) return valueOf(textArg(known.text, range, undefined, known));
    const flow = {
      ...unknownFlow(range),
      local: true,
      secret: call.state.secret,
      file: path,
    };
    return unknown(range, 'text', known ?? flow);
  }
  if (/^(?:get|enumerate)(?:files|directories|filesystementries)$/.test(name) && first !== undefined) {
    const pattern = textOf(given[1]) ?? '*';
    return { items: [{ ...first, value: `${first.value}/${pattern}`, glob: true, range }], thing: 'file' };
  }
  const target = /^writeall/.test(name) && first !== undefined ? pathIn(state, first) : undefined;
  if (target !== undefined) {
    const text = textOf(given[1]);
    const flow = flowOf(given[1]) ?? unknownFlow(range);
    state.scope.files.set(
      target,
      text === undefined ? { ...flow, text: undefined } : { ...flow, text, offsets: undefined },
    );
  }
  return unknown(range, name);
}

function joinedPath(given: readonly Value[], range: TextRange): Value {
  const items = given.flatMap((value) => value.items);
  const flow = flowOf({ items });
  const text = items
    .map((arg) => arg.value)
    .join('/')
    .replace(/([\\/])\/+/g, '$1');
  return {
    items: [{ ...textArg(text, range, undefined, flow), dynamic: items.some((arg) => arg.dynamic) }],
    thing: 'file',
  };
}

function setEnvironment(call: Call, state: State, given: readonly Value[], range: TextRange): Value {
  const name = textOf(given[0]);
  const lasting = given.length > 2 && !/^process$/i.test(textOf(given[2]) ?? '');
  if (lasting) act(call, 'persist.install', 'operation', `environment ${name ?? '*'}`, range);
  if (name === undefined) opaque(call, 'environment', range, 'problem.dynamic', ['dynamic']);
  else setVariable(state.shell, state.scope, name, given[1]?.items[0], range, true);
  return NOTHING;
}
