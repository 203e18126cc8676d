/** Most names that one pattern stands for and that are told apart. */
const MOST = 16;

/** `{app,lib}/*.rb` is two patterns. Braces in braces stay as they are, and so does what would be too many. */
export function unbraced(pattern: string): readonly string[] {
  const [whole, head = '', inner = '', tail = ''] = /^([^{}]*)\{([^{}]*)\}([^]*)$/.exec(pattern) ?? [];
  if (whole === undefined || !inner.includes(',')) return [pattern];
  const found = inner.split(',').flatMap((one) => unbraced(`${head}${one}${tail}`));
  return found.length > MOST ? [pattern] : found;
}
