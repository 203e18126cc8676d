import { deed } from './deeds/deeds.ts';
import { escape } from './deeds/escape.ts';
import { opaque } from './deeds/findings.ts';
import { INSIDES } from './deeds/insides.ts';
import type { Program } from './deeds/program.ts';
import { isInert } from './value/rule.ts';
import type { Rule } from './value/rule.ts';
import type { CallTerm, Term } from './term/term.ts';
import type { Value } from './value/value.ts';
import { OWN, ruleOf } from './deeds/valueRule.ts';

/** States what a call does, of each thing that may be called there. */
export function call(term: CallTerm, program: Program): void {
  const { values, findings, language } = program;
  const callees = values.of(term.on);
  if (callees.length === 0) {
    opaque(findings, term.range);
    return;
  }
  for (const value of callees) {
    if (value.is === 'function') continue;
    // `$_SERVER["PHP_SELF"]("x")`: what stands there is the name of what is called.
    if (language.callsByName === true && value.is === 'ref' && term.on.op === 'index') {
      opaque(findings, term.range);
      continue;
    }
    const rule = ruleOf(value, program);
    const shadows = rule === OWN && language.rules.roots.has(rootOf(term.on));
    if (rule === undefined || shadows || isAnother(rule, term) || doesMore(rule, term, program)) {
      opaque(findings, term.range);
      continue;
    }
    const receiver = value.is === 'member' ? value.on : undefined;
    if (value.is === 'ref' && value.name === 'getattr') memberNames(term, program);
    if (rule.ofClass === true && (receiver === undefined || receiver.is === 'data' || receiver.is === 'member'))
      findings.ofClass.push(term.range);
    if (rule.compares === true) comparison(term, program);
    if (rule.byName === true) for (const arg of term.args) namesMethods(arg.value, arg.name !== undefined, program);
    if (rule.attributes === true) for (const arg of term.args) namesData(arg.value, program);
    if (rule.into === true) sink(term, program);
    for (const index of rule.calls ?? []) callback(term.args[index]?.value, program);
    if (rule.callsNamed !== undefined)
      for (const arg of term.args) if (arg.name === rule.callsNamed) callback(arg.value, program);
    if (!isInert(rule) && isGiven(rule, term))
      deed(rule, { value, args: term.args, range: term.range, receiver }, program);
  }
}

/** Too few arguments for it, and none that says all the same that it is meant. */
function isAnother({ least = 0, unless }: Rule, { args }: CallTerm): boolean {
  return (
    args.length < least &&
    !(unless !== undefined && args.some(({ name }) => name !== undefined && unless.split(' ').includes(name)))
  );
}

function doesMore(
  { most, keyword, harmless = {}, needs, only }: Rule,
  { args }: CallTerm,
  { values }: Program,
): boolean {
  if (only !== undefined) {
    const [first, ...more] = args;
    const given = first === undefined || first.spread === true ? [] : values.of(first.value);
    if (more.length > 0 || given.length === 0 || !given.every((one) => one.is === 'ref' && only.test(one.name)))
      return true;
  }
  if (needs !== undefined && args.every(({ name }) => name !== needs)) return true;
  const isHarmless = (name: string, value: Term): boolean => {
    const fits = harmless[name];
    return (
      fits !== undefined &&
      values.of(value).every((one) =>
        one.is === 'text'
          ? // The text 'false' is as good as true.
            one.open !== true && fits.test(one.text) && !/^(?:true|false)$/.test(one.text)
          : one.is === 'constant'
            ? fits.test(String(one.value))
            : one.is === 'ref'
              ? fits.test(one.name)
              : one.is === 'list' && !values.isChanged(one) && fits.test(linesOf(one.parts, values)),
      )
    );
  };
  return (
    most !== undefined &&
    (args.filter(({ name }) => name === undefined).length > most ||
      args.some(
        ({ name, spread, value }) =>
          spread === true || (name !== undefined && name !== keyword && !isHarmless(name, value)),
      ))
  );
}

/** The texts of a list, one a line; a null where one of them is not known. */
function linesOf(parts: readonly Term[], values: Program['values']): string {
  return parts
    .map((part) => {
      const [word, ...more] = values.of(part);
      return word?.is === 'text' && word.open !== true && more.length === 0 ? word.text : '\0\n\0';
    })
    .join('\n');
}

const OPERAND = String.raw`(?:[A-Za-z]\w*(?:\.[A-Za-z]\w*)*|-?\d+(?:\.\d+)?|'[^'\\]*'|"[^"\\]*")`;
const LISTED = String.raw`(?:${OPERAND}|\[\s*${OPERAND}(?:\s*,\s*${OPERAND})*\s*\])`;
const COMPARED = String.raw`(?:not\s+)?${OPERAND}\s*(?:[=!<>]=|[<>]|\bnot\s+in\b|\bin\b)\s*${LISTED}`;
const COMPARISON = new RegExp(String.raw`^\s*${COMPARED}(?:\s*(?:[&|]|\band\b|\bor\b)\s*${COMPARED})*\s*$`);

/** `df.query("age > 30 and name == 'a'")`: what has calls in it, or names of the program's, may do anything. */
function comparison({ args, range }: CallTerm, { values, findings }: Program): void {
  const [first, ...more] = args;
  const texts = first === undefined || first.name !== undefined || first.spread === true ? [] : values.of(first.value);
  const isKnown = texts.every((one) => one.is === 'text' && one.open !== true && COMPARISON.test(one.text));
  if (more.length > 0 || texts.length === 0 || !isKnown) opaque(findings, range);
}

/** Whether a call has the argument without which its function does nothing. */
function isGiven(rule: Rule, { args }: CallTerm): boolean {
  return (
    rule.given === undefined ||
    args.some(({ name, spread }) => spread === true || name === undefined || name === rule.given)
  );
}

/** Methods that go by texts, alone, in lists and as values of a record, must be known to compute. Behind a name a pair is a column and one. */
function namesMethods(term: Term, isNamed: boolean, program: Program): void {
  const { language, values, findings } = program;
  const parts =
    term.op === 'record'
      ? term.entries.map(({ value }) => value)
      : term.op === 'list'
        ? term.parts.slice(isNamed && term.parts.length === 2 ? 1 : 0)
        : [];
  for (const part of parts) namesMethods(part, false, program);
  if (parts.length > 0) return;
  for (const value of values.of(term)) {
    if (value.is === 'list' || value.is === 'record') opaque(findings, term.range);
    if (value.is !== 'text') continue;
    const rule = value.open === true ? undefined : language.rules.of(`*#${value.text}`);
    if (rule === undefined || !isInert(rule)) opaque(findings, term.range);
  }
}

/** What is written to must be a stream of the program's own: behind others may be a shell or somebody else. */
function sink({ args: [first], range }: CallTerm, { values, findings }: Program): void {
  const given = first === undefined ? [] : values.of(first.value);
  const isOwn = given.every(
    (one) =>
      (one.is === 'ref' && /^process\.std(?:out|err)$/.test(one.name)) ||
      (one.is === 'object' && one.type === 'filter'),
  );
  if (given.length === 0 || !isOwn) opaque(findings, range);
}

/** Members that go by texts must be known not to be functions or modules. */
function namesData(term: Term, { language, values, findings }: Program): void {
  const { deeds, roots } = language.rules;
  const texts = values.of(term);
  const isData = texts.every(
    (one) =>
      one.is === 'text' &&
      one.open !== true &&
      one.pattern !== true &&
      one.text
        .split('.')
        .every((name) => /^[A-Za-z]\w*$/.test(name) && !INSIDES.test(name) && !deeds.has(name) && !roots.has(name)),
  );
  if (texts.length === 0 || !isData) opaque(findings, term.range);
}

/** What a known function will call must be written here, or do nothing. */
function callback(term: Term | undefined, program: Program): void {
  if (term === undefined || term.op === 'function') return;
  const { language, values, findings } = program;
  for (const value of values.of(term)) {
    if (value.is === 'data' || value.is === 'decoded' || (value.is === 'member' && !isToldAlone(value, program)))
      opaque(findings, term.range);
    else if (value.is !== 'text' || language.callsByName !== true) continue;
    else if (value.open === true || value.pattern === true) opaque(findings, term.range);
    else escape({ is: 'ref', name: language.canonical(value.text) }, term.range, program);
  }
}

/** What it does is said where it is handed on, whatever it will be given. */
function isToldAlone(value: Value, program: Program): boolean {
  const rule = ruleOf(value, program);
  return rule !== undefined && rule !== OWN && rule.least === undefined && rule.most === undefined;
}

function rootOf(term: Term): string {
  if (term.op === 'name') return term.name;
  return term.op === 'member' || term.op === 'index' || term.op === 'call' ? rootOf(term.on) : '';
}

/** `getattr(a, 'b')` is `a.b`. */
export function asksMember(term: CallTerm, { values }: Program): boolean {
  const callees = values.of(term.on);
  return callees.length > 0 && callees.every((value) => value.is === 'ref' && value.name === 'getattr');
}

/** The names that `getattr` asks for have to be known, and none of them leads to a program's insides. */
function memberNames({ args, range }: CallTerm, { values, findings }: Program): void {
  const names = args[1] === undefined || args[1].spread === true ? [] : values.of(args[1].value);
  const known = names.every(
    (name) => name.is === 'text' && name.open !== true && name.pattern !== true && !INSIDES.test(name.text),
  );
  if (names.length === 0 || !known || args[0]?.spread === true) opaque(findings, range);
}
