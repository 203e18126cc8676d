/**
 * A pattern that is built when it is first asked for. One with classes of Unicode takes milliseconds to build, and most
 * texts are plain ASCII and need none.
 */
export function laterPattern(source: string, flags: string): () => RegExp {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(source, flags));
}
