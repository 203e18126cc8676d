import { decodedPart } from '../effect/effect.ts';
import { union } from './gathered.ts';
import type { Context, Embedded } from './reader.ts';

/** Where a text inside another runs: what it says itself, and else as its carrier. */
export function contextOf(embedded: Embedded, carrier: Context): Context {
  const changed = embedded.context;
  const decoded = decodedIn(embedded, carrier);
  return {
    cwd: changed.cwd ?? carrier.cwd,
    workspace: changed.workspace ?? carrier.workspace,
    home: changed.home ?? carrier.home,
    environment: { ...carrier.environment, ...changed.environment },
    traits: union(carrier.traits, changed.traits ?? []),
    place: changed.place ?? carrier.place,
    depth: carrier.depth + 1,
    ...(decoded === undefined ? {} : { decoded }),
    ...(changed.sourced === true ? { sourced: true } : {}),
  };
}

/** What was decoded on the way to this text: the text itself, or one around it. */
function decodedIn({ want, context }: Embedded, carrier: Context): string | undefined {
  if (context.decoded !== undefined) return context.decoded;
  const isNew = context.traits?.includes('decoded') === true && !carrier.traits.includes('decoded');
  return isNew && 'text' in want ? decodedPart(want.text) : carrier.decoded;
}

/** A text that runs elsewhere names files of that place. One of the same name here is another, and says nothing of it. */
export function liesElsewhere({ traits }: Context): boolean {
  return traits.includes('remote') || traits.includes('in-container');
}
