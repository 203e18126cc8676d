import { forEachChild } from 'unbash';
import type { SyntaxNode } from 'unbash';
import type { Flow } from '../state/flow.ts';
import { outerRange } from '../state/origin.ts';
import type { Origin } from '../state/origin.ts';
import { fork } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';

/** Reads every substitution below a node whose value is not needed: whatever runs must be seen. Gives what they print. */
export function sweep(shell: Shell, scope: Scope, origin: Origin, node: SyntaxNode): readonly Flow[] {
  const printed: Flow[] = [];
  forEachChild(node, (child) => {
    if (child.type === 'Script') {
      const inner: Origin =
        child.source === undefined ? origin : { kind: 'fixed', whole: outerRange(origin, node.pos, node.end) };
      printed.push(shell.script(child, fork(scope, { errexit: false }), inner, undefined));
    } else printed.push(...sweep(shell, scope, origin, child));
  });
  return printed;
}
