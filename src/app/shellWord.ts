/** One word of a POSIX shell, whatever is in the text. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
