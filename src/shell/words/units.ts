/** For each unit of `value` its offset in `text`, which is the same with backslashes and line continuations in it. */
export function alignEscaped(text: string, value: string, base: number): number[] {
  const offsets = new Array<number>(value.length);
  if (text.length === value.length) {
    for (let i = 0; i < value.length; i++) offsets[i] = base + i;
    return offsets;
  }
  let at = 0;
  for (let i = 0; i < value.length; i++) {
    while (text.length - at > value.length - i) {
      if (text[at] === '\\' && (text[at + 1] === '\n' || text[at + 1] === value[i])) {
        at += text[at + 1] === '\n' && value[i] !== '\n' ? 2 : 1;
        if (text[at] === value[i] && text[at - 1] === '\\') break;
      } else if (text[at] !== value[i]) at++;
      else break;
    }
    offsets[i] = base + Math.min(at, text.length - 1);
    at++;
  }
  return offsets;
}

const ANSI_ESCAPE = /\\(?:x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|[0-7]{1,3}|c[^]|[^])|[^]/g;

/** The same for the inside of `$'…'`. `base` is where the inside starts. */
export function alignAnsi(inside: string, value: string, base: number): number[] {
  const offsets: number[] = [];
  for (const match of inside.matchAll(ANSI_ESCAPE)) {
    const wide = /^\\[uU]/.test(match[0]) && parseInt(match[0].slice(2), 16) > 0xffff;
    offsets.push(base + match.index);
    if (wide) offsets.push(base + match.index);
  }
  while (offsets.length < value.length) offsets.push(offsets.at(-1) ?? base);
  offsets.length = value.length;
  return offsets;
}
