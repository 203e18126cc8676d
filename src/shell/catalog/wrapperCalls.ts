import type { Arg } from '../state/arg.ts';
import { joinArgs, slice } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { setVariable } from '../commands/assign.ts';
import { fork } from '../state/scope.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';

export const ASSIGNMENT = /^([A-Za-z_]\w*)=/;

/** `A=b B=c words…`: what sudo and env take before the command. */
export function withAssignments(call: Call, words: readonly Arg[]): void {
  const scope = fork(call.scope);
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at];
    const match = word === undefined ? null : ASSIGNMENT.exec(word.value);
    if (word === undefined || match === null) break;
    setVariable(call.shell, scope, match[1] ?? '', slice(word, match[0].length), word.range, true);
  }
  runWords({ ...call, scope }, words.slice(at));
}

/** The first operands are the wrapper's own, the rest is a command. */
export function after(count: number): (call: Call) => void {
  return (call) => runWords(call, call.parsed.operands.slice(count));
}

/** A command in one word is shell text, several words are a command: watch, tmux, parallel, ssh. */
export function textOrWords(call: Call, operands: readonly Arg[]): void {
  const text = joinArgs(operands);
  if (text !== undefined) runShellText(call, text);
}
