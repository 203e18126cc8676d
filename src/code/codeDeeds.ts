import { argumentOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { embed, opaque } from './findings.ts';
import type { Rule } from './rule.ts';
import type { Program } from './program.ts';
import { runText } from './value.ts';

/**
 * Runs a text as a program. What the text says is read by itself, and the call stays opaque: the names of this program
 * may mean something else in it, and its names in what follows.
 */
export function runsCode(rule: Rule, doing: Doing, program: Program): void {
  const { findings, language } = program;
  let read = false;
  for (const value of doing.args === undefined
    ? []
    : argumentOf(rule.code === 'last' ? { at: doing.args.length - 1 } : rule, doing, program)) {
    const text = runText(value);
    if (text === undefined) continue;
    read = true;
    const traits = value.is === 'decoded' ? { traits: ['decoded'] as const } : {};
    embed(findings, { language: 'code', dialect: language.name, text: text.text }, text, traits);
  }
  opaque(findings, doing.range, read ? 'problem.runs-amid' : 'problem.unknown-call');
}
