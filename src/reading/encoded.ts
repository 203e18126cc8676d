const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes of base64, of the alphabet for URLs too, with or without blanks and padding; undefined when it is none. */
export function base64Bytes(text: string): readonly number[] | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const unit of text.replace(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/')) {
    const value = ALPHABET.indexOf(unit);
    if (value === -1) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 0xff);
    }
  }
  return bytes;
}

export function textOfBase64(text: string): string | undefined {
  const bytes = base64Bytes(text);
  return bytes === undefined ? undefined : textOfBytes(bytes);
}

/** Blanks between the digits do not count. */
export function textOfHex(text: string): string | undefined {
  const digits = text.replace(/\s/g, '');
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) return undefined;
  return textOfBytes((digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16)));
}

/** Bytes that are not UTF-8 are no text that could be read as code. */
export function textOfBytes(bytes: readonly number[]): string | undefined {
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return undefined;
  }
}
