import type { For, Select } from 'unbash';
import { jointSource } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import type { Flow } from '../state/flow.ts';
import { noLongerJob, unknownFlow } from '../state/flow.ts';
import type { Origin } from '../state/origin.ts';
import { outerRange } from '../state/origin.ts';
import { fork, merge } from '../state/scope.ts';
import type { Scope, Variable } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { setOtherwise } from './assign.ts';
import { readIntoNumber } from '../words/readNumbers.ts';
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
  readIntoNumber(shell, scope, name, items ?? []);
  const literal = items !== undefined && items.length <= MAX_ROUNDS && items.every((item) => !item.dynamic);
  let out: Flow | undefined;
  if (literal && node.type === 'For') {
    for (const item of items) {
      const exported = setOtherwise(shell, scope, name, item, item.range);
      scope.variables.set(name, {
        value: item.value,
        elements: undefined,
        glob: item.glob,
        flow: item.flow,
        exported,
      });
      out = body(scope);
    }
  } else {
    setOtherwise(shell, scope, name, undefined, range);
    scope.variables.set(name, itemOf(scope, items));
    out = body(scope);
  }
  if (merge(scope, before) && !literal) {
    const again = fork(scope);
    again.variables.set(name, itemOf(before, items));
    body(again);
    merge(scope, again);
  }
  return { ...(out ?? unknownFlow(range)), text: undefined, offsets: undefined, file: undefined, answer: undefined };
}

/** Any of the words of a list that is known only when it runs: what a server of this machine has answered, cut at blanks, is still its answer. */
function itemOf(scope: Scope, items: readonly Arg[] | undefined): Variable {
  const flow = items?.find((item) => item.flow !== undefined)?.flow;
  const source = items === undefined ? undefined : jointSource(items, '');
  const isAnswer = source !== undefined && source.server === flow?.answer && items?.every(isOneList) === true;
  return isAnswer && !scope.variables.has('IFS')
    ? { value: undefined, flow, unbroken: true, exported: false }
    : { value: undefined, flow: noLongerJob(flow), exported: false };
}

/** `$(…)` unquoted, or a word that stands in the text and has no blank in it. */
function isOneList({ dynamic, loose, value }: Arg): boolean {
  return dynamic ? loose : !/\s/.test(value);
}
