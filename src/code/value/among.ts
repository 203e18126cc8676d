import type { Among, Rule } from './rule.ts';
import { DATA, manyOf } from './value.ts';
import type { Value } from './value.ts';

/** What is known of a call of a function that goes through many. */
export interface Gone {
  /** What it goes through, and what it is given besides. */
  readonly through: readonly (readonly Value[])[];
  /** What comes out of the function that it is given. */
  readonly made: () => readonly Value[];
  readonly elements: (value: Value) => readonly Value[];
  readonly members: (value: Value) => readonly Value[];
}

/** What a function that goes through many gives. */
export function amongOf(how: Among, { through, made, elements, members }: Gone): readonly Value[] {
  const [first = [DATA], ...more] = through;
  const inside = (one: Value): readonly Value[] => (one.is === 'list' || one.is === 'many' ? elements(one) : [one]);
  switch (how) {
    case 'one':
      return first.flatMap(elements);
    case 'members':
      return [manyOf({ is: 'tuple', parts: [first.flatMap(elements), first.flatMap(members)] })];
    case 'values':
      return first.flatMap(members).map(manyOf);
    case 'entry':
      return [...first.flatMap(members), ...(more[1] ?? [])];
    case 'some':
      return first.map((one) => (one.is === 'list' || one.is === 'many' ? one : DATA));
    case 'flat':
      return first.flatMap(elements).flatMap(inside).map(manyOf);
    case 'numbered':
      return [manyOf({ is: 'tuple', parts: [[DATA], first.flatMap(elements)] })];
    case 'zipped':
      return [manyOf({ is: 'tuple', parts: [first, ...more].map((part) => part.flatMap(elements)) })];
    case 'made':
      return made().map(manyOf);
    case 'madeIn':
      return made().flatMap(inside).map(manyOf);
    case 'gathered':
      return [...(more[1] ?? []), ...made()];
    case 'and':
      return first.every(({ is }) => is === 'list' || is === 'many')
        ? [first, ...more].flat().flatMap(inside).map(manyOf)
        : [DATA];
  }
}

/** How a known function goes through many, where it does. */
export function amongIn(rule: Rule | undefined): Among | undefined {
  return typeof rule?.gives === 'object' && 'among' in rule.gives ? rule.gives.among : undefined;
}
