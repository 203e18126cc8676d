import { template } from '../term/forms.ts';
import { unknown } from '../term/lowering.ts';
import type { Form } from '../term/lowering.ts';
import { partsOf } from '../term/syntax.ts';

/** `'…'`, `r'…'`, `f'…{x}…'`. */
export const string: Form = (node, lower) => {
  const start = node.children.find(({ type }) => type === 'string_start');
  const end = node.children.find(({ type }) => type === 'string_end');
  if (start === undefined || end === undefined) return unknown({ ...node, children: [] }, lower);
  const prefix = lower.word(start).toLowerCase();
  const holes = node.children
    .filter(({ type }) => type === 'interpolation')
    .map((part) => ({ range: part.range, value: valueIn(part, lower) }));
  return template([start.range[1], end.range[0]], holes, prefix.includes('r') ? 'none' : 'kept', lower);
};

/** `{x!r:>3}` is the value in another shape; a bare name is the value itself. */
const valueIn: Form = (node, lower) => {
  const [first, ...rest] = partsOf(node).map(lower.of);
  if (first === undefined) return { op: 'any', parts: [], range: node.range };
  return rest.length === 0 ? first : { op: 'any', parts: [first, ...rest], range: node.range };
};
