import type { Rule } from './rule.ts';
import { methodsOf } from './rule.ts';

/** How a framework spells what its models do; each a list of methods. */
export interface ModelMethods {
  /** Narrow what is meant: afterwards it is not the whole table any more. */
  readonly narrows: string;
  /** Say how, not which. */
  readonly shapes: string;
  readonly reads: string;
  readonly inserts: string;
  readonly updates: string;
  readonly deletes: string;
  readonly truncates: string;
  /** Get one row. */
  readonly finds: string;
  /** What a row can do that only looks. */
  readonly looks: string;
}

/**
 * Rules for models of an application: `model` is a whole table, `query` some of its rows, `row` one. What they are not known
 * to do is the application's own code.
 */
export function modelRules(methods: ModelMethods): readonly Rule[] {
  const both = (names: string): string => methodsOf(['model', 'query'], names);
  const rules: readonly Rule[] = [
    { names: both(methods.narrows), gives: { object: 'query', of: 'self' } },
    { names: methodsOf(['model'], methods.shapes), gives: { object: 'model', of: 'self' } },
    { names: methodsOf(['query'], methods.shapes), gives: { object: 'query', of: 'self' } },
    { names: both(methods.reads), effect: 'sql.read', object: 'table', at: 'self', gives: { object: 'rows' } },
    {
      names: both(methods.finds),
      effect: 'sql.read',
      object: 'table',
      at: 'self',
      gives: { object: 'row', of: 'self' },
    },
    {
      names: both(methods.inserts),
      effect: 'sql.insert',
      object: 'table',
      at: 'self',
      gives: { object: 'row', of: 'self' },
    },
    {
      names: methodsOf(['model'], methods.updates),
      effect: 'sql.update',
      object: 'table',
      at: 'self',
      traits: ['no-where'],
    },
    { names: methodsOf(['query', 'row'], methods.updates), effect: 'sql.update', object: 'table', at: 'self' },
    {
      names: methodsOf(['model'], methods.deletes),
      effect: 'sql.delete',
      object: 'table',
      at: 'self',
      traits: ['no-where'],
    },
    { names: methodsOf(['query', 'row'], methods.deletes), effect: 'sql.delete', object: 'table', at: 'self' },
    { names: both(methods.truncates), effect: 'sql.truncate', object: 'table', at: 'self' },
    { names: methodsOf(['row'], methods.looks) },
  ];
  return rules.filter(({ names }) => names !== '');
}
