import type { Form, Lowering } from '../term/lowering.ts';
import { fieldOf, fieldsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import { bindModule } from '../term/term.ts';
import type { Term } from '../term/term.ts';

/** A dotted name, which may be written with blanks between its parts. */
const dotted = (node: Syntax | undefined, lower: Lowering): string => lower.word(node).replaceAll(/\s/g, '');

const pathOf = (part: Syntax): Syntax | undefined => (part.type === 'aliased_import' ? fieldOf(part, 'name') : part);

export const imports: Form = (node, lower) => {
  const parts = fieldsOf(node, 'name').flatMap((part): readonly Term[] => {
    const { range } = part;
    const alias = fieldOf(part, 'alias');
    const module = dotted(pathOf(part), lower);
    // `import a.b` binds `a`; `import a.b as c` binds the inner one.
    const [root = module] = module.split('.');
    const bound = alias === undefined ? bindModule(root, root, range) : bindModule(lower.word(alias), module, range);
    return [{ op: 'import', module, range }, bound];
  });
  return { op: 'any', parts, range: node.range };
};

export const importFrom: Form = (node, lower) => {
  const { range } = node;
  const module = dotted(fieldOf(node, 'module_name'), lower);
  const names = fieldsOf(node, 'name');
  // `import *` binds names that nobody can see here.
  if (names.length === 0) return { op: 'opaque', parts: [{ op: 'import', module, range }], range };
  const parts = names.map((part): Term => {
    const name = lower.word(pathOf(part));
    const alias = fieldOf(part, 'alias');
    return bindModule(alias === undefined ? name : lower.word(alias), module, part.range, name);
  });
  return { op: 'any', parts: [{ op: 'import', module, range }, ...parts], range };
};
