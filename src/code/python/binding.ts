import { bindTarget } from '../term/bindTarget.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Form, Lowering } from '../term/lowering.ts';
import { childrenOf } from '../term/term.ts';
import type { BindTerm, Bound, Term } from '../term/term.ts';

export const bind = bindTarget({
  names: ['identifier'],
  groups: [
    'pattern_list',
    'tuple_pattern',
    'list_pattern',
    'list_splat_pattern',
    'tuple',
    'list',
    'parenthesized_expression',
  ],
});

export const assignment: Form = (node, lower) => {
  const right = fieldOf(node, 'right');
  const value = right === undefined ? undefined : lower.of(right);
  // `x += y` makes another value of both, and calls nothing that is not read elsewhere.
  const as = node.type === 'assignment' ? 'same' : 'data';
  const target = bind(fieldOf(node, 'left'), value, as, node, lower);
  const bound: BindTerm = as === 'same' ? target : { ...target, adds: true };
  const type = fieldOf(node, 'type');
  // `path: Path` says what it will be, and binds nothing.
  if (type !== undefined && right === undefined && fieldOf(node, 'left')?.type === 'identifier') return lower.of(type);
  return type === undefined ? bound : { op: 'any', parts: [bound, lower.of(type)], range: node.range };
};

/** What says of what kind something is: a name that stands there goes nowhere, a call is made. */
export const annotation: Form = (node, lower) => {
  const parts = lower.parts(node);
  return { op: 'any', parts: parts.every(isOnlyNamed) ? [] : parts, range: node.range };
};

function isOnlyNamed(term: Term): boolean {
  return (
    /^(?:name|member|index|text|constant|any|list|join|choice)$/.test(term.op) && childrenOf(term).every(isOnlyNamed)
  );
}

/** The types of parameters are evaluated where the function is made. */
export function typesOf(node: Syntax, lower: Lowering): readonly Term[] {
  const list = fieldOf(node, 'parameters');
  const types = list === undefined ? [] : partsOf(list).flatMap((part) => fieldOf(part, 'type') ?? []);
  return types.map(lower.of);
}

/** Parameters are data where nobody knows the callers; their defaults are evaluated. */
export function parameters(node: Syntax, lower: Lowering): readonly Term[] {
  const list = fieldOf(node, 'parameters');
  return list === undefined ? [] : partsOf(list).flatMap((part) => parameterOf(part, lower) ?? []);
}

function parameterOf(part: Syntax, lower: Lowering): Term | undefined {
  const { range } = part;
  const names: Bound[] = [];
  const stores: Term[] = [];
  let parameter: BindTerm['parameter'] = 'plain';
  const take = (inner: Syntax): void => {
    if (inner.type === 'identifier') names.push({ name: lower.word(inner), as: 'data' });
    else if (/^(?:list_splat|dictionary_splat|tuple)_pattern$/.test(inner.type)) {
      parameter = inner.type === 'tuple_pattern' ? 'pattern' : inner.type.startsWith('list') ? 'placed' : 'named';
      partsOf(inner).forEach(take);
    } else stores.push({ op: 'opaque', parts: [], range: inner.range });
  };
  switch (part.type) {
    case 'positional_separator':
    case 'keyword_separator':
      return undefined;
    case 'default_parameter':
    case 'typed_default_parameter': {
      const name = fieldOf(part, 'name');
      const value = fieldOf(part, 'value');
      if (name !== undefined) take(name);
      if (value !== undefined) stores.push(lower.of(value));
      break;
    }
    case 'typed_parameter':
      for (const inner of partsOf(part)) if (inner.type !== 'type') take(inner);
      break;
    default:
      take(part);
  }
  return { op: 'bind', names, stores, value: undefined, parameter, range };
}

/** Names that a function has for itself: what is bound in it, but not in the functions and comprehensions within. */
export function ownNames(terms: readonly Term[]): readonly string[] {
  const own = new Set<string>();
  const look = (term: Term, not: ReadonlySet<string>): void => {
    if (term.op === 'function') {
      if (term.name !== undefined) own.add(term.name);
      return;
    }
    if (term.op === 'bind') for (const { name } of term.names) if (!not.has(name)) own.add(name);
    const inner =
      (term.op === 'each' || term.op === 'branch') && term.own !== undefined ? new Set([...not, ...term.own]) : not;
    for (const part of childrenOf(term)) look(part, inner);
  };
  for (const term of terms) look(term, new Set());
  return [...own];
}
