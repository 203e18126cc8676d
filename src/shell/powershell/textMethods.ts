import type { TextRange } from '../../effect/effect.ts';
import { netBase64, utf16, utf8 } from './encoded.ts';
import { unknownFlow } from '../state/flow.ts';
import { flowOf, textArg, textOf, valueOf } from './value.ts';
import type { Value } from './value.ts';

/** Methods of texts whose outcome follows from the text; undefined for all else. */
export function textMethod(object: Value, name: string, given: readonly Value[], range: TextRange): Value | undefined {
  const decoded = decodedText(object, name, given, range);
  if (decoded !== undefined) return decoded;
  const text = textOf(object);
  if (text === undefined || object.thing !== undefined || object.type !== undefined) return undefined;
  const [first, second] = given.map(textOf);
  const one = (value: string): Value => valueOf(textArg(value, range, undefined, flowOf(object)));
  switch (name) {
    case 'replace':
      return first === undefined || first === '' || second === undefined
        ? undefined
        : one(text.split(first).join(second));
    case 'tolower':
    case 'tolowerinvariant':
      return one(text.toLowerCase());
    case 'toupper':
    case 'toupperinvariant':
      return one(text.toUpperCase());
    case 'trim':
      return given.length === 0 ? one(text.trim()) : undefined;
    case 'tostring':
      return one(text);
    case 'substring': {
      const from = Number(first ?? 'x');
      const length = second === undefined ? undefined : Number(second);
      return Number.isInteger(from)
        ? one(text.slice(from, length === undefined ? undefined : from + length))
        : undefined;
    }
    case 'tochararray':
      return { items: Array.from(text, (unit) => textArg(unit, range)) };
    default:
      return undefined;
  }
}

/** `[Text.Encoding]::UTF8.GetString(bytes)`: the bytes stand as base64 in the type of the value. */
function decodedText(object: Value, name: string, given: readonly Value[], range: TextRange): Value | undefined {
  if (name !== 'getstring' || object.type?.startsWith('text.') !== true) return undefined;
  const [bytes] = given;
  const source = bytes?.type === 'base64' ? textOf(bytes) : undefined;
  const raw = source === undefined ? undefined : netBase64(source);
  if (raw === undefined) return undefined;
  const text = /unicode/.test(object.type) ? utf16(raw) : utf8(raw);
  return valueOf(textArg(text, range, undefined, { ...unknownFlow(range), decoded: true }));
}
