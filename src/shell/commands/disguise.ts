import type { Arg } from '../state/arg.ts';

/**
 * Quotes or backslashes inside a name (`r''m`, `r\\m`), escapes (`$'\\x72m'`), braces, `$IFS`, patterns, two variables side by side: nobody
 * writes a command's name like that but to hide it. `\\rm`, `"rm"`, `$CC` and `"$DIR"/tool` are ordinary.
 */
export function isDisguised(text: string, { value, dynamic }: Arg): boolean {
  if (/^[\w./-]+$/.test(text)) return false;
  // `X=rm; $X`, `$(echo rm)`: a bare name that could have been written as it is.
  if (!dynamic && /^\w+$/.test(value) && /^"?(?:\$\w+|\$\{\w+\}|\$\([^]*\)|`[^]*`)"?$/.test(text)) return true;
  const inner = text.replace(/^\\(?=\w+$)/, '');
  return (
    /^[\w./-]*[A-Za-z](?:''|""|\\[a-z]|'\w+'|"\w+")|^(?:'\w+'|"\w+"){2}|^(?:''|"")\w|^(?:'\w+'|"\w+")[A-Za-z]/.test(
      inner,
    ) ||
    /^\$'[^']*\\/.test(inner) ||
    /^\{[\w./-]+,/.test(inner) ||
    /\$\{?IFS/.test(inner) ||
    /^\/[^$`]*[?*[]/.test(inner) ||
    /^"?(?:\$\w+|\$\{\w+\}){2,}"?$/.test(inner) ||
    /^\$\{\w+(?::[0-9]|[\^,/@]|!)/.test(inner)
  );
}
