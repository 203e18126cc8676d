import { argvText } from '../../action/argvText.ts';
import type { TextRange } from '../../effect/effect.ts';
import { absolutePath } from '../../effect/path.ts';
import type { Context } from '../../reading/reader.ts';
import { argumentOf, named, optionOf, termOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { embed, opaque } from './findings.ts';
import { textOf } from '../value/produced.ts';
import type { Rule } from '../value/rule.ts';
import { DATA, runText } from '../value/value.ts';
import type { Term } from '../term/term.ts';
import type { TextValue, Value } from '../value/value.ts';
import type { Program } from './program.ts';

/** Starts a program: its words or its shell text are read in turn. */
export function runs(rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  const first = argumentOf(rule, doing, program);
  const term = termOf(rule, doing.args);
  const folder = folderOf(doing, program);
  if (folder === undefined || named(doing.args, 'executable', program) !== undefined) opaque(findings, doing.range);
  if (doing.args === undefined || term === undefined || first.length === 0) {
    opaque(findings, doing.range);
    return;
  }
  const context = { ...folder, ...(givenDecoded(doing, program) ? { traits: ['decoded'] as const } : {}) };
  // What is put together of several is taken as it is written.
  const isSpread = spreadWords(term, program) !== undefined;
  for (const value of isSpread ? first.slice(0, 1) : first) {
    const started = startedBy(rule, value, doing, program);
    const range = value.is === 'list' ? term.range : doing.range;
    if (started === undefined) opaque(findings, doing.range, 'problem.dynamic-command');
    else if ('is' in started)
      embed(findings, { language: 'shell', dialect: 'sh', text: started.text }, started, context);
    else for (const words of started) startsWords(words, range, context, program);
  }
}

/** A word of what runs; `open`: what follows is known only when it runs. */
interface Word {
  readonly text: string;
  readonly open?: true;
}

type Words = readonly Word[];

/** Where a word is not known, it is what a variable of a shell's is that nobody knows. */
function startsWords(words: Words, range: TextRange, context: Partial<Context>, { findings }: Program): void {
  const plain = words.map(({ text }) => text);
  const value: TextValue = { is: 'text', text: plain.join(' '), range };
  if (words.every(({ open }) => open !== true)) {
    embed(findings, { language: 'argv', text: argvText(plain).text, argv: plain }, value, context);
    return;
  }
  const text = words
    .map(({ text: word, open }, place) => {
      const quoted = word === '' && open === true ? '' : argvText([word]).text;
      return open === true ? `${quoted}"$value_${String(place)}"` : quoted;
    })
    .join(' ');
  embed(findings, { language: 'shell', dialect: 'sh', text }, { ...value, text }, context);
}

/** Whether a word of what runs was decoded. */
function givenDecoded({ args }: Doing, { values }: Program): boolean {
  const decoded = (value: Value): boolean =>
    value.is === 'decoded' || (value.is === 'list' && value.parts.flatMap(values.of).some(decoded));
  return args?.flatMap(({ value }) => values.of(value)).some(decoded) === true;
}

/** The shell text or the words that run; undefined: known only when it runs. */
function startedBy(rule: Rule, value: Value, doing: Doing, program: Program): TextValue | readonly Words[] | undefined {
  const text = runText(value);
  const term = termOf(rule, doing.args);
  const list = some(value.is === 'list' ? wordsIn(value, program, term) : spreadWords(term, program));
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
      return list ?? (text === undefined ? undefined : [[{ text: text.text }]]);
    case 'word-and-list':
      return text === undefined || usesShell(doing, program) ? undefined : listAfter(text, doing, program);
    case 'word-and-args': {
      const args = optionOf(doing, 'args', program);
      if (text === undefined || args === undefined) return text === undefined ? undefined : [[{ text: text.text }]];
      const [given, ...more] = args;
      return behind(text, given?.is === 'list' && more.length === 0 ? wordsIn(given, program) : undefined);
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

/** Not where there is no first word that is known. */
function some(ways: readonly Words[] | undefined): readonly Words[] | undefined {
  return ways?.every(([first]) => first !== undefined && first.open !== true) === true ? ways : undefined;
}

function behind(text: TextValue, ways: readonly Words[] | undefined): readonly Words[] | undefined {
  return ways?.map((words) => [{ text: text.text }, ...words]);
}

function listAfter(text: TextValue, doing: Doing, program: Program): readonly Words[] | undefined {
  const alone = [[{ text: text.text }]];
  const list = doing.args?.[1];
  if (list === undefined) return alone;
  const [value, ...more] = program.values.of(list.value);
  if (value?.is === 'record' && more.length === 0) return alone;
  if (value?.is !== 'list' || more.length > 0 || list.spread === true)
    return value?.is === 'function' ? alone : undefined;
  return behind(text, wordsIn(value, program, list.value));
}

/** The words of a list that is still as it was written; `at`: where it is taken, and nobody has had it who is written there himself. */
function wordsIn(value: Value, { values }: Program, at?: Term): readonly Words[] | undefined {
  if (value.is !== 'list' || (value.site !== at && values.isChanged(value))) return undefined;
  return wordsOf(value.parts.map(values.of));
}

/** `['git', *args]`: a list whose last parts are what lists have that are still as they were written. */
function spreadWords(term: Term | undefined, program: Program): readonly Words[] | undefined {
  if (term?.op !== 'call' || term.on.op !== 'module' || term.on.module !== '(spread)') return undefined;
  const [first, ...more] = term.args.map(({ value }) => value);
  if (first?.op !== 'list') return undefined;
  const end = Math.max(...first.parts.map(({ range }) => range[1]), 0);
  if (more.some(({ range }) => range[0] < end)) return undefined;
  return more.reduce<readonly Words[] | undefined>(
    (ways, part) => {
      const lists = program.values.of(part).map((value) => wordsIn(value, program));
      const after = lists.flatMap((list) => list ?? []);
      if (ways === undefined || lists.includes(undefined) || ways.length * after.length > MOST_WAYS) return undefined;
      return ways.flatMap((before) => after.map((words) => [...before, ...words]));
    },
    wordsOf(first.parts.map(program.values.of)),
  );
}

const MOST_WAYS = 16;

/** Every way in which these words may come; undefined: there are too many, or one is something else than a word. */
function wordsOf(parts: readonly (readonly Value[])[]): readonly Words[] | undefined {
  let ways: readonly Words[] = [[]];
  for (const part of parts) {
    const words = part.map(wordOf);
    if (words.length === 0 || ways.length * words.length > MOST_WAYS) return undefined;
    ways = ways.flatMap((before) => words.map((word) => [...before, word]));
  }
  return ways;
}

/** What is not known of a word may begin anywhere in it: only what stands before is kept. */
function wordOf(value: Value): Word {
  const text = value.is === 'object' ? value.target : value.is === 'decoded' ? runText(value) : textOf(value);
  if (text === undefined) return { text: '', open: true };
  if (text.open !== true && text.pattern !== true) return { text: text.text };
  return { text: text.text.replace(/\*[^]*$/, ''), open: true };
}

/** The folder in which the program runs, where an option says so; undefined: it is not known, or it gets variables of its own. */
function folderOf(doing: Doing, program: Program): Pick<Partial<Context>, 'cwd'> | undefined {
  const option = (name: string): readonly Value[] | undefined =>
    named(doing.args, name, program) ?? optionOf(doing, name, program);
  const isSpread = (doing.args ?? []).some(({ spread, name }) => spread === true && name === undefined);
  if (isSpread || option('env') !== undefined || option('chdir') !== undefined) return undefined;
  const folders = option('cwd');
  if (folders === undefined) return {};
  const [text, ...more] = folders.map(textOf);
  const isKnown = text !== undefined && text.open !== true && text.pattern !== true && more.length === 0;
  const { cwd } = program.findings;
  return isKnown && cwd !== undefined ? { cwd: absolutePath(text.text, cwd) } : undefined;
}
