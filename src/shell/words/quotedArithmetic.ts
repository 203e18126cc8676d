import { forEachChild } from 'unbash';
import type { SyntaxNode, Word } from 'unbash';
import type { TextRange } from '../../effect/effect.ts';
import { opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { callOf } from '../state/call.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';

/**
 * Whether a substitution stands between single quotes in a text that the shell takes for a sum: `$(( '$(code)' ))`, `a['$(code)']`, `${x:'$(code)'}`. There
 * the quotes keep nothing from being run (bash 5.2, tried), and the parser takes what is between them for a word.
 */
function runsQuoted(text: string): boolean {
  if (!text.includes("'") || !/\$[({]|`/.test(text)) return false;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at];
    if (unit === '\\') at++;
    else if (quoted && depth === 0 && (unit === '`' || (unit === '$' && text[at + 1] === '('))) return true;
    else if (unit === "'") quoted = !quoted;
    else if (!quoted && unit === '$' && text[at + 1] === '(' && text[at + 2] !== '(') {
      depth++;
      at++;
    } else if (!quoted && depth > 0 && unit === '(') depth++;
    else if (!quoted && depth > 0 && unit === ')') depth--;
  }
  return false;
}

function sayRuns(shell: Shell, scope: Scope, text: string, range: TextRange): void {
  opaque(callOf(shell, scope, plainArg(text, range), [], range, undefined), text, range, 'problem.dynamic', [
    'dynamic',
  ]);
}

/** A sum as it stands in the text. */
export function readQuoted(shell: Shell, scope: Scope, text: string, range: TextRange): void {
  if (runsQuoted(text)) sayRuns(shell, scope, text, range);
}

/** The place in a list, or where a slice begins and how long it is. */
export function readQuotedWords(
  shell: Shell,
  scope: Scope,
  words: readonly (Word | undefined)[],
  range: TextRange,
): void {
  for (const word of words) if (word !== undefined) readQuoted(shell, scope, word.text, range);
}

/** The words of a sum that is there as a tree only. */
export function readQuotedTree(shell: Shell, scope: Scope, node: SyntaxNode, range: TextRange): void {
  if (node.type === 'ArithmeticWord') readQuoted(shell, scope, node.value, range);
  forEachChild(node, (child) => {
    if (child.type !== 'Script') readQuotedTree(shell, scope, child, range);
  });
}
