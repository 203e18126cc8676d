const QUOTED = String.raw`'(?:[^'\\])*'|"(?:[^"\\$@])*"`;

/** What a name stands for: texts, or a word that the program is given. */
export type Named = string | typeof GIVEN;
/** One of the words that the program is given, whichever. */
export const GIVEN: unique symbol = Symbol('given');

/** Whether nothing in this text gives the variable another value. */
export function isUnchanged(variable: string, text: string): boolean {
  const name = String.raw`\$${variable}\b`;
  const changed = new RegExp(
    String.raw`(?:\bmy|\blocal|\bour|\bstate|\\|\+\+|--)\s*\(?\s*(?:[$@%]\w+\s*,\s*)*${name}|\([^()]*${name}[^()]*\)\s*=(?![=~])|${name}\s*(?:\+\+|--|[^\w\s=!<>),.;}\]]{0,3}\.?x?=(?![=~>])|=~\s*(?:s|tr|y)\b)|\b(?:map|grep|for|foreach|chomp|chop|read|substr|first|any|all|none)\b[^;{]*(?:\{[^{}]*\})?[^;{]*${name}`,
  );
  // What a function is given it may change by `$_[0]`.
  return (
    !changed.test(text) && !/\$_\[\d+\]\s*[^\w\s=!<>),.;}\]]{0,3}=(?![=~])|\$_\[\d+\]\s*=~\s*(?:s|tr|y)\b/.test(text)
  );
}

/** What a variable stands for that one place binds, and nothing changes; undefined: that is known only when it runs. */
export function valuesOf(variable: string, text: string): readonly Named[] | undefined {
  const name = String.raw`\$${variable}\b`;
  const quoted = String.raw`(?:${QUOTED})`;
  const rule = (pattern: string): RegExp => new RegExp(pattern, 'g');
  const preset = String.raw`(?:\s*(?:\/\/|\|\|)\s*(?<preset>${quoted}))?(?=\s*(?:;|\)|or\b|\|\||$))`;
  const bindings = [
    rule(
      String.raw`\bfor(?:each)?\s+my\s+${name}\s*\(\s*(?<glob>glob\s*\(?\s*)?(?<list>${quoted}(?:\s*,\s*${quoted})*)\s*\)`,
    ),
    rule(String.raw`\bfor(?:each)?\s+my\s+${name}\s*\(\s*qw\s*\((?<words>[\w\s.\/-]*)\)\s*\)`),
    rule(String.raw`\bfor(?:each)?\s+my\s+${name}\s*\(\s*(?<given>@ARGV)\s*\)`),
    rule(String.raw`\bmy\s*\(?\s*${name}\s*\)?\s*=\s*(?<list>${quoted})(?=\s*;)`),
    rule(
      String.raw`\bmy\s*\(?\s*${name}\s*\)?\s*=\s*(?<given>\$ARGV\[-?\d+\]|shift\s*\(?\s*@ARGV\s*\)?|shift(?:\s*\(\s*\))?)${preset}`,
    ),
    rule(String.raw`\bmy\s*\(\s*(?:(?:\$\w+|undef)\s*,\s*)*${name}\s*(?:,\s*[$@]\w+\s*)*\)\s*=\s*(?<given>@ARGV)\b`),
  ].flatMap((pattern) => [...text.matchAll(pattern)]);
  const [bound, ...more] = bindings;
  if (bound === undefined || more.length > 0) return undefined;
  if (!isUnchanged(variable, text.replace(bound[0], ''))) return undefined;
  const { glob, list, words, given, preset: otherwise } = bound.groups ?? {};
  if (words !== undefined) return words.split(/\s+/).filter((word) => word !== '');
  if (given !== undefined) {
    // In a function `shift` takes what that is given.
    if (/^shift(?!\s*\(?\s*@ARGV)/.test(given) && /\bsub\b/.test(text)) return undefined;
    return [GIVEN, ...(otherwise === undefined ? [] : [otherwise.slice(1, -1)])];
  }
  const texts = list?.match(new RegExp(QUOTED, 'g'))?.map((one) => one.slice(1, -1)) ?? [];
  return glob === undefined ? texts : texts.flatMap((one) => one.split(/\s+/));
}

/** What holds no text that could be a name: a record, a list, what is decoded, a number, a member of one that is looked at itself. */
const MADE =
  /^(?:(?:eval\s*\{\s*)?(?:JSON::PP::)?(?:decode_json|from_json)\b|JSON::PP->new\b|Time::Piece->|[[{\\]|\(\s*\)|\(\s*[\w'"]+\s*=>\s*[[{\\]|sub\b|\d|(?:@\{\s*)?\$\w+->[[{])/;
const SUBSCRIPTS = String.raw`((?:(?:->)?(?:\[[^\]]*\]|\{[^}]*\}))*)`;

/** What in this text is followed as a variable of another name: `$d->{x}`, `@$d`, `@{ $h{x} }`, `$h{x}{y}`; how deep it is followed. */
function followedIn(text: string): ReadonlyMap<string, number> {
  const followed = new Map<string, number>();
  const add = (name: string, depth: number): void => {
    followed.set(name, Math.max(depth, followed.get(name) ?? 0));
  };
  const depthOf = (subscripts: string): number => (subscripts.match(/[[{]/g) ?? []).length;
  for (const [, name = '', subscripts = ''] of text.matchAll(new RegExp(String.raw`\$(\w+)${SUBSCRIPTS}`, 'g'))) {
    const isDirect = subscripts.startsWith('->');
    if (depthOf(subscripts) > (isDirect ? 0 : 1)) add(name, depthOf(subscripts));
  }
  for (const [, name = '', subscripts = ''] of text.matchAll(
    new RegExp(String.raw`[@%$]\s*\{?\s*\$+\{?(\w+)${SUBSCRIPTS}`, 'g'),
  ))
    add(name, depthOf(subscripts) + 1);
  return followed;
}

/**
 * Whether what is followed was made by the text or decoded. A text that is followed is the name of a variable, `ENV` among them.
 */
export function followsOnlyData(text: string): boolean {
  if (/(?<![$@%\w])(?:ENV|INC|SIG|ISA)\b/.test(text)) return false;
  const hasShort = /["'][A-Z]{1,4}["']/.test(text);
  return [...followedIn(text)].every(([name, depth]) => {
    if (name === '_')
      return !/\$_\s*=(?![=~])/.test(text) && !hasShort && (!/\$_\[/.test(text) || /\bbless\b/.test(text));
    // What `sort` compares.
    if (
      /^[ab]$/.test(name) &&
      /\bsort\b/.test(text) &&
      !hasShort &&
      !new RegExp(String.raw`\$${name}\s*=(?![=~])`).test(text)
    )
      return true;
    const given = [
      ...text.matchAll(
        new RegExp(String.raw`[$@%]${name}\b${SUBSCRIPTS}\s*((?:\|\||\/\/|&&|[-+*.x])?)=(?![=~>])\s*([^;]{0,24})`, 'g'),
      ),
    ]
      // What stands at the end of the way is not followed, and what is counted is a number.
      .filter(
        ([, subscripts = '', sign = '']) => (subscripts.match(/[[{]/g) ?? []).length < depth && !/[-+*]/.test(sign),
      )
      .map(([, , , value = '']) => value);
    const pushed = [
      ...text.matchAll(new RegExp(String.raw`\b(?:push|unshift)\s*\(?\s*@${name}\s*,\s*([^;]{0,24})`, 'g')),
    ];
    const loops = [...text.matchAll(new RegExp(String.raw`\bfor(?:each)?\s+(?:my\s+)?\$${name}\b\s*\(\s*(.)`, 'g'))];
    const grown = new RegExp(String.raw`[@%]\{\s*\$${name}\s*[[{]|\$${name}[[{]`).test(text);
    const isObject = (value: string): boolean =>
      /^(?:shift|@_|\w[\w:]*->new)\b/.test(value) && /\bbless\b/.test(text) && !hasShort;
    return (
      [...given, ...pushed.map(([, value = '']) => value)].every((value) => MADE.test(value) || isObject(value)) &&
      loops.every(([, first = '']) => /[@%a-z]/.test(first)) &&
      (given.length + pushed.length + loops.length > 0 || grown)
    );
  });
}
