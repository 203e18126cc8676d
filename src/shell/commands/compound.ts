import { forEachChild } from 'unbash';
import type { TextRange } from '../../effect/effect.ts';
import type { CompoundCommand, SyntaxNode } from 'unbash';
import { opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { isEvaluated } from './assign.ts';
import { callOf } from '../state/call.ts';
import { readFor } from './loops.ts';
import type { Flow } from '../state/flow.ts';
import { joined, leftOf, textFlow, unknownFlow } from '../state/flow.ts';
import type { Origin } from '../state/origin.ts';
import { outerRange } from '../state/origin.ts';
import { addUnordered, nextStep } from '../state/run.ts';
import { checked, fork, merge } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import { readQuoted, readQuotedTree } from '../words/quotedArithmetic.ts';
import { readSum, sumsOf, wordsOf } from '../words/readNumbers.ts';
import { sweep } from '../words/sweep.ts';
import { expandWord } from '../words/words.ts';

/** Groups, branches, loops and tests. */
export function readCompound(
  shell: Shell,
  node: CompoundCommand,
  scope: Scope,
  origin: Origin,
  stdin: Flow | undefined,
): Flow {
  const range = outerRange(origin, node.pos, node.end);
  // A step too: loops in loops are walked a million times over, even where no command stands in them that would be counted.
  const step = nextStep(shell.run);
  if (step === 'end') {
    const what = node.type.toLowerCase();
    opaque(callOf(shell, scope, plainArg(what, range), [], range, undefined), what, range, 'problem.too-long');
  }
  if (step !== 'read') return unknownFlow(range);
  switch (node.type) {
    case 'BraceGroup':
      return shell.node(node.body, scope, origin, stdin);
    case 'Subshell': {
      const inner = fork(scope);
      const out = shell.node(node.body, inner, origin, stdin);
      for (const [path, flow] of inner.files) scope.files.set(path, flow);
      return out;
    }
    case 'If': {
      checked(scope, (inner) => shell.node(node.clause, inner, origin, stdin));
      const before = fork(scope);
      let out = shell.node(node.then, scope, origin, stdin);
      for (const elif of node.elif) {
        checked(before, (inner) => shell.node(elif.clause, inner, origin, stdin));
        const branch = fork(before);
        out = unknownOf(joined(out, shell.node(elif.then, branch, origin, stdin)) ?? out);
        merge(scope, branch);
      }
      if (node.else === undefined) merge(scope, before);
      else {
        const branch = fork(before);
        out = unknownOf(joined(out, shell.node(node.else, branch, origin, stdin)) ?? out);
        merge(scope, branch);
      }
      return unknownOf(out);
    }
    case 'Case': {
      expandWord(shell, scope, origin, node.word);
      const before = fork(scope);
      let out: Flow | undefined;
      let through: Scope | undefined;
      for (const item of node.items) {
        for (const pattern of item.pattern) expandWord(shell, before, origin, pattern);
        const branch = fork(before);
        // `;&` and `;;&`: the one before may have run first.
        if (through !== undefined) merge(branch, through);
        out = joined(out, shell.node(item.body, branch, origin, stdin));
        through = item.terminator === ';;' || item.terminator === undefined ? undefined : branch;
        merge(scope, branch);
      }
      return unknownOf(out ?? unknownFlow(range));
    }
    case 'While':
      addUnordered(shell.run, range);
      return repeated(scope, (inner) =>
        byPattern(inner, stdin, (round, names) => {
          checked(round, (clause) => shell.node(node.clause, clause, origin, names));
          return shell.node(node.body, round, origin, leftOf(stdin));
        }),
      );
    case 'ArithmeticFor': {
      addUnordered(shell.run, range);
      const count = (inner: Scope, part: SyntaxNode | undefined): void => {
        if (part === undefined) return;
        readSum(shell, inner, wordsOf(part), range, sweep(shell, inner, origin, part));
        readQuotedTree(shell, inner, part, range);
      };
      count(scope, node.initialize);
      return repeated(scope, (inner) => {
        count(inner, node.test);
        const out = shell.node(node.body, inner, origin, stdin);
        count(inner, node.update);
        return out;
      });
    }
    case 'For':
    case 'Select':
      addUnordered(shell.run, range);
      return readFor(shell, node, scope, origin, (inner) => shell.node(node.body, inner, origin, stdin));
    case 'TestCommand':
      readTest(shell, scope, origin, node.expression, range);
      if (hasEvaluated(node.expression))
        opaque(callOf(shell, scope, plainArg('[[', range), [], range, undefined), '[[', range, 'problem.dynamic', [
          'dynamic',
        ]);
      return textFlow('', range);
    case 'ArithmeticCommand':
      readSum(shell, scope, node.body, range, sweep(shell, scope, origin, node));
      forgetAssigned(scope, node.body);
      readQuoted(shell, scope, node.body, range);
      if (/['"\\]/.test(node.body) && isEvaluated(node.body))
        opaque(callOf(shell, scope, plainArg('((', range), [], range, undefined), '((', range, 'problem.dynamic', [
          'dynamic',
        ]);
      return textFlow('', range);
  }
}

/** What `-eq` and its kin compare are sums, and what `-v` is given is a name. */
function readTest(shell: Shell, scope: Scope, origin: Origin, node: SyntaxNode, range: TextRange): void {
  const printed = sweep(shell, scope, origin, node);
  const sums = sumsOf(node);
  if (sums.length === 0) return;
  const isSummed = sums.some((text) => /\$\(|`/.test(text));
  readSum(shell, scope, sums.join(' '), range, isSummed ? printed : []);
}

/** `[[ 'a[$(code)]' -eq 1 ]]`: a quoted word that is taken for a number. */
function hasEvaluated(node: SyntaxNode): boolean {
  let found = node.type === 'Word' && isEvaluated(node.value);
  forEachChild(node, (child) => {
    found ||= child.type !== 'Script' && hasEvaluated(child);
  });
  return found;
}

function unknownOf(flow: Flow): Flow {
  return { ...flow, text: undefined, offsets: undefined, file: undefined, answer: undefined };
}

/** `(( i++ ))`, `(( x = 3 ))`: numbers that are known only at run time from here on. */
function forgetAssigned(scope: Scope, body: string): void {
  for (const [name] of body.matchAll(/[A-Za-z_]\w*/g)) {
    if (scope.variables.has(name)) scope.variables.set(name, { value: undefined, flow: undefined, exported: false });
  }
}

/** Lists of more patterns of names are read once, by a variable that is known only at run time. */
const MAX_PATTERNS = 8;

/** `find … -name A -o -name B | while read f`: once for each pattern, none of which need come before another. */
function byPattern(
  scope: Scope,
  stdin: Flow | undefined,
  round: (scope: Scope, stdin: Flow | undefined) => Flow,
): Flow {
  const names = stdin?.names ?? [];
  if (stdin === undefined || names.length < 2 || names.length > MAX_PATTERNS) return round(scope, stdin);
  const before = fork(scope);
  let out: Flow | undefined;
  for (const name of names) {
    const branch = fork(before);
    out = unknownOf(joined(out, round(branch, { ...stdin, names: [name] })) ?? unknownFlow(stdin.range));
    merge(scope, branch);
  }
  return out ?? unknownFlow(stdin.range);
}

/** A body that runs any number of times: again with what the first time left, until nothing new is known. */
function repeated(scope: Scope, body: (scope: Scope) => Flow): Flow {
  const before = fork(scope);
  let out = body(scope);
  if (merge(scope, before)) {
    const again = fork(scope);
    out = unknownOf(body(again));
    merge(scope, again);
  }
  return unknownOf(out);
}
