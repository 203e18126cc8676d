import type { HookDecision } from '../agents/agent.ts';

/** Milliseconds after a decision in which another way of the same call still belongs to it. */
const LATE = 2000;

interface Twin {
  readonly ways: Set<string>;
  readonly decision: Promise<HookDecision>;
  /** Milliseconds of the clock; undefined while it is being decided. */
  decidedAt?: number;
}

/**
 * One call that an agent sends by several ways is decided once. Each way may join a decision once, and soon: the same way
 * again, or any way later, is another call, which no earlier approval covers.
 */
export function openTwins(now: () => number) {
  const calls = new Map<string, Twin>();
  return (
    { key, way }: { readonly key: string; readonly way: string },
    decide: () => Promise<HookDecision>,
  ): Promise<HookDecision> => {
    for (const [one, { decidedAt }] of calls)
      if (decidedAt !== undefined && now() - decidedAt > LATE) calls.delete(one);
    const known = calls.get(key);
    if (known !== undefined && !known.ways.has(way)) {
      known.ways.add(way);
      return known.decision;
    }
    const decision = decide();
    const twin: Twin = { ways: new Set([way]), decision };
    calls.set(key, twin);
    const over = (): void => {
      twin.decidedAt = now();
    };
    decision.then(over, over);
    return decision;
  };
}
