import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import { decodeRuleFile } from '../file/decodeRuleFile.ts';
import type { Rule } from '../file/ruleFile.ts';

const EMPTY = '{\n  "version": 1,\n  "rules": []\n}\n';
const FORMAT = { formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' } };

/** A change of a rules file: a rule more, or the one of this name less. */
export type RuleEdit = { readonly add: Rule } | { readonly remove: string };

/** The text after a change; comments stay. Undefined: it cannot be made. */
export function editedRules(text: string, edit: RuleEdit): string | undefined {
  return 'add' in edit ? withRule(text, edit.add) : withoutRule(text, edit.remove);
}

/**
 * The text of a rules file with one rule more, at its end; comments stay. A name that is taken gets a number. Undefined: the
 * text is no rules file, or would be none.
 */
export function withRule(text: string, rule: Rule): string | undefined {
  const before = text.trim() === '' ? EMPTY : text;
  const decoded = decodeRuleFile(before);
  if (!decoded.ok) return undefined;
  const taken = new Set(decoded.file.rules.map(({ id }) => id));
  let id = rule.id;
  for (let number = 2; taken.has(id); number += 1) id = `${rule.id.slice(0, 60)}-${number}`;
  const at = ['rules', decoded.file.rules.length];
  return checked(applyEdits(before, modify(before, at, { ...rule, id }, { ...FORMAT, isArrayInsertion: true })));
}

/** The text without the rule of this name. Undefined: there is none, or it would be no rules file. */
export function withoutRule(text: string, id: string): string | undefined {
  const decoded = decodeRuleFile(text);
  const at = decoded.ok ? decoded.file.rules.findIndex((rule) => rule.id === id) : -1;
  const tree = at < 0 ? undefined : parseTree(text, [], { allowTrailingComma: true });
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, ['rules', at]);
  if (node === undefined) return undefined;
  // The library takes the comments before it along. Its comma goes with it; the one before may stay, as the last of a list.
  const before = text.slice(0, node.offset).replace(/\n?[ \t]*$/, '');
  const after = text.slice(node.offset + node.length).replace(/^\s*,/, '');
  return checked(before + after);
}

function checked(text: string): string | undefined {
  return decodeRuleFile(text).ok ? text : undefined;
}
