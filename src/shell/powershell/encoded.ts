/** Bytes of base64 text, as one unit each; undefined when it is none. */
export function base64Bytes(text: string): readonly number[] | undefined {
  const clean = text.replace(/\s+/g, '').replace(/=+$/, '');
  if (clean === '' || !/^[A-Za-z0-9+/]+$/.test(clean) || clean.length > 64 * 1024) return undefined;
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const unit of clean) {
    held = ((held << 6) | alphabet.indexOf(unit)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return bytes;
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
  try {
    return decodeURIComponent(bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''));
  } catch {
    return bytes.map((byte) => String.fromCharCode(byte)).join('');
  }
}
