import type { TextRange } from '../../effect/effect.ts';
import { textOfBase64, textOfHex } from '../../reading/encoded.ts';
import { DATA } from './value.ts';
import type { Value } from './value.ts';

export type Encoding = 'base64' | 'hex' | 'rot13' | 'percent' | 'reversed';

/** The longest text that is decoded, in UTF-16 units. */
const MOST = 16 * 1024;

/** What languages call an encoding: `Buffer.from(x, 'base64')`, `codecs.decode(x, 'hex')`, `x.unpack1('m')`, `[x].pack('H*')`. */
const NAMES: Readonly<Record<string, Encoding>> = {
  base64: 'base64',
  base64url: 'base64',
  base64_codec: 'base64',
  m: 'base64',
  m0: 'base64',
  hex: 'hex',
  hex_codec: 'hex',
  'H*': 'hex',
  rot13: 'rot13',
  rot_13: 'rot13',
};

/** A text in another form of data: not where an encoding other than that of letters is named. */
export function kept(values: readonly Value[] | undefined, named?: readonly Value[]): Value {
  const [value, ...more] = values ?? [];
  if (named?.some((name) => name.is !== 'text' || Object.hasOwn(NAMES, name.text)) === true) return DATA;
  return more.length === 0 && (value?.is === 'text' || value?.is === 'decoded') ? value : DATA;
}

/** What a text spells in an encoding, or in the one that `named` names; data where that is not known. */
export function decodedBy(
  by: Encoding | 'named',
  values: readonly Value[] | undefined,
  named: readonly Value[] | undefined,
  range: TextRange,
): Value {
  const source = kept(values);
  if (!(source.is === 'decoded' || (source.is === 'text' && source.open !== true && source.pattern !== true)))
    return DATA;
  const name = kept(named);
  const encoding =
    by !== 'named' ? by : name.is === 'text' && Object.hasOwn(NAMES, name.text) ? NAMES[name.text] : undefined;
  const text = encoding === undefined ? undefined : decode(encoding, source.text);
  return text === undefined || text.trim() === '' ? DATA : { is: 'decoded', text, range };
}

export function decode(encoding: Encoding, text: string): string | undefined {
  if (text.length > MOST) return undefined;
  switch (encoding) {
    case 'base64':
      return textOfBase64(text);
    case 'hex':
      return textOfHex(text);
    case 'rot13':
      return text.replaceAll(/[a-z]/gi, (letter) => {
        const first = letter <= 'Z' ? 65 : 97;
        return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
      });
    case 'percent':
      try {
        return decodeURIComponent(text);
      } catch {
        return undefined;
      }
    case 'reversed':
      return [...text].reverse().join('');
  }
}
