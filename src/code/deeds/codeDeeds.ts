import { argumentOf, termOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { embed, opaque } from './findings.ts';
import type { Rule } from '../value/rule.ts';
import type { Program } from './program.ts';
import { runText } from '../value/value.ts';
import type { Value } from '../value/value.ts';

/**
 * Runs a text as a program. What the text says is read by itself, and the call stays opaque: the names of this program
 * may mean something else in it, and its names in what follows.
 */
export function runsCode(rule: Rule, doing: Doing, program: Program): void {
  const { findings, language } = program;
  if (rule.code === 'apart') {
    runsApart(doing, program);
    return;
  }
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

/** No `setup`. */
const NOTHING: Value = { is: 'constant', value: undefined };

/** `timeit(stmt, setup)`: what is measured sees the names of `setup` alone. A function is read where it stands. */
function runsApart({ args, range }: Doing, program: Program): void {
  const { findings, values, language } = program;
  const given = args ?? [];
  const argument = (at: number, keyword: string): readonly Value[] => {
    const term = termOf({ at, keyword }, args);
    return term === undefined ? [] : values.of(term);
  };
  const isPlain = given.every(({ name, spread }, place) =>
    name === undefined ? spread !== true && place < 2 : /^(?:stmt|setup|number|repeat)$/.test(name),
  );
  const [before, ...more] = argument(1, 'setup');
  const measured = argument(0, 'stmt');
  const parts = [before ?? NOTHING, ...measured].map((value) => ({
    isSeen: value.is === 'function' || value === NOTHING,
    isDecoded: value.is === 'decoded',
    text: runText(value),
  }));
  const texts = parts.filter(({ text }) => text !== undefined);
  const isOne = measured.length === 1 || (measured.length > 0 && texts.length === 0);
  if (!isPlain || args === undefined || !isOne || more.length > 0) {
    opaque(findings, range);
    return;
  }
  if (parts.some(({ isSeen, text }) => !isSeen && text === undefined)) opaque(findings, range);
  const [first] = texts.flatMap(({ text }) => text ?? []);
  if (first === undefined) return;
  const text = texts.flatMap((part) => part.text?.text ?? []).join('\n');
  embed(
    findings,
    { language: 'code', dialect: language.name, text },
    texts.length === 1 ? first : { is: 'text', text, range },
    parts.some(({ isDecoded }) => isDecoded) ? { traits: ['decoded'] } : {},
  );
}
