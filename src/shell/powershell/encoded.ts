import { withoutEnd } from '../../effect/withoutEnd.ts';
import { base64Bytes, textOfBytes } from '../../reading/encoded.ts';

/** The longest text that is decoded, in UTF-16 units. */
const MOST = 64 * 1024;

/** Bytes of what .NET takes for base64; undefined when it is none. */
export function netBase64(text: string): readonly number[] | undefined {
  const clean = withoutEnd(text.replace(/\s+/g, ''), '=');
  return /^[A-Za-z0-9+/]+$/.test(clean) && clean.length <= MOST ? base64Bytes(clean) : undefined;
}

/** UTF-16LE, what `-EncodedCommand` takes. */
export function utf16(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2)
    text += String.fromCharCode((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8));
  return text;
}

/** UTF-8; a byte that fits nowhere stands for itself. */
export function utf8(bytes: readonly number[]): string {
  return textOfBytes(bytes) ?? bytes.map((byte) => String.fromCharCode(byte)).join('');
}
