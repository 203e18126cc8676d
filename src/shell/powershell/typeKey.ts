/** A .NET type's name as the tables of this reader have it: `[System.IO.File]` is `io.file`. */
export function typeKey(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('`', '')
    .replace(/\s+/g, '')
    .replace(/^system\./, '');
}
