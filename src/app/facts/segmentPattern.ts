/**
 * One part of a glob as a regular expression over a file name: `*`, `?`, `[…]` and literal text. A hidden name matches only
 * a part that starts with a dot itself, as shells do it by default. Undefined for what it does not know (`{…}`, extglob).
 */
export function segmentPattern(segment: string): RegExp | undefined {
  let source = /^[*?[]/.test(segment) ? '(?!\\.)' : '';
  for (let at = 0; at < segment.length; at++) {
    const character = segment[at] ?? '';
    switch (character) {
      case '*':
        // Runs of stars mean one, and would cost much as many.
        if (segment[at - 1] !== '*') source += '[^/]*';
        break;
      case '?':
        source += '[^/]';
        break;
      case '[': {
        const end = segment.indexOf(']', at + 2);
        if (end < 0) return undefined;
        const inside = segment.slice(at + 1, end);
        if (/[[\\]/.test(inside)) return undefined;
        source += `[${inside.replace(/^[!^]/, '^')}]`;
        at = end;
        break;
      }
      case '{':
      case '}':
      case '(':
      case ')':
      case '|':
        return undefined;
      default:
        source += character.replace(/[\\^$.+\]]/, '\\$&');
    }
  }
  if (source.split('[^/]*').length > 8) return undefined;
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return undefined;
  }
}
