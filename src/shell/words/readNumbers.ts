import { forEachChild } from 'unbash';
import type { SyntaxNode } from 'unbash';
import type { TextRange } from '../../effect/effect.ts';
import { opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import type { Arg } from '../state/arg.ts';
import { callOf } from '../state/call.ts';
import { isReadText } from '../state/flow.ts';
import type { Flow } from '../state/flow.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';

/** Whether what this name stands for is text that was read: `x`, and `y` after `y=x`, since a sum goes on from name to name. */
function isReadName({ variables }: Pick<Scope, 'variables'>, name: string, seen: Set<string>): boolean {
  const variable = variables.get(name);
  if (variable === undefined || seen.has(name)) return false;
  seen.add(name);
  if (variable.value === undefined) return isReadText(variable.flow);
  if (variable.glob === true && /[*?[]/.test(variable.value)) return true;
  return namesIn(variable.value).some((next) => isReadName({ variables }, next, seen));
}

function namesIn(text: string): readonly string[] {
  return text.match(/[A-Za-z_]\w*/g) ?? [];
}

/** `$1`, `${2:-3}`, `$@`: whether a function was given text that was read. */
function isReadArgument({ positional }: Scope, text: string): boolean {
  return [...text.matchAll(/\$\{?([1-9]\d?|[@*])/g)].some(([, at]) => {
    const given = /\d/.test(at ?? '') ? [positional?.[Number(at) - 1]] : (positional ?? []);
    return given.some((arg) => arg !== undefined && (arg.dynamic || arg.glob) && isReadText(arg.flow));
  });
}

/** What stands in a sum is taken for one again, variables by their names too: in `a[$(code)]` code is run (bash 5.2, tried). `inner`: what the substitutions in it give. */
export function readSum(shell: Shell, scope: Scope, text: string, range: TextRange, inner: readonly Flow[]): void {
  // `${n[$x]}` of an array by words is what it holds there; a length is a number.
  const bare = text
    .replace(/\$\{(\w+)\[[^\]]*\]/g, (all, name: string) => (scope.keyed.has(name) ? `{${name}` : all))
    .replace(/\$\{#\w+(?:\[[@*]\])?\}/g, ' ')
    .replace(/\$\((?!\()[^()]*\)|`[^`]*`/g, ' ');
  const isRead =
    inner.some(isReadText) ||
    namesIn(bare).some((name) => isReadName(scope, name, new Set())) ||
    isReadArgument(scope, bare);
  if (!isRead) return;
  opaque(callOf(shell, scope, plainArg(text, range), [], range, undefined), text, range, 'problem.dynamic', [
    'dynamic',
  ]);
}

/** What a variable is given that `declare -i` has made a number. */
export function readIntoNumber(shell: Shell, scope: Scope, name: string, given: readonly Arg[]): void {
  if (!scope.summed.has(name)) return;
  for (const { value, range, flow } of given) readSum(shell, scope, value, range, flow === undefined ? [] : [flow]);
}

/** The words of `for ((i = 0; i < n; i++))` that stand in one of its sums. */
export function wordsOf(node: SyntaxNode): string {
  const found = node.type === 'ArithmeticWord' ? [node.value] : [];
  forEachChild(node, (child) => {
    if (child.type !== 'Script') found.push(wordsOf(child));
  });
  return found.join(' ');
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
  if (text !== undefined && !/^[@*\d]+$/.test(text) && !scope.keyed.has(name))
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

/** `test -v "$(cat x)"`, `printf -v "$(cat x)" y`, `let "a=$(cat x)"`, `export "$name=x"`: text that was read is a name or a sum. */
export function namesRead({ summed }: Scope, command: string, args: readonly Arg[], arg: Arg): boolean {
  const isName =
    /^(?:let|unset)$/.test(command) ||
    args[args.indexOf(arg) - 1]?.value === '-v' ||
    (/^(?:export|declare|typeset|readonly)$/.test(command) && arg.dynamic && /^[^=]*[$`]/.test(arg.value)) ||
    (command === 'printf' && args[0]?.value === '-v' && summed.has(args[1]?.value ?? ''));
  return isName && isReadText(arg.flow);
}
