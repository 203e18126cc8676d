/**
 * One part of a glob as a regular expression over a file name: `*`, `?`, `[…]` and literal text. A hidden name matches only
 * a part that starts with a dot itself, as shells do it by default; `wide`: whatever its case, and hidden names with all
 * others. Undefined for what it does not know (`{…}`, extglob).
 */
export function segmentPattern(segment: string, wide = false): RegExp | undefined {
  let source = !wide && /^[*?[]/.test(segment) ? '(?!\\.)' : '';
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
    return new RegExp(`^${source}$`, wide ? 'is' : 's');
  } catch {
    return undefined;
  }
}
