/** Lower-case hex of SHA-256 over the UTF-8 bytes of exactly this string; undefined outside a secure context. */
export async function seenHash(view: string): Promise<string | undefined> {
  // `crypto.subtle` is not there on plain http from another machine, whatever the types say.
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined) return undefined;
  const hash = await subtle.digest('SHA-256', new TextEncoder().encode(view));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
