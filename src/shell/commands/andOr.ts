import type { AndOr, SyntaxNode } from 'unbash';
import type { Flow } from '../state/flow.ts';
import { joined, unknownFlow } from '../state/flow.ts';
import type { Origin } from '../state/origin.ts';
import { outerRange } from '../state/origin.ts';
import { checked, failed, fork, merge, settle } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';

/** `a && b || c`: what each part may know of how those before it ended. */
export function readAndOr(shell: Shell, node: AndOr, scope: Scope, origin: Origin, stdin: Flow | undefined): Flow {
  let out: Flow | undefined;
  // What the shell may know when it comes to the next `||`, or past the list, because something before has failed.
  let stopped: Scope[] = [];
  node.commands.forEach((command, index) => {
    const last = node.operators[index] === undefined;
    if (node.operators[index - 1] !== '||') {
      out = joined(
        out,
        last
          ? shell.node(command, scope, origin, stdin)
          : checked(scope, (inner) => shell.node(command, inner, origin, stdin)),
      );
      if (mayFail(command) && !last) stopped.push(failed(scope));
      // What follows `&&` knows that a `cd` went well; past the last command it is not known.
      if (!last) scope.stayed = undefined;
      return;
    }
    const [first, ...rest] = stopped;
    const branch = first ?? fork(scope);
    for (const other of rest) merge(branch, other);
    stopped = [];
    out = joined(out, shell.node(command, branch, origin, stdin));
    if (mayFail(command) && !last) stopped.push(failed(branch));
    settle(branch);
    if (!leaves(command)) merge(scope, branch);
  });
  for (const other of stopped) merge(scope, other);
  return out ?? unknownFlow(outerRange(origin, node.pos, node.end));
}

const NEVER_FAILS = /^(?:export|local|declare|readonly|set|shopt|unset|alias|echo|printf|true|:|pwd)$/;

function mayFail(node: SyntaxNode): boolean {
  if (node.type !== 'Command') return true;
  return node.name === undefined ? node.prefix.length === 0 : !NEVER_FAILS.test(node.name.value);
}

/** `cd x || exit 1`: whoever comes past it did not take the branch. */
function leaves(node: SyntaxNode): boolean {
  if (node.type === 'Command') return /^(?:exit|return|break|continue)$/.test(node.name?.value ?? '');
  if (node.type === 'BraceGroup') {
    const last = node.body.commands.at(-1)?.command;
    return last !== undefined && leaves(last);
  }
  return false;
}
