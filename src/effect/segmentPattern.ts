/**
 * One path segment of a glob, matched as bash does without options: `*` `?` `[…]` `\x`; a leading dot only by a dot.
 * Own matcher, since a hostile pattern must not cost more than name × pattern steps.
 */
export interface SegmentPattern {
  readonly text: string;
  /** False: no special character; `literal` is the name itself. */
  readonly special: boolean;
  readonly literal: string;
  /** False: it is too long to be understood, and matches every name. */
  readonly known: boolean;
  matches(name: string): boolean;
}

/** Letters of a pattern that is understood. A name has 255 bytes; reading brackets that never close costs their square. */
const LONGEST = 1024;

type Part =
  | { readonly part: 'any' }
  | { readonly part: 'one' }
  | { readonly part: 'letter'; readonly letter: string }
  | { readonly part: 'set'; readonly negated: boolean; readonly holds: (letter: string) => boolean };

/** `hidden-too`: as `find -name` matches, a leading dot is a letter like others. */
export function segmentPattern(text: string, dots: 'hidden-too' | 'own-dot' = 'own-dot'): SegmentPattern {
  if (text.length > LONGEST && /[[*?\\]/.test(text))
    return { text, special: true, literal: '', known: false, matches: () => true };
  const parts = partsOf([...text]);
  const special = parts.some(({ part }) => part !== 'letter');
  const literal = parts.map((part) => (part.part === 'letter' ? part.letter : '')).join('');
  const dotted = parts[0]?.part === 'letter' && parts[0].letter === '.';
  return {
    text,
    special,
    literal,
    known: true,
    matches: (name) => (name.startsWith('.') && !dotted && dots === 'own-dot' ? false : matchParts(parts, [...name])),
  };
}

function partsOf(letters: readonly string[]): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at] as string;
    if (letter === '*') {
      if (parts.at(-1)?.part !== 'any') parts.push({ part: 'any' });
    } else if (letter === '?') parts.push({ part: 'one' });
    else if (letter === '\\' && at + 1 < letters.length) {
      at += 1;
      parts.push({ part: 'letter', letter: letters[at] as string });
    } else if (letter === '[') {
      const set = setAt(letters, at);
      if (set === undefined) parts.push({ part: 'letter', letter });
      else {
        parts.push(set.part);
        at = set.end;
      }
    } else parts.push({ part: 'letter', letter });
  }
  return parts;
}

/** Made when one is met: merely to look at `\p{L}` takes a tenth of a millisecond. */
const CLASSES: Readonly<Record<string, () => RegExp>> = {
  alnum: () => /^[\p{L}\p{N}]$/u,
  alpha: () => /^\p{L}$/u,
  digit: () => /^[0-9]$/,
  lower: () => /^\p{Ll}$/u,
  upper: () => /^\p{Lu}$/u,
  space: () => /^\s$/u,
  punct: () => /^[\p{P}\p{S}]$/u,
  xdigit: () => /^[0-9a-fA-F]$/,
  blank: () => /^[ \t]$/,
  cntrl: () => /^\p{Cc}$/u,
};

/** The set that opens at `start`; undefined where bash takes the bracket as a plain letter (it never closes). */
function setAt(letters: readonly string[], start: number): { readonly part: Part; readonly end: number } | undefined {
  let at = start + 1;
  const negated = letters[at] === '!' || letters[at] === '^';
  if (negated) at += 1;
  const tests: ((letter: string) => boolean)[] = [];
  for (let first = true; at < letters.length; first = false) {
    let letter = letters[at] as string;
    if (letter === ']' && !first) {
      return { part: { part: 'set', negated, holds: (candidate) => tests.some((test) => test(candidate)) }, end: at };
    }
    if (letter === '[' && letters[at + 1] === ':') {
      const close = letters.indexOf(':', at + 2);
      const pattern =
        close > 0 && letters[close + 1] === ']' ? CLASSES[letters.slice(at + 2, close).join('')]?.() : undefined;
      if (pattern !== undefined) {
        tests.push((candidate) => pattern.test(candidate));
        at = close + 2;
        continue;
      }
    }
    if (letter === '\\' && at + 1 < letters.length) {
      at += 1;
      letter = letters[at] as string;
    }
    const last = letters[at + 2];
    if (letters[at + 1] === '-' && last !== undefined && last !== ']') {
      const [low, high] = [letter, last];
      tests.push((candidate) => candidate >= low && candidate <= high);
      at += 3;
    } else {
      const only = letter;
      tests.push((candidate) => candidate === only);
      at += 1;
    }
  }
  return undefined;
}

/** Greedy with one way back, to the latest `*`: linear in name × pattern. */
function matchParts(parts: readonly Part[], letters: readonly string[]): boolean {
  let at = 0;
  let letter = 0;
  let star = -1;
  let resume = 0;
  while (letter < letters.length) {
    const part = parts[at];
    if (part?.part === 'any') {
      star = at;
      resume = letter;
      at += 1;
    } else if (part !== undefined && matchOne(part, letters[letter] as string)) {
      at += 1;
      letter += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      letter = resume;
    } else return false;
  }
  while (parts[at]?.part === 'any') at += 1;
  return at === parts.length;
}

function matchOne(part: Part, letter: string): boolean {
  switch (part.part) {
    case 'any':
    case 'one':
      return true;
    case 'letter':
      return part.letter === letter;
    case 'set':
      return part.holds(letter) !== part.negated;
  }
}
