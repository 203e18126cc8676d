import type { TextRange } from '../../../effect/effect.ts';
import { actOnFile } from '../../effects/act.ts';
import type { Arg } from '../../state/arg.ts';
import type { Call } from '../../state/call.ts';
import { unknownCall } from '../callFor.ts';
import { fileArg } from '../paths.ts';
import type { State } from '../state.ts';
import { unknownArg } from '../value.ts';
import type { Value } from '../value.ts';

/** Types whose making does nothing. What their methods do is told where they are called. */
const QUIET =
  /^(?:net\.webclient|net\.http\.\w+|net\.networkcredential|net\.mail\.\w+|net\.sockets\.\w+|collections\.[\w.[\],]+|text\.\w+|text\.regularexpressions\.regex|io\.(?:fileinfo|directoryinfo|stringreader|stringwriter|memorystream|driveinfo)|datetime|timespan|version|uri|uribuilder|guid|random|string|char|object|psobject|management\.automation\.(?:psobject|pscredential|language\.\w+)|pscredential|security\.securestring|security\.principal\.\w+|security\.accesscontrol\.\w+|diagnostics\.(?:process|processstartinfo|stopwatch)|xml\.\w+|xml|data\.\w+|data\.sqlclient\.\w+|microsoft\.data\.sqlclient\.\w+|system\.\w+|windows\.forms\.\w+|drawing\.\w+|numerics\.\w+|security\.cryptography\.[\w.]+|hashtable|arraylist)$/;

/** `New-Object TYPE …`, `[TYPE]::new(…)`. Some open a file by being made. */
export function made(call: Call, state: State, type: string, given: readonly Arg[], range: TextRange): Value {
  const [first] = given;
  if (/^io\.(?:streamwriter|filestream|streamreader)$/.test(type)) {
    const reads = type === 'io.streamreader' || /^open$/i.test(given[1]?.value ?? '');
    if (first !== undefined) actOnFile(call, reads ? 'read' : 'write', fileArg(state, first, true));
  } else if (!QUIET.test(type)) unknownCall(call, type, range);
  return { items: first === undefined ? [unknownArg(range, type)] : given, type };
}
