import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';

/** Where rules and examples stand in a rules text. Offsets are UTF-16. */
export interface WrittenRules {
  /** `start`: of the rule's brace. Rules without an id have no place here. */
  readonly rules: readonly { readonly id: string; readonly start: number }[];
  readonly examples: readonly WrittenExample[];
}

export interface WrittenExample {
  /** Place of its rule among the rules; absent: it stands beside all of them. */
  readonly rule?: number;
  /** Place in its list. */
  readonly index: number;
  readonly start: number;
  /** Behind its brace, and behind the comma that follows at once. */
  readonly end: number;
}

const NOTHING: WrittenRules = { rules: [], examples: [] };

/** What can be found while the text is being written: a mistake elsewhere does not hide a rule. */
export function writtenRules(text: string): WrittenRules {
  let root: Node | undefined;
  try {
    root = parseTree(text, [], { allowTrailingComma: true });
  } catch {
    // The parser calls itself for each level.
    return NOTHING;
  }
  if (root === undefined) return NOTHING;
  const items = (from: Node, name: string): readonly Node[] => {
    const list = findNodeAtLocation(from, [name]);
    return list?.type === 'array' ? (list.children ?? []) : [];
  };
  const examplesIn = (from: Node, rule?: number): readonly WrittenExample[] =>
    items(from, 'examples').map(({ offset, length }, index) => {
      const end = offset + length;
      return {
        ...(rule === undefined ? {} : { rule }),
        index,
        start: offset,
        end: text[end] === ',' ? end + 1 : end,
      };
    });
  const rules = items(root, 'rules');
  return {
    rules: rules.flatMap((node) => {
      const id: unknown = findNodeAtLocation(node, ['id'])?.value;
      return typeof id === 'string' ? [{ id, start: node.offset }] : [];
    }),
    examples: [...rules.flatMap((node, index) => examplesIn(node, index)), ...examplesIn(root)],
  };
}
