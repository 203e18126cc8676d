import type { Form } from '../term/lowering.ts';
import { partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Term } from '../term/term.ts';

/** What a pattern takes from the subject is some data, whatever the subject is. */
export const caseClause: Form = (node, lower) => {
  const names: string[] = [];
  const take = (part: Syntax, isClass: boolean): void => {
    if (part.type === 'dotted_name' || part.type === 'identifier') {
      if (!isClass && /^\w+$/.test(lower.word(part))) names.push(lower.word(part));
      return;
    }
    const inner = partsOf(part);
    const skipped = /^(?:class_pattern|keyword_pattern)$/.test(part.type) ? inner[0] : undefined;
    for (const one of inner) take(one, one === skipped);
  };
  const patterns = partsOf(node).filter(({ type }) => type === 'case_pattern');
  for (const pattern of patterns) take(pattern, false);
  const { range } = node;
  const bound: Term = {
    op: 'bind',
    names: names.map((name) => ({ name, as: 'data' })),
    stores: [],
    value: undefined,
    range,
  };
  return { op: 'any', parts: [bound, lower.at(node, 'guard'), lower.at(node, 'consequence')], range };
};
