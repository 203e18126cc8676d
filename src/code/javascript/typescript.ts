import { silent } from '../term/forms.ts';
import { unknown } from '../term/lowering.ts';
import type { Form, FormTable } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Term } from '../term/term.ts';

/** The value, with what is said of its type left out. */
const valueOf: Form = (node, lower) => {
  const [value] = lower.parts(node);
  return value ?? unknown(node, lower);
};

/** `enum Level { Low = 1 }`: names for numbers and texts, which are data. */
const enumeration: Form = (node, lower) => {
  const name = fieldOf(node, 'name');
  const body = fieldOf(node, 'body');
  if (name === undefined || body === undefined) return unknown(node, lower);
  const { range } = node;
  const values = partsOf(body).flatMap((part) => fieldOf(part, 'value') ?? []);
  const bound: Term = {
    op: 'bind',
    names: [{ name: lower.word(name), as: 'data' }],
    stores: [],
    value: undefined,
    range,
  };
  return { op: 'any', parts: [...values.map(lower.of), bound], range };
};

/** What TypeScript adds: types say nothing of what happens. Namespaces and decorators run code and stay opaque. */
export const TYPESCRIPT_FORMS: FormTable = {
  'type_annotation type_arguments type_parameters interface_declaration type_alias_declaration': silent,
  'accessibility_modifier override_modifier ambient_declaration': silent,
  enum_declaration: enumeration,
  'as_expression satisfies_expression non_null_expression': valueOf,
};
