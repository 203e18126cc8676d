import { argvText } from '../action/argvText.ts';
import type { TextRange } from '../effect/effect.ts';
import type { EffectKind } from '../effect/kind.ts';
import { absolutePath } from '../effect/path.ts';
import type { Trait } from '../effect/trait.ts';
import { embed, fileOf, opaque, problem, shown, state } from './findings.ts';
import { elementOf, textOf } from './produced.ts';
import { sendRequest } from './requests.ts';
import type { Rule } from './rule.ts';
import { readEnvironment } from './secrets.ts';
import type { Argument, Term } from './term.ts';
import { DATA } from './value.ts';
import type { TextValue, Value } from './value.ts';
import type { Program } from './walk.ts';

export interface Doing {
  readonly value: Value;
  /** Absent: the function itself was handed on, and will be called with who knows what. */
  readonly args: readonly Argument[] | undefined;
  readonly range: TextRange;
  readonly receiver: Value | undefined;
}

/** States what a function does that does something. */
export function deed(rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  if (rule.file !== undefined) onFile(rule, doing, program);
  if (rule.run !== undefined) runs(rule, doing, program);
  if (rule.request !== undefined) sendRequest(rule, doing, program);
  if (rule.sql === true) sql(rule, doing, program);
  if (rule.environment !== undefined) readEnvironment(rule, doing, program);
  if (rule.opaque === true) opaque(findings, doing.range);
  if (rule.folder === true) {
    const [value] = argumentOf(rule, doing, program);
    const text = textOf(value);
    const known = text !== undefined && text.open !== true && text.pattern !== true && findings.cwd !== undefined;
    findings.cwd = known ? absolutePath(text.text, findings.cwd ?? '/') : undefined;
    if (!known || findings.depth > 0) problem(findings, 'problem.dynamic', doing.range, '');
  }
  if (rule.loads === true) {
    const [value, ...more] = argumentOf(rule, doing, program);
    if (value?.is === 'text' && value.open !== true && more.length === 0)
      program.importing(value.text, value.range, findings);
    else opaque(findings, doing.range, 'problem.unknown-import');
  }
  if (rule.effect !== undefined) {
    const [value] = argumentOf(rule, doing, program);
    const text = textOf(value);
    const name = text === undefined || text.open === true ? shown(findings.text, doing.range) : text.text;
    state(findings, rule.effect, { type: rule.object ?? 'operation', name }, doing.range);
  }
}

/** What the argument that a rule is about may be. */
export function argumentOf(rule: Pick<Rule, 'at' | 'keyword'>, doing: Doing, program: Program): readonly Value[] {
  if (rule.at === 'self') return doing.receiver === undefined ? [DATA] : [doing.receiver];
  const term = termOf(rule, doing.args);
  return term === undefined ? [] : program.values.of(term);
}

export function termOf(rule: Pick<Rule, 'at' | 'keyword'>, args: readonly Argument[] | undefined): Term | undefined {
  if (args === undefined) return undefined;
  const named = args.find(({ name }) => name !== undefined && name === rule.keyword);
  if (named !== undefined) return named.value;
  const index = typeof rule.at === 'number' ? rule.at : 0;
  const before = args.slice(0, index + 1);
  // Behind `*args` nobody can count.
  if (before.some(({ spread }) => spread === true)) return undefined;
  const arg = args[index];
  return arg?.name === undefined ? arg?.value : undefined;
}

export function named(
  args: readonly Argument[] | undefined,
  name: string,
  program: Program,
): readonly Value[] | undefined {
  const arg = args?.find((one) => one.name === name);
  return arg === undefined ? undefined : program.values.of(arg.value);
}

const KIND: Readonly<Record<Exclude<NonNullable<Rule['file']>, 'open' | 'flags'>, EffectKind>> = {
  read: 'file.read',
  create: 'file.create',
  write: 'file.write',
  append: 'file.write',
  delete: 'file.delete',
  move: 'file.move',
  permission: 'file.permission',
};

function onFile(rule: Rule, doing: Doing, program: Program): void {
  const verb = rule.file === 'open' || rule.file === 'flags' ? openVerb(rule, doing, program) : (rule.file ?? 'read');
  const traits: Trait[] = [];
  if (rule.recursive === true || (verb === 'delete' && isRecursive(doing, program))) traits.push('recursive');
  if (verb === 'write') traits.push('overwrites');
  onPath(KIND[verb], rule, rule.at, doing, program, traits);
  if (rule.to !== undefined) onPath('file.write', rule, rule.to, doing, program, ['overwrites']);
}

function onPath(
  kind: EffectKind,
  rule: Rule,
  at: Rule['at'],
  doing: Doing,
  program: Program,
  traits: readonly Trait[],
): void {
  const { findings } = program;
  const pick = { ...rule, ...(at === undefined ? {} : { at }), ...(at === rule.to ? { keyword: 'dst' } : {}) };
  const found = argumentOf(pick, doing, program);
  const term = at === 'self' ? undefined : termOf(pick, doing.args);
  const range = term?.op === 'text' ? term.range : (term?.range ?? doing.range);
  for (const value of found.length === 0 ? [DATA] : found) {
    // A file that is open already: 0, 1, 2 and what `open` gave.
    if (value.is === 'constant' && typeof value.value === 'number' && value.value <= 2) continue;
    if (value.is === 'object' && value.type === 'file') continue;
    const many = value.is === 'many' ? elementOf(value) : value;
    const text = many.is === 'object' ? many.target : textOf(many);
    const object = text === undefined || many.is === 'constant' ? undefined : fileOf(findings, text);
    if (object === undefined || text === undefined) {
      state(findings, kind, { type: 'unknown', name: shown(findings.text, range) }, range, [...traits, 'dynamic']);
      continue;
    }
    const type = object.type === 'glob' ? 'glob' : (rule.type ?? 'file');
    const place =
      text.term?.range ?? (term === undefined ? (text.range[1] > text.range[0] ? text.range : range) : range);
    state(findings, kind, { type, name: object.name }, place, text.open === true ? [...traits, 'dynamic'] : traits);
  }
}

/** What the mode of an `open` means; a mode that is computed may write. */
function openVerb(rule: Rule, doing: Doing, program: Program): 'read' | 'write' | 'append' | 'create' {
  if (doing.args === undefined) return 'write';
  if (doing.args.some(({ spread }) => spread === true)) return 'write';
  const at = rule.at === 'self' ? 0 : 1;
  const mode = rule.file === 'flags' ? undefined : named(doing.args, 'mode', program);
  const given =
    mode ??
    (doing.args[at] === undefined || doing.args[at].name !== undefined
      ? undefined
      : program.values.of(doing.args[at].value));
  if (given === undefined) return 'read';
  let worst: 'read' | 'write' | 'append' | 'create' = 'read';
  for (const value of given) {
    if (value.is !== 'text') return 'write';
    if (/^[rbtUs]*$/.test(value.text)) continue;
    if (/w|\+/.test(value.text)) return 'write';
    if (value.text.includes('a')) worst = 'append';
    else if (value.text.includes('x')) worst = worst === 'read' ? 'create' : worst;
    else return 'write';
  }
  return worst;
}

/** `{ recursive: true }` */
function isRecursive(doing: Doing, program: Program): boolean {
  return (doing.args ?? []).some(({ value }) =>
    program.values.of(value).some((one) => {
      if (one.is !== 'record') return false;
      const entry = one.entries.find(({ name }) => name === 'recursive');
      return entry !== undefined && !(entry.value.op === 'constant' && entry.value.value === false);
    }),
  );
}

function runs(rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  const first = argumentOf(rule, doing, program);
  const term = termOf(rule, doing.args);
  const shell = named(doing.args, 'shell', program) ?? optionOf(doing, 'shell', program);
  const plain = shell === undefined || shell.every((value) => value.is === 'constant' && !value.value);
  if (!sameFolder(doing, program) || named(doing.args, 'executable', program) !== undefined) {
    opaque(findings, doing.range);
  }
  if (doing.args === undefined || term === undefined || first.length === 0) {
    opaque(findings, doing.range);
    return;
  }
  for (const value of first) {
    const text = value.is === 'text' && value.open !== true && value.pattern !== true ? value : undefined;
    const shellText = rule.run === 'shell' || rule.run === 'template' || (rule.run === 'either' && !plain);
    if (text !== undefined && shellText) {
      embed(findings, { language: 'shell', dialect: 'sh', text: text.text }, text);
      continue;
    }
    const words =
      rule.run === 'words'
        ? wordsOf(
            doing.args
              .filter(({ name }) => name === undefined)
              .map((arg) => (arg.spread === true ? [DATA] : program.values.of(arg.value))),
          )
        : rule.run === 'word-and-list'
          ? text === undefined
            ? undefined
            : listAfter(text, doing, program)
          : value.is === 'list'
            ? wordsOf(value.parts.map(program.values.of))
            : text === undefined
              ? undefined
              : [text.text];
    // With a shell the list is text and the shell's own arguments: rare, and never meant.
    if (
      words === undefined ||
      words.length === 0 ||
      (value.is === 'list' && !plain) ||
      (rule.run === 'word-and-list' && !plain)
    ) {
      opaque(findings, doing.range, 'problem.dynamic-command');
      continue;
    }
    embed(
      findings,
      { language: 'argv', text: argvText(words).text, argv: words },
      {
        is: 'text',
        text: words.join(' '),
        range: rule.run === 'words' || rule.run === 'word-and-list' ? doing.range : term.range,
      },
    );
  }
}

function listAfter(text: TextValue, doing: Doing, program: Program): readonly string[] | undefined {
  const list = doing.args?.[1];
  if (list === undefined) return [text.text];
  const [value, ...more] = program.values.of(list.value);
  if (value?.is === 'record' && more.length === 0) return [text.text];
  if (value?.is !== 'list' || more.length > 0 || list.spread === true)
    return value?.is === 'function' ? [text.text] : undefined;
  const words = wordsOf(value.parts.map(program.values.of));
  return words === undefined ? undefined : [text.text, ...words];
}

function wordsOf(parts: readonly (readonly Value[])[]): readonly string[] | undefined {
  const words: string[] = [];
  for (const [value, ...more] of parts) {
    const text = value?.is === 'object' ? value.target : textOf(value);
    if (text === undefined || more.length > 0 || text.open === true || text.pattern === true) return undefined;
    words.push(text.text);
  }
  return words;
}

/** The program runs in a folder or with variables of its own only where an option says so. */
function sameFolder(doing: Doing, program: Program): boolean {
  for (const name of ['cwd', 'env']) {
    if (named(doing.args, name, program) !== undefined || optionOf(doing, name, program) !== undefined) return false;
  }
  return !(doing.args ?? []).some(({ spread, name }) => spread === true && name === undefined);
}

/** A member of an options object among the arguments. */
export function optionOf(doing: Doing, name: string, program: Program): readonly Value[] | undefined {
  for (const { value } of doing.args ?? []) {
    for (const one of program.values.of(value)) {
      if (one.is !== 'record') continue;
      const entry = one.entries.find((part) => part.name === name);
      if (entry !== undefined) return program.values.of(entry.value);
      // Members that are not known may be this one.
      if (one.entries.some((part) => part.name === undefined)) return [DATA];
    }
  }
  return undefined;
}

function sql(rule: Rule, doing: Doing, program: Program): void {
  const { findings } = program;
  const found = argumentOf(rule, doing, program);
  const { receiver } = doing;
  const kind =
    receiver?.is === 'object' && /^(?:sqlite|postgresql|mysql)$/.test(receiver.type) ? receiver.type : undefined;
  const target = receiver?.is === 'object' ? receiver.target : undefined;
  const literal = target === undefined || target.open === true ? undefined : target.text;
  const connection =
    kind === undefined || literal === undefined
      ? undefined
      : {
          dialect: kind,
          target: kind === 'sqlite' ? sqlitePath(literal, findings.cwd ?? '/') : literal.replace(/\/\/[^@/]*@/, '//'),
        };
  for (const value of found.length === 0 ? [DATA] : found) {
    const texts =
      value.is === 'record' ? (optionOf(doing, 'text', program) ?? optionOf(doing, 'sql', program) ?? [DATA]) : [value];
    for (const text of texts) {
      if (text.is !== 'text' || text.open === true || text.pattern === true) {
        state(findings, 'sql.execute', { type: 'database', name: literal ?? 'unknown' }, doing.range, ['dynamic']);
        problem(findings, 'problem.dynamic-sql', doing.range, '');
        continue;
      }
      embed(
        findings,
        {
          language: 'sql',
          text: text.text,
          ...(kind === undefined ? {} : { dialect: kind }),
          ...(connection === undefined ? {} : { connection }),
        },
        text,
      );
    }
  }
}

function sqlitePath(target: string, cwd: string): string {
  const file = target.replace(/^file:/, '').replace(/\?.*$/, '');
  return file === ':memory:' || file === '' ? ':memory:' : absolutePath(file, cwd);
}
