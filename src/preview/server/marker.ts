import type { Marked } from '../preview.ts';

/** What a comment on a database says that it is: `keyturn: production`, anywhere in it. */
export function markedBy(comments: readonly (string | undefined)[]): { readonly marked?: Marked } {
  const said = comments.map(
    (comment) => /(?<![\w-])keyturn\s*[:=]\s*(production|staging)(?![\w-])/i.exec(comment ?? '')?.[1],
  );
  if (said.some((word) => word?.toLowerCase() === 'production')) return { marked: 'production' };
  return said.some((word) => word !== undefined) ? { marked: 'staging' } : {};
}
