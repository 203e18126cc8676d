import { RE2JS } from 're2js';

/** A name: a glob, or a regular expression in RE2's syntax that must match all of it. */
export type Pattern = string | { readonly matches: string };

export type NameTest = (name: string) => boolean;

/** UTF-16 units of one pattern. */
export const LONGEST_PATTERN = 512;
/** Names longer than this fit no pattern: matching is linear, but a name is not a book. */
const LONGEST_NAME = 64 * 1024;

/** Whether a pattern says anything: a text that is no regular expression of RE2 does not. */
export function isPattern(pattern: Pattern): boolean {
  if (typeof pattern === 'string') return true;
  try {
    RE2JS.compile(pattern.matches, RE2JS.DOTALL);
    return true;
  } catch {
    return false;
  }
}

/**
 * A test of whole names. In a glob `*` stands for anything without a slash, `**` for anything, `?` for one character that
 * is no slash. Matching takes time linear in the name, whatever the pattern. An expression is compiled with the first name:
 * of thousands of rules few are asked. The test of what `isPattern` refuses throws.
 */
export function compilePattern(pattern: Pattern): NameTest {
  return typeof pattern === 'string' ? compileGlob(pattern) : compileExpression(pattern.matches);
}

/** Most names are plain, and most patterns are a word with a star in it: those need no engine. */
export function compileGlob(glob: string): NameTest {
  if (!/[*?]/.test(glob)) return (name) => name === glob;
  if (glob === '**') return () => true;
  const [head = '', tail = '', ...more] = glob.split(/\*+/);
  if (more.length === 0 && !glob.includes('?')) {
    if (!glob.includes('**')) return (name) => isAround(name, head, tail) && !isFolderBetween(name, head, tail);
    if (glob.endsWith('**')) return (name) => name.startsWith(head);
  }
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
  return compileExpression(expression);
}

function isAround(name: string, head: string, tail: string): boolean {
  return name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
}

function isFolderBetween(name: string, head: string, tail: string): boolean {
  const slash = name.indexOf('/', head.length);
  return slash >= 0 && slash < name.length - tail.length;
}

function compileExpression(expression: string): NameTest {
  let compiled: RE2JS | undefined;
  return (name) => {
    compiled ??= RE2JS.compile(expression, RE2JS.DOTALL);
    return name.length <= LONGEST_NAME && compiled.matches(name);
  };
}
