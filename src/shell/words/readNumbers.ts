import { forEachChild } from 'unbash';
import type { SyntaxNode } from 'unbash';
import type { TextRange } from '../../effect/effect.ts';
import { opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import { callOf } from '../state/call.ts';
import type { Flow } from '../state/flow.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';

/** Text that was read here, or came from elsewhere, names of files among it, and may be more than a number: in a sum `a[$(code)]` is run (bash 5.2, tried). */
function isReadText(flow: Flow | undefined): boolean {
  if (flow === undefined || flow.text !== undefined || flow.numbers === 'all') return false;
  if (flow.stamp === true || flow.job === true) return false;
  return flow.local || flow.written === true || flow.network || flow.answer !== undefined || flow.names !== undefined;
}

/** What stands in a sum is taken for one again, variables by their names too. `inner`: what the substitutions in it give. */
export function readSum(shell: Shell, scope: Scope, text: string, range: TextRange, inner: readonly Flow[]): void {
  // `${n[$x]}` of an array by words is what it holds there.
  const bare = text.replace(/\$\{(\w+)\[[^\]]*\]/g, (all, name: string) =>
    shell.run.keyed.has(name) ? `{${name}` : all,
  );
  const names = bare.replace(/\$\((?!\()[^()]*\)|`[^`]*`/g, ' ').match(/[A-Za-z_]\w*/g) ?? [];
  const isRead = (name: string): boolean => {
    const variable = scope.variables.get(name);
    if (variable?.glob === true && /[*?[]/.test(variable.value ?? '')) return true;
    return variable !== undefined && variable.value === undefined && isReadText(variable.flow);
  };
  if (!inner.some(isReadText) && !names.some(isRead)) return;
  opaque(callOf(shell, scope, plainArg(text, range), [], range, undefined), text, range, 'problem.dynamic', [
    'dynamic',
  ]);
}

/** `a[$x]`, `${a[x]}`: a sum, but for arrays by words. */
export function readSubscript(
  shell: Shell,
  scope: Scope,
  name: string,
  text: string | undefined,
  range: TextRange,
  inner: readonly Flow[],
): void {
  if (text !== undefined && !/^[@*\d]+$/.test(text) && !shell.run.keyed.has(name))
    readSum(shell, scope, text, range, inner);
}

const COMPARES = /^-(?:eq|ne|lt|le|gt|ge)$/;

/** The words of `[[ … ]]` that are taken for sums or names. */
export function sumsOf(node: SyntaxNode): readonly string[] {
  const found: string[] = [];
  if (node.type === 'TestBinary' && COMPARES.test(node.operator)) found.push(node.left.text, node.right.text);
  if (node.type === 'TestUnary' && node.operator === '-v') found.push(node.operand.text);
  forEachChild(node, (child) => {
    if (child.type !== 'Script') found.push(...sumsOf(child));
  });
  return found;
}

/** `test -v "$(cat x)"`, `printf -v "$(cat x)" y`, `let "a=$(cat x)"`: text that was read is a name or a sum. */
export function namesRead(command: string, args: readonly Arg[], arg: Arg): boolean {
  const isName =
    /^(?:let|unset)$/.test(command) ||
    args[args.indexOf(arg) - 1]?.value === '-v' ||
    (/^(?:declare|typeset|local)$/.test(command) && args.some(({ value }) => /^-[a-zA-Z]*i/.test(value)));
  return isName && isReadText(arg.flow);
}
