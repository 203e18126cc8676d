import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { TextRange } from '../../effect/effect.ts';
import type { RuleProblem } from '../../rules/file/ruleProblem.ts';
import { FIX_WORDS } from '../sentences/ruleNotes.ts';

/** One change that mends a problem; comments stay. */
export interface RuleFix {
  readonly title: string;
  readonly range: TextRange;
  /** Takes the place of the range. */
  readonly text: string;
}

/** How to mend what is wrong in a rules text; undefined: only its author knows. `person`: who would answer for a rule. */
export function ruleFixes(text: string, person: string): (problem: RuleProblem) => RuleFix | undefined {
  let tree: { readonly root: Node | undefined } | undefined;
  const ruleOf = ({ field }: RuleProblem): Node | undefined => {
    const [list, index] = field.split('.');
    if (list !== 'rules' || index === undefined) return undefined;
    tree ??= { root: parseTree(text, [], { allowTrailingComma: true }) };
    return tree.root === undefined ? undefined : findNodeAtLocation(tree.root, [list, Number(index)]);
  };

  return (problem) => {
    switch (problem.code) {
      case 'wrong-value':
      case 'unknown-field': {
        const like = problem.values['like'] ?? '';
        if (like === '') return undefined;
        const meant = JSON.stringify(like);
        return { title: FIX_WORDS.change(meant), range: problem.range, text: meant };
      }
      case 'owner': {
        const rule = ruleOf(problem);
        const id = rule === undefined ? undefined : findNodeAtLocation(rule, ['id'])?.parent;
        if (id === undefined || person === '') return undefined;
        const end = id.offset + id.length;
        const owner = `,${lead(text, id.offset)}"owner": ${JSON.stringify(person)}`;
        return { title: FIX_WORDS.owner(person), range: [end, end], text: owner };
      }
      case 'broad': {
        const rule = ruleOf(problem);
        const then = rule === undefined ? undefined : findNodeAtLocation(rule, ['then']);
        if (then === undefined) return undefined;
        return { title: FIX_WORDS.hold, range: [then.offset, then.offset + then.length], text: '"hold"' };
      }
      case 'shadowed':
      case 'dead':
      case 'expired': {
        const rule = ruleOf(problem);
        return rule === undefined ? undefined : { title: FIX_WORDS.remove, range: withItsComma(text, rule), text: '' };
      }
      default:
        return undefined;
    }
  };
}

/** What stands before a field that has a line of its own: the break and the indentation; else one blank. */
function lead(text: string, offset: number): string {
  return /\r?\n[ \t]*$/.exec(text.slice(Math.max(0, offset - 1000), offset))?.[0] ?? ' ';
}

/** With the line that it begins on, where nothing else stands before it. A comma that is left before it may end a list. */
function withItsComma(text: string, { offset, length }: Node): TextRange {
  const own = lead(text, offset);
  const comma = /^\s*,/.exec(text.slice(offset + length, offset + length + 1000))?.[0] ?? '';
  return [own === ' ' ? offset : offset - own.length, offset + length + comma.length];
}
