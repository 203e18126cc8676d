import type { Trait } from '../effect/trait.ts';
import type { Truth } from './truth.ts';

/** What the WHERE of an UPDATE or DELETE says of how much it hits. Undefined: there is none. */
export function whereTraits(where: Truth | undefined): readonly Trait[] {
  switch (where) {
    case undefined:
      return ['no-where', 'whole-table'];
    case 'always':
      return ['constant-where', 'whole-table'];
    case 'never':
    case 'constant':
      return ['constant-where'];
    case 'row':
      return [];
  }
}
