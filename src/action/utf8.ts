/** The text of UTF-8 bytes, or undefined when they are not UTF-8. A byte order mark stays in the text: nothing is dropped. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const ENCODER = new TextEncoder();

/** UTF-8 bytes of a well-formed text. A lone surrogate would become U+FFFD: refuse it before (`scanJson`, `isWellFormed`). */
export function bytesOf(text: string): Uint8Array {
  return ENCODER.encode(text);
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/** False when the text has a surrogate without its other half, which no byte string can carry. */
export function isWellFormed(text: string): boolean {
  return !LONE_SURROGATE.test(text);
}
