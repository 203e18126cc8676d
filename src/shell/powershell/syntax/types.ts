import { fault, peek } from './cursor.ts';
import type { Cursor } from './cursor.ts';

const NAME = /^\[\s*([A-Za-z_][\w.+`]*)\s*/;

/**
 * A type in brackets: its name, or, for what stands before a parameter (`[Parameter(Mandatory)]`), its name with `()`.
 * Undefined when it is neither; then it is a fault.
 */
export function typeName(cursor: Cursor): string | undefined {
  const start = cursor.at;
  const head = NAME.exec(cursor.text.slice(start, start + 200));
  if (head === null) {
    fault(cursor, 'no type');
    cursor.at += 1;
    return undefined;
  }
  const name = head[1] ?? '';
  let at = start + head[0].length;
  let open = 1;
  let attribute = false;
  while (open > 0) {
    const unit = cursor.text[at] ?? '';
    // Code inside an attribute (`[ValidateScript({ … })]`) would run: it is not followed.
    if (unit === '' || unit === '{' || unit === '\n' || (unit === '$' && cursor.text[at + 1] === '(')) {
      fault(cursor, 'no type', start);
      cursor.at = Math.min(at + 1, cursor.text.length);
      return undefined;
    }
    if (unit === '(') attribute = true;
    if (unit === '[') open += 1;
    if (unit === ']') open -= 1;
    at += 1;
  }
  cursor.at = at;
  return attribute ? `${name}()` : name;
}

/** Whether brackets here hold something that only says what a parameter is. */
export function isAttribute(cursor: Cursor): boolean {
  return peek(cursor) === '[' && /^\[\s*[A-Za-z_][\w.]*\s*\(/.test(cursor.text.slice(cursor.at, cursor.at + 120));
}
