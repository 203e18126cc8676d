import { act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { multiplies } from './forkBomb.ts';
import { carryOver, fork, merge } from '../state/scope.ts';
import { runsAnywhere } from '../state/run.ts';
import type { Scope, ShellFunction, Variable } from '../state/scope.ts';

/** What a function does here, and what else its name may have come to mean. */
export function runFunction(call: Call, body: ShellFunction): void {
  const { shell, scope } = call;
  if (multiplies(body.node)) {
    act(call, 'system.change', 'operation', `fork bomb ${call.name.value}`, call.range, { undo: 'none' });
    return;
  }
  if (scope.depth >= 12) {
    opaque(call, call.name.value, call.range, 'problem.too-deep');
    return;
  }
  runsAnywhere(shell.run);
  const before = body.other === undefined && body.maybe !== true ? undefined : fork(scope);
  const kinds = [scope.keyed, scope.summed].map((names) => ({ names, before: new Set(names) }));
  const locals = new Map<string, Variable | undefined>();
  const inner: Scope = { ...scope, positional: call.args, depth: scope.depth + 1, locals };
  call.state.stdout = shell.node(body.node.body, inner, body.origin, call.stdin);
  // What a function sets stays, but for the names that it made its own.
  for (const [name, variable] of locals) {
    if (variable === undefined) scope.variables.delete(name);
    else scope.variables.set(name, variable);
    for (const { names, before: were } of kinds)
      if (were.has(name)) names.add(name);
      else names.delete(name);
  }
  carryOver(scope, inner);
  if (before === undefined) return;
  if (body.other !== undefined) runFunction({ ...call, scope: before }, body.other);
  // The name may have meant something else, which set none of this.
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
  inner.aliases.set(call.name.value, alias);
  merge(scope, inner);
}
