import { any, template } from '../term/forms.ts';
import type { Hole } from '../term/forms.ts';
import { literal } from '../term/escapes.ts';
import type { Form, Lowering } from '../term/lowering.ts';
import { partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Term } from '../term/term.ts';

function holesOf(node: Syntax, lower: Lowering): readonly Hole[] {
  return node.children
    .filter(({ type }) => type === 'interpolation')
    .map((part): Hole => {
      const [value, ...more] = lower.parts(part);
      return { range: part.range, value: value !== undefined && more.length === 0 ? value : any(part, lower) };
    });
}

/** What stands between the delimiters. */
function inside(node: Syntax): readonly [number, number] {
  const first = node.children[0];
  const last = node.children.at(-1);
  const [start, end] = node.range;
  // `bare_string` has no delimiters of its own.
  const from = first !== undefined && !first.named ? first.range[1] : start;
  const to = last !== undefined && last !== first && !last.named ? last.range[0] : end;
  return [from, Math.max(from, to)];
}

function textOf(node: Syntax, lower: Lowering): Term {
  const between = inside(node);
  const quote = lower.text.slice(node.range[0], between[0]);
  return template(between, holesOf(node, lower), /^(?:'|%q|:')/.test(quote) ? 'quotes' : 'dropped', lower);
}

export const string: Form = textOf;

/** `%w[a b]` */
export const words: Form = (node, lower) => ({
  op: 'list',
  parts: partsOf(node).map((part) => textOf(part, lower)),
  range: node.range,
});

/** The body was brought here from where it stands (`heredocs.ts`). */
export const heredoc: Form = (node, lower) => {
  const first = node.children[0];
  const last = node.children.at(-1);
  if (first === undefined || last === undefined) return { op: 'opaque', parts: [], range: node.range };
  const raw = /^<<[~-]?'/.test(lower.word(node));
  return template([first.range[0], last.range[1]], holesOf(node, lower), raw ? 'none' : 'dropped', lower);
};

/** `` `ls` `` runs a shell. */
export const subshell: Form = (node, lower) => ({
  op: 'call',
  on: { op: 'module', module: 'backtick', range: node.range },
  args: [{ value: textOf(node, lower) }],
  range: node.range,
});

/** A symbol is a name: `:a`, `a:`, `:"a"`. */
export function symbolText(node: Syntax, lower: Lowering): string | undefined {
  switch (node.type) {
    case 'hash_key_symbol':
    case 'bare_symbol':
      return lower.word(node);
    case 'simple_symbol':
      return lower.word(node).slice(1);
    case 'string':
    case 'delimited_symbol': {
      const term = textOf(node, lower);
      return term.op === 'text' ? term.value : undefined;
    }
    default:
      return undefined;
  }
}

export const symbol: Form = (node, lower) => {
  const [start, end] = node.range;
  if (node.type === 'delimited_symbol') return textOf(node, lower);
  return literal(lower.text, [node.type === 'simple_symbol' ? start + 1 : start, end], 'none');
};
