import { opaque } from './act.ts';
import type { Arg } from './arg.ts';
import type { Call } from './call.ts';
import { fork, merge } from './scope.ts';
import type { Scope, ShellFunction } from './scope.ts';

/** What a function does here, and what else its name may have come to mean. */
export function runFunction(call: Call, body: ShellFunction): void {
  const { shell, scope } = call;
  if (scope.depth >= 12) {
    opaque(call, call.name.value, call.range, 'problem.too-deep');
    return;
  }
  const before = body.other === undefined ? undefined : fork(scope);
  const inner: Scope = { ...scope, positional: call.args, depth: scope.depth + 1 };
  // `local` would end here; what a function sets is kept, as bash does without `local`.
  call.state.stdout = shell.node(body.node.body, inner, body.origin, call.stdin);
  scope.cwd = inner.cwd;
  scope.cwdKnown = inner.cwdKnown;
  scope.others = inner.others;
  scope.errexit = inner.errexit;
  if (before === undefined || body.other === undefined) return;
  runFunction({ ...call, scope: before }, body.other);
  merge(scope, before);
}

export function runAlias(call: Call, alias: Arg): void {
  const { scope } = call;
  const inner = fork(scope, { depth: scope.depth + 1 });
  inner.aliases.delete(call.name.value);
  // The alias's text, then the words as they stand; quoted again, since they are words already.
  const tail = call.args.map((arg) => ` '${arg.value.replaceAll("'", "'\\''")}'`).join('');
  const text = alias.value + tail;
  call.state.stdout = call.shell.text(text, inner, { kind: 'fixed', whole: call.range }, call.stdin);
}
