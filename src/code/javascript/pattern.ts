import type { Lowering } from '../term/lowering.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { BindTerm, Bound, Term } from '../term/term.ts';

/** What stands at a place of an array: of one, any of it may have come there since it was written. */
function inArray(group: Syntax, inner: Syntax, how: Bound['as']): Bound['as'] {
  const isRest = inner.type === 'rest_pattern';
  if (how === 'same') return isRest ? 'rest' : 'element';
  if (how !== 'element' || isRest) return 'data';
  // `[, b]` leaves out the first.
  const before = group.children.slice(0, group.children.indexOf(inner));
  return { part: before.filter(({ type }) => type === ',').length };
}

/** `target = value`, whatever the target is: names become bound, members and elements are stores. */
export function bindPattern(
  target: Syntax | undefined,
  value: Term | undefined,
  as: 'same' | 'element' | 'data',
  node: Syntax,
  lower: Lowering,
): BindTerm {
  const names: Bound[] = [];
  const stores: Term[] = [];
  const { word } = lower;
  const member = (how: Bound['as'], name: string): Bound['as'] => (how === 'same' ? { member: name } : 'data');
  const take = (part: Syntax, how: Bound['as']): void => {
    switch (part.type) {
      case 'identifier':
      case 'shorthand_property_identifier_pattern':
        names.push({ name: word(part), as: how });
        // In a script it may be a name, and then `await (x)` calls what it stands for.
        if (word(part) === 'await') stores.push({ op: 'opaque', parts: [], range: part.range });
        return;
      case 'object_pattern':
        for (const inner of partsOf(part)) takeProperty(inner, how);
        return;
      case 'array_pattern':
        for (const inner of partsOf(part)) take(inner, inArray(part, inner, how));
        return;
      case 'rest_pattern':
        // All that is left of a module is still the module.
        for (const inner of partsOf(part)) take(inner, how);
        return;
      case 'required_parameter':
      case 'optional_parameter': {
        const pattern = fieldOf(part, 'pattern');
        const value = fieldOf(part, 'value');
        if (pattern !== undefined) take(pattern, how);
        if (value !== undefined) stores.push(lower.of(value));
        return;
      }
      case 'assignment_pattern': {
        const left = fieldOf(part, 'left');
        const right = fieldOf(part, 'right');
        // It may be what stands there, or what is to stand for nothing.
        if (left !== undefined) take(left, 'data');
        if (right !== undefined) stores.push(lower.of(right));
        return;
      }
      default:
        stores.push(lower.of(part));
    }
  };
  const takeProperty = (part: Syntax, how: Bound['as']): void => {
    switch (part.type) {
      case 'shorthand_property_identifier_pattern':
        names.push({ name: word(part), as: member(how, word(part)) });
        return;
      case 'pair_pattern': {
        const key = fieldOf(part, 'key');
        const inner = fieldOf(part, 'value');
        if (key === undefined || inner === undefined) return;
        if (key.type === 'property_identifier') take(inner, member(how, word(key)));
        else if (key.type === 'string') take(inner, member(how, word(key).slice(1, -1)));
        else stores.push({ op: 'opaque', parts: [lower.of(key)], range: part.range });
        return;
      }
      case 'object_assignment_pattern': {
        const left = fieldOf(part, 'left');
        const right = fieldOf(part, 'right');
        if (left !== undefined) takeProperty(left, 'data');
        if (right !== undefined) stores.push(lower.of(right));
        return;
      }
      default:
        take(part, how);
    }
  };
  if (target !== undefined) take(target, as);
  return { op: 'bind', names, stores, value, ...(as === 'same' ? {} : { apart: true }), range: node.range };
}
