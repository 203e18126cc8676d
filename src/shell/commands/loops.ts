import type { For, Select } from 'unbash';
import type { Arg } from '../state/arg.ts';
import type { Flow } from '../state/flow.ts';
import { noLongerJob, unknownFlow } from '../state/flow.ts';
import type { Origin } from '../state/origin.ts';
import { outerRange } from '../state/origin.ts';
import { fork, merge } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { expandWord } from '../words/words.ts';

/** Longer lists are read once, with a variable that is known only at run time. */
const MAX_ROUNDS = 24;

/** `for x in a b c`: once for each literal item, so that each object is named. */
export function readFor(
  shell: Shell,
  node: For | Select,
  scope: Scope,
  origin: Origin,
  body: (scope: Scope) => Flow,
): Flow {
  const range = outerRange(origin, node.pos, node.end);
  const items: Arg[] | undefined =
    node.wordlist === undefined
      ? scope.positional === undefined
        ? undefined
        : [...scope.positional]
      : node.wordlist.flatMap((word) => expandWord(shell, scope, origin, word));
  const before = fork(scope);
  const name = node.name.value;
  const literal = items !== undefined && items.length <= MAX_ROUNDS && items.every((item) => !item.dynamic);
  let out: Flow | undefined;
  if (literal && node.type === 'For') {
    for (const item of items) {
      scope.variables.set(name, {
        value: item.value,
        elements: undefined,
        glob: item.glob,
        flow: item.flow,
        exported: false,
      });
      out = body(scope);
    }
  } else {
    const flow = noLongerJob(items?.find((item) => item.flow !== undefined)?.flow);
    scope.variables.set(name, { value: undefined, flow, exported: false });
    out = body(scope);
  }
  if (merge(scope, before) && !literal) {
    const again = fork(scope);
    body(again);
    merge(scope, again);
  }
  return { ...(out ?? unknownFlow(range)), text: undefined, offsets: undefined, file: undefined, answer: undefined };
}
