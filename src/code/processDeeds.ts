import { argvText } from '../action/argvText.ts';
import { argumentOf, named, optionOf, termOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { embed, opaque } from './findings.ts';
import { textOf } from './produced.ts';
import type { Rule } from './rule.ts';
import { DATA, runText } from './value.ts';
import type { TextValue, Value } from './value.ts';
import type { Program } from './program.ts';

/** Starts a program: its words or its shell text are read in turn. */
export function runs(rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  const first = argumentOf(rule, doing, program);
  const term = termOf(rule, doing.args);
  if (!sameFolder(doing, program) || named(doing.args, 'executable', program) !== undefined)
    opaque(findings, doing.range);
  if (doing.args === undefined || term === undefined || first.length === 0) {
    opaque(findings, doing.range);
    return;
  }
  const context = givenDecoded(doing, program) ? { traits: ['decoded'] as const } : {};
  for (const value of first) {
    const started = startedBy(rule, value, doing, program);
    if (started === undefined) {
      opaque(findings, doing.range, 'problem.dynamic-command');
    } else if ('is' in started) {
      embed(findings, { language: 'shell', dialect: 'sh', text: started.text }, started, context);
    } else {
      const range = value.is === 'list' ? term.range : doing.range;
      embed(
        findings,
        { language: 'argv', text: argvText(started).text, argv: started },
        { is: 'text', text: started.join(' '), range },
        context,
      );
    }
  }
}

/** Whether a word of what runs was decoded. */
function givenDecoded({ args }: Doing, { values }: Program): boolean {
  const decoded = (value: Value): boolean =>
    value.is === 'decoded' || (value.is === 'list' && value.parts.flatMap(values.of).some(decoded));
  return args?.flatMap(({ value }) => values.of(value)).some(decoded) === true;
}

/** The shell text or the words that run; undefined: known only when it runs. */
function startedBy(
  rule: Rule,
  value: Value,
  doing: Doing,
  program: Program,
): TextValue | readonly string[] | undefined {
  const text = runText(value);
  const list = value.is === 'list' ? some(wordsIn(value, program)) : undefined;
  switch (rule.run) {
    case 'shell':
      return text;
    case 'words':
      return some(wordsOf(positional(doing, program)));
    case 'shell-or-words': {
      const given = positional(doing, program);
      return given.length === 1 ? text : some(wordsOf(given));
    }
    case 'shell-or-list':
      return text ?? list;
    case 'either':
      // With a shell a list is text and the shell's own arguments: rare, and never meant.
      if (usesShell(doing, program)) return text;
      return list ?? (text === undefined ? undefined : [text.text]);
    case 'word-and-list':
      return text === undefined || usesShell(doing, program) ? undefined : listAfter(text, doing, program);
    case 'word-and-args': {
      const args = optionOf(doing, 'args', program);
      if (text === undefined || args === undefined) return text === undefined ? undefined : [text.text];
      const [given, ...more] = args;
      const words = given?.is === 'list' && more.length === 0 ? wordsIn(given, program) : undefined;
      return words === undefined ? undefined : [text.text, ...words];
    }
    case undefined:
      return undefined;
  }
}

function usesShell(doing: Doing, program: Program): boolean {
  const shell = named(doing.args, 'shell', program) ?? optionOf(doing, 'shell', program);
  return shell !== undefined && !shell.every((value) => value.is === 'constant' && value.value !== true);
}

function positional(doing: Doing, program: Program): readonly (readonly Value[])[] {
  return (doing.args ?? [])
    .filter(({ name, value }) => name === undefined && value.op !== 'function')
    .map((arg) => (arg.spread === true ? [DATA] : program.values.of(arg.value)));
}

function some(words: readonly string[] | undefined): readonly string[] | undefined {
  return words === undefined || words.length === 0 ? undefined : words;
}

function listAfter(text: TextValue, doing: Doing, program: Program): readonly string[] | undefined {
  const list = doing.args?.[1];
  if (list === undefined) return [text.text];
  const [value, ...more] = program.values.of(list.value);
  if (value?.is === 'record' && more.length === 0) return [text.text];
  if (value?.is !== 'list' || more.length > 0 || list.spread === true)
    return value?.is === 'function' ? [text.text] : undefined;
  const words = wordsIn(value, program);
  return words === undefined ? undefined : [text.text, ...words];
}

/** The words of a list that is still as it was written. */
function wordsIn(value: Value, { values }: Program): readonly string[] | undefined {
  return value.is === 'list' && !values.isChanged(value) ? wordsOf(value.parts.map(values.of)) : undefined;
}

function wordsOf(parts: readonly (readonly Value[])[]): readonly string[] | undefined {
  const words: string[] = [];
  for (const [value, ...more] of parts) {
    const text = value?.is === 'object' ? value.target : value?.is === 'decoded' ? runText(value) : textOf(value);
    if (text === undefined || more.length > 0 || text.open === true || text.pattern === true) return undefined;
    words.push(text.text);
  }
  return words;
}

/** The program runs in a folder or with variables of its own only where an option says so. */
function sameFolder(doing: Doing, program: Program): boolean {
  for (const name of ['cwd', 'env', 'chdir']) {
    if (named(doing.args, name, program) !== undefined || optionOf(doing, name, program) !== undefined) return false;
  }
  return !(doing.args ?? []).some(({ spread, name }) => spread === true && name === undefined);
}
