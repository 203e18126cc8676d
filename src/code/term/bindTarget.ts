import type { Lowering } from './lowering.ts';
import { partsOf } from './syntax.ts';
import type { Syntax } from './syntax.ts';
import type { BindTerm, Bound, Term } from './term.ts';

/** Node types of a grammar on the left of an assignment. Any other is a store: a member, an element. */
export interface TargetTypes {
  readonly names: readonly string[];
  /** They take the value apart: what stands in them becomes an element of it. */
  readonly groups: readonly string[];
  /** They stand between a group and its parts, and take nothing apart. */
  readonly around?: readonly string[];
  /** Keys beside the targets in a group. */
  readonly keys?: readonly string[];
}

/** `target = value`, whatever the target is: names become bound, members and elements are stores. */
export type Bind = (
  target: Syntax | undefined,
  value: Term | undefined,
  as: Bound['as'],
  node: Syntax,
  lower: Lowering,
) => BindTerm;

export function bindTarget({ names, groups, around = [], keys = [] }: TargetTypes): Bind {
  return (target, value, as, node, lower) => {
    const bound: Bound[] = [];
    const stores: Term[] = [];
    // Behind `*rest` nobody can count, nor where a group may have keys and gaps.
    const byPlace = (group: Syntax, place: number): Bound['as'] => {
      const before = partsOf(group).slice(0, place + 1);
      return around.length > 0 || before.some(({ type }) => /splat|rest/.test(type)) ? 'element' : { at: place };
    };
    const take = (part: Syntax, how: Bound['as']): void => {
      const apart = groups.includes(part.type);
      if (names.includes(part.type)) bound.push({ name: lower.word(part), as: how });
      else if (apart || around.includes(part.type)) {
        const inner = (place: number): Bound['as'] => {
          if (!apart) return how;
          return how === 'same' ? byPlace(part, place) : how === 'element' ? { part: place } : 'data';
        };
        for (const [place, each] of partsOf(part).entries()) if (!keys.includes(each.type)) take(each, inner(place));
      } else stores.push(lower.of(part));
    };
    if (target !== undefined) take(target, as);
    const apart = as === 'same' ? {} : { apart: true as const };
    return { op: 'bind', names: bound, stores, value, ...apart, range: node.range };
  };
}
