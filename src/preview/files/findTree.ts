import type { Found, Test } from './findTests.ts';

/** What stands behind the places in a `find` command, as its operators group it. */
export type FindNode =
  /** Absent: what it asks is not understood here. */
  | { readonly is: 'test'; readonly test?: Test }
  | { readonly is: 'not'; readonly of: FindNode }
  | { readonly is: 'and' | 'or'; readonly of: readonly FindNode[] }
  | { readonly is: 'prune' }
  /** `deep`: what is found goes with all that is in it. `asks`: a person each time. */
  | { readonly is: 'take'; readonly deep: boolean; readonly asks: boolean };

/** What a look at one entry comes to. */
export interface Visit {
  taken?: 'alone' | 'deep';
  pruned: boolean;
  /** Something was not understood on the way to it. */
  unsure: boolean;
}

type Answer = 'yes' | 'no' | 'maybe';

export function visitOf(node: FindNode, found: Found, folders: ReadonlySet<string>): Visit {
  const visit: Visit = { pruned: false, unsure: false };
  answerOf(node, true);
  return visit;

  /** `sure`: it is certainly asked. */
  function answerOf(one: FindNode, sure: boolean): Answer {
    switch (one.is) {
      case 'test':
        if (one.test === undefined) return 'maybe';
        return one.test(found, folders) ? 'yes' : 'no';
      case 'not': {
        const answer = answerOf(one.of, sure);
        return answer === 'maybe' ? answer : answer === 'yes' ? 'no' : 'yes';
      }
      case 'and':
        return first(one.of, 'no', sure);
      case 'or':
        return first(one.of, 'yes', sure);
      case 'prune':
        if (sure) visit.pruned = true;
        else visit.unsure = true;
        return 'yes';
      case 'take':
        visit.taken = one.deep || visit.taken === 'deep' ? 'deep' : 'alone';
        if (!sure || one.asks) visit.unsure = true;
        return 'yes';
    }
  }

  /** Asks one after the other until one answers so; where one may have, the others are asked perhaps. */
  function first(of: readonly FindNode[], end: 'yes' | 'no', sure: boolean): Answer {
    const other = end === 'yes' ? 'no' : 'yes';
    let answer: Answer = other;
    for (const one of of) {
      const own = answerOf(one, sure && answer === other);
      if (own === end) return end;
      if (own === 'maybe') answer = 'maybe';
    }
    return answer;
  }
}
