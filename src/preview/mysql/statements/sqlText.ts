/** A name as MySQL takes it, whatever is in it. */
export function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "''", '\0': '\\0', '\u001a': '\\Z' };

/** A string as the server takes it where backslashes escape, which is looked at before anything is sent. */
export function literal(text: string): string {
  return `'${text.replaceAll(/[\\'\0\u001a]/g, (one) => ESCAPES[one] ?? one)}'`;
}

export function literals(texts: readonly string[]): string {
  return texts.length === 0 ? "''" : texts.map(literal).join(', ');
}

/** `x.a, x.b`, in brackets when there are several: what stands left of an IN. */
export function tuple(alias: string, columns: readonly string[]): string {
  const list = columns.map((name) => `${alias}.${quoted(name)}`).join(', ');
  return columns.length === 1 ? list : `(${list})`;
}

const UNESCAPED: Readonly<Record<string, string>> = { '0': '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\u001a' };

/** What a string of the text means to the server. `quote`: the mark around it. `\%` and `\_` keep their backslash. */
export function unescaped(inner: string, quote: string): string {
  let out = '';
  for (let at = 0; at < inner.length; at += 1) {
    const c = inner.charAt(at);
    const next = inner.charAt(at + 1);
    if (c === '\\' && next !== '') {
      out += next === '%' || next === '_' ? c + next : (UNESCAPED[next] ?? next);
      at += 1;
    } else if (c === quote && next === quote) {
      out += c;
      at += 1;
    } else out += c;
  }
  return out;
}
