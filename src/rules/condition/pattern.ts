import { RE2JS } from 're2js';

/** A name: a glob, or a regular expression in RE2's syntax that must match all of it. */
export type Pattern = string | { readonly matches: string };

export type NameTest = (name: string) => boolean;

/** UTF-16 units of one pattern. */
export const LONGEST_PATTERN = 512;
/** Names longer than this fit no pattern: matching is linear, but a name is not a book. */
const LONGEST_NAME = 64 * 1024;

/**
 * A test of whole names. In a glob `*` stands for anything without a slash, `**` for anything, `?` for one character that
 * is no slash. Matching takes time linear in the name, whatever the pattern. Undefined: not a regular expression of RE2.
 */
export function compilePattern(pattern: Pattern): NameTest | undefined {
  if (typeof pattern === 'string') return compileGlob(pattern);
  return compileExpression(pattern.matches);
}

/** Most names are plain, and most patterns are a word with a star at its end: those need no engine. */
export function compileGlob(glob: string): NameTest {
  if (!/[*?]/.test(glob)) return (name) => name === glob;
  if (glob === '**') return () => true;
  const head = glob.slice(0, -2);
  if (glob.endsWith('**') && !/[*?]/.test(head)) return (name) => name.startsWith(head);
  const expression = glob.replace(/\*\*\/|\*\*|[*?]|[^*?]+/g, (part) => {
    switch (part) {
      case '**/':
        return '(?:.*/)?';
      case '**':
        return '.*';
      case '*':
        return '[^/]*';
      case '?':
        return '[^/]';
      default:
        return RE2JS.quote(part);
    }
  });
  return compileExpression(expression) ?? (() => false);
}

function compileExpression(expression: string): NameTest | undefined {
  try {
    const compiled = RE2JS.compile(expression, RE2JS.DOTALL);
    return (name) => name.length <= LONGEST_NAME && compiled.matches(name);
  } catch {
    return undefined;
  }
}
