import { template } from '../term/forms.ts';
import type { Hole } from '../term/forms.ts';
import type { Form, Lowering } from '../term/lowering.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Term } from '../term/term.ts';

/** Values between the letters of a text. `{$x}` is a hole with its braces. */
function holesOf(parts: readonly Syntax[], lower: Lowering): readonly Hole[] {
  return parts.flatMap((part, index): readonly Hole[] => {
    if (!part.named || /^(?:string_content|escape_sequence)$/.test(part.type)) return [];
    const before = parts[index - 1];
    const after = parts[index + 1];
    const braced = before?.type === '{' && after?.type === '}';
    return [{ range: braced ? [before.range[0], after.range[1]] : part.range, value: lower.of(part) }];
  });
}

/** What stands between the first and the last child, which are the quotes. */
function quoted(node: Syntax, lower: Lowering, holes: readonly Hole[], escapes: 'quotes' | 'kept'): Term {
  const start = node.children[0]?.range[1] ?? node.range[0];
  const end = node.children.at(-1)?.range[0] ?? node.range[1];
  return template([start, Math.max(start, end)], holes, escapes, lower);
}

export const singleQuoted: Form = (node, lower) => quoted(node, lower, [], 'quotes');
export const doubleQuoted: Form = (node, lower) => quoted(node, lower, holesOf(node.children, lower), 'kept');

const EMPTY = (node: Syntax): Term => ({ op: 'text', value: '', range: [node.range[1], node.range[1]] });

export const heredoc: Form = (node, lower) => {
  const body = node.children.find(({ type }) => type === 'heredoc_body');
  return body === undefined ? EMPTY(node) : template(body.range, holesOf(body.children, lower), 'kept', lower);
};

export const nowdoc: Form = (node, lower) => {
  const body = node.children.find(({ type }) => type === 'nowdoc_body');
  return body === undefined ? EMPTY(node) : template(body.range, [], 'none', lower);
};

/** `` `ls` `` runs a shell. */
export const backtick: Form = (node, lower) => ({
  op: 'call',
  on: { op: 'module', module: 'backtick', range: node.range },
  args: [{ value: doubleQuoted(node, lower) }],
  range: node.range,
});
