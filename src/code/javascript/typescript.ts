import { silent } from '../forms.ts';
import { unknown } from '../lowering.ts';
import type { Form, FormTable } from '../lowering.ts';

/** The value, with what is said of its type left out. */
const valueOf: Form = (node, lower) => {
  const [value] = lower.parts(node);
  return value ?? unknown(node, lower);
};

/** What TypeScript adds: types say nothing of what happens. Enums, namespaces and decorators run code and stay opaque. */
export const TYPESCRIPT_FORMS: FormTable = {
  'type_annotation type_arguments type_parameters interface_declaration type_alias_declaration': silent,
  'accessibility_modifier override_modifier ambient_declaration': silent,
  'as_expression satisfies_expression non_null_expression': valueOf,
};
