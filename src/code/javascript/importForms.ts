import type { Form } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import { bindModule } from '../term/term.ts';
import type { Term } from '../term/term.ts';

export const imports: Form = (node, lower) => {
  const { range } = node;
  const module = lower.word(fieldOf(node, 'source')).slice(1, -1);
  const parts: Term[] = [{ op: 'import', module, range }];
  const add = (local: Syntax, member: string | undefined): void => {
    parts.push(bindModule(lower.word(local), module, local.range, member));
  };
  const clause = partsOf(node).find(({ type }) => type === 'import_clause');
  for (const part of clause === undefined ? [] : partsOf(clause)) {
    if (part.type === 'identifier') add(part, undefined);
    else if (part.type === 'namespace_import') for (const name of partsOf(part)) add(name, undefined);
    else if (part.type === 'named_imports') {
      for (const one of partsOf(part)) {
        const name = fieldOf(one, 'name');
        if (name !== undefined) add(fieldOf(one, 'alias') ?? name, lower.word(name));
      }
    }
  }
  return { op: 'any', parts, range };
};
