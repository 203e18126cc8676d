import { forEachChild } from 'unbash';
import type { SyntaxNode } from 'unbash';
import { outerRange } from '../state/origin.ts';
import type { Origin } from '../state/origin.ts';
import { fork } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';

/** Reads every substitution below a node whose value is not needed: whatever runs must be seen. */
export function sweep(shell: Shell, scope: Scope, origin: Origin, node: SyntaxNode): void {
  forEachChild(node, (child) => {
    if (child.type === 'Script') {
      const inner: Origin =
        child.source === undefined ? origin : { kind: 'fixed', whole: outerRange(origin, node.pos, node.end) };
      shell.script(child, fork(scope, { errexit: false }), inner, undefined);
    } else sweep(shell, scope, origin, child);
  });
}
