import type { TextRange } from '../../../effect/effect.ts';
import { actOnFile, opaque } from '../../effects/act.ts';
import type { Arg } from '../../state/arg.ts';
import { addBody, addFile, draftFor, send } from '../../catalog/request.ts';
import { unknownFlow } from '../../state/flow.ts';
import { callFor } from '../callFor.ts';
import { fileArg, pathIn } from '../paths.ts';
import type { State } from '../state.ts';
import { NOTHING, unknown } from '../value.ts';
import type { Value } from '../value.ts';

/** Methods of objects whose type is known; undefined: not one of these. */
export function instanceCall(
  state: State,
  object: Value,
  name: string,
  given: readonly Value[],
  range: TextRange,
): Value | undefined {
  switch (object.type) {
    case 'net.webclient':
    case 'net.http.httpclient':
      return request(state, name, given, range);
    case 'com.wscript.shell':
      if (name === 'run' || name === 'exec') {
        const call = callFor(state, name, range);
        const [line] = given[0]?.items ?? [];
        opaque(call, line?.value ?? name, range, 'problem.runs-program');
        return unknown(range, name);
      }
      return undefined;
    case 'com.scripting.filesystemobject': {
      const verb = /^delete/.test(name)
        ? 'delete'
        : /^move/.test(name)
          ? 'move'
          : /^(?:create|open|copy)/.test(name)
            ? 'write'
            : undefined;
      if (verb === undefined) return undefined;
      const call = callFor(state, name, range);
      if (/folder/.test(name)) call.traits.add('recursive');
      for (const value of given.slice(0, verb === 'delete' ? 1 : 2))
        for (const arg of value.items) actOnFile(call, verb, fileArg(state, arg, false));
      return NOTHING;
    }
    case 'io.fileinfo':
    case 'io.directoryinfo':
      if (name !== 'delete') return undefined;
      return deleted(state, object, given.length > 0, range);
    case 'io.streamwriter':
      if (!/^(?:write|writeline|flush|close|dispose)$/.test(name)) return undefined;
      for (const arg of object.items.slice(0, 1))
        actOnFile(callFor(state, name, range), 'write', fileArg(state, arg, true));
      return NOTHING;
    case 'io.streamreader':
      if (!/^(?:read\w*|close|dispose)$/.test(name)) return undefined;
      for (const arg of object.items.slice(0, 1))
        actOnFile(callFor(state, name, range), 'read', fileArg(state, arg, true));
      return unknown(range, name);
    default:
      return undefined;
  }
}

function deleted(state: State, object: Value, recursive: boolean, range: TextRange): Value {
  const call = callFor(state, 'delete', range);
  if (recursive) call.traits.add('recursive');
  for (const arg of object.items.slice(0, 1)) actOnFile(call, 'delete', fileArg(state, arg, true));
  return NOTHING;
}

/** WebClient and HttpClient: `DownloadString(url)`, `UploadFile(url, path)`, `DeleteAsync(url)` … */
function request(state: State, name: string, given: readonly Value[], range: TextRange): Value | undefined {
  const [url] = given[0]?.items ?? [];
  const method = /^(?:download|get)/.test(name)
    ? 'GET'
    : /^(?:upload|post|send)/.test(name)
      ? 'POST'
      : /^put/.test(name)
        ? 'PUT'
        : /^patch/.test(name)
          ? 'PATCH'
          : /^delete/.test(name)
            ? 'DELETE'
            : undefined;
  if (method === undefined || url === undefined) return /^(?:dispose|add|close)$/.test(name) ? NOTHING : undefined;
  const call = callFor(state, name, range);
  const draft = draftFor({ ...url, range });
  const rest: readonly Arg[] = given.slice(1).flatMap((value) => value.items);
  if (/^uploadfile/.test(name)) for (const file of rest.slice(-1)) addFile(call, draft, fileArg(state, file, true));
  else if (method !== 'GET') for (const body of rest) addBody(call, draft, body, { files: false });
  send(call, draft, method);
  const flow = { ...unknownFlow(range), network: true, host: call.state.host };
  if (/^downloadfile/.test(name)) {
    for (const file of rest.slice(0, 1)) {
      const target = fileArg(state, file, true);
      actOnFile(call, 'write', target);
      const path = pathIn(state, target);
      if (path !== undefined) state.scope.files.set(path, flow);
    }
    return NOTHING;
  }
  return unknown(range, '', flow);
}
