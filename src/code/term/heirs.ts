import { partsIn } from './term.ts';
import type { FunctionTerm, Term } from './term.ts';

/** Classes of the languages that only hold what they are given. */
const INERT = /^(?:Error|TypeError|RangeError|SyntaxError|Exception|ValueError|RuntimeError|KeyError|LookupError)$/;

/** Classes that are derived from classes of this text alone, all of which are seen whole: each by a name that stands for nothing else. */
export function heirsIn(program: Term): ReadonlySet<FunctionTerm> {
  const bound = new Map<string, number>();
  const classes: FunctionTerm[] = [];
  const seen = new Set<Term>();
  const count = (name: string, times = 1): void => void bound.set(name, (bound.get(name) ?? 0) + times);
  const look = (term: Term): void => {
    if (seen.has(term)) return;
    seen.add(term);
    if (term.op === 'bind') for (const { name } of term.names) count(name);
    if (term.op === 'shared') for (const name of term.names) count(name, 2);
    if (term.op === 'function') {
      if (term.name !== undefined) count(term.name);
      if (term.class !== undefined && (term.decorators ?? []).length === 0) classes.push(term);
    }
    partsIn(term).forEach(look);
  };
  look(program);
  if (bound.has('super')) return new Set();
  const whole = new Set(classes.filter((one) => one.class === 'plain' && bound.get(one.name ?? '') === 1));
  const names = new Set([...whole].map(({ name }) => name));
  const heirs = new Set<FunctionTerm>();
  let size = -1;
  while (size < heirs.size) {
    size = heirs.size;
    for (const one of classes) {
      if (
        one.whole === undefined ||
        one.bases?.every((base) => names.has(base) || (INERT.test(base) && !bound.has(base))) !== true
      )
        continue;
      if (bound.get(one.name ?? '') !== 1) continue;
      heirs.add(one);
      names.add(one.name);
    }
  }
  return heirs;
}

/** Names of what classes of this text are derived from; undefined: of one of them nobody sees what it is. */
export function inheritedIn(program: Term): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  const seen = new Set<Term>();
  let isSeen = true;
  const look = (term: Term): void => {
    if (seen.has(term)) return;
    seen.add(term);
    if (term.op === 'function' && term.class === 'derived') {
      if (term.bases === undefined) isSeen = false;
      for (const base of term.bases ?? []) found.add(base);
    }
    partsIn(term).forEach(look);
  };
  look(program);
  return isSeen ? found : undefined;
}
