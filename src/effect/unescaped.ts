/** A path of an address with its percent signs resolved; as it stands where they are none (RFC 3986, 2.1). */
export function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
