import type { TextRange } from '../../effect/effect.ts';
import type { Rule } from '../value/rule.ts';
import type { Argument, Term } from '../term/term.ts';
import { DATA } from '../value/value.ts';
import type { Value } from '../value/value.ts';
import type { Program } from './program.ts';

/** A known function at work. */
export interface Doing {
  readonly value: Value;
  /** Absent: the function itself was handed on, and will be called with who knows what. */
  readonly args: readonly Argument[] | undefined;
  readonly range: TextRange;
  readonly receiver: Value | undefined;
}

/** What the argument that a rule is about may be. */
export function argumentOf(rule: Pick<Rule, 'at' | 'keyword'>, doing: Doing, program: Program): readonly Value[] {
  if (rule.at === 'self') return doing.receiver === undefined ? [DATA] : [doing.receiver];
  const term = termOf(rule, doing.args);
  return term === undefined ? [] : program.values.of(term);
}

export function termOf(rule: Pick<Rule, 'at' | 'keyword'>, args: readonly Argument[] | undefined): Term | undefined {
  if (args === undefined) return undefined;
  const named = args.find(({ name }) => name !== undefined && name === rule.keyword);
  if (named !== undefined) return named.value;
  const index = typeof rule.at === 'number' ? rule.at : 0;
  const before = args.slice(0, index + 1);
  // Behind `*args` nobody can count.
  if (before.some(({ spread }) => spread === true)) return undefined;
  const arg = args[index];
  return arg?.name === undefined ? arg?.value : undefined;
}

/** What an argument that is given by name may be. */
export function named(
  args: readonly Argument[] | undefined,
  name: string,
  program: Program,
): readonly Value[] | undefined {
  const arg = args?.find((one) => one.name === name);
  return arg === undefined ? undefined : program.values.of(arg.value);
}

/** A member of an options object among the arguments. */
export function optionOf(doing: Doing, name: string, program: Program): readonly Value[] | undefined {
  for (const { value } of doing.args ?? []) {
    for (const one of program.values.of(value)) {
      const found = one.is === 'record' ? memberOf(one, name, program, 0) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const MAX_DEPTH = 4;

/** What a record has under a name, the last that says it; undefined: nothing says it. */
function memberOf(
  { entries }: Value & { readonly is: 'record' },
  name: string,
  program: Program,
  depth: number,
): readonly Value[] | undefined {
  for (const entry of entries.toReversed()) {
    if (entry.name === name) return program.values.of(entry.value);
    if (entry.name !== undefined) continue;
    // Members that are not known may be this one: `{ method: 'GET', ...more }`.
    const spread = entry.spread === true && depth < MAX_DEPTH ? program.values.of(entry.value) : [];
    const inner = spread.map((one) => (one.is === 'record' ? memberOf(one, name, program, depth + 1) : [DATA]));
    if (inner.length === 0) return [DATA];
    const found = inner.flatMap((one) => one ?? []);
    if (found.length > 0) return inner.includes(undefined) ? [...found, DATA] : found;
  }
  return undefined;
}
