import type { Program } from './program.ts';
import type { TextRange } from '../effect/effect.ts';
import { deed } from './deeds.ts';
import { opaque } from './findings.ts';
import { isInert } from './rule.ts';
import type { Rule } from './rule.ts';
import type { CallTerm, Term } from './term.ts';
import { typeOf } from './value.ts';
import type { Value } from './value.ts';

/** Where a term stands: only as a value can a function of a library leave our sight. */
type Position = 'value' | 'callee' | 'receiver' | 'alias' | 'shown';

/** Names through which a program reaches its own insides, and with them everything. */
const INSIDES =
  /^(?:__(?!import__$|name__$|file__$|doc__$|version__$|len__$|init__$|str__$|repr__$|main__$|qualname__$|enter__$|exit__$|iter__$|next__$|all__$|post_init__$|eq__$|hash__$|call__$|getitem__$|contains__$|lt__$|add__$).*|constructor|prototype|func_globals|gi_frame|cr_frame|f_globals|f_builtins|f_locals|tb_frame|mainModule|binding|caller|callee)$/;

const ENVIRONMENT = /^(?:os\.environ|process\.env|Bun\.env|ENV)$/;
/** Variables by which a program only says how it shows or counts, to itself and to what it starts. */
const OWN_VARIABLE =
  /^(?:TZ|LANG|LANGUAGE|LC_[A-Z]+|NO_COLOR|FORCE_COLOR|COLUMNS|LINES|TERM|PYTHONUNBUFFERED|PYTHONIOENCODING|PYTHONUTF8|PYTHONHASHSEED|TOKENIZERS_PARALLELISM|CUDA_VISIBLE_DEVICES|OMP_NUM_THREADS|MKL_NUM_THREADS|TF_CPP_MIN_LOG_LEVEL|MPLBACKEND)$/;

/** Looks at every term once, in order, and states what it does. */
export function walk(term: Term, program: Program, position: Position = 'value'): void {
  const { values, findings } = program;
  const each = (parts: readonly Term[]): void => {
    for (const part of parts) walk(part, program);
  };
  switch (term.op) {
    case 'text':
    case 'constant':
      return;
    case 'name':
      if (INSIDES.test(term.name) && !values.defines(term.name)) opaque(findings, term.range);
      else if (position === 'value' || position === 'shown') escapes(term, program, position);
      return;
    case 'module':
      if (position === 'value') escapes(term, program, position);
      return;
    case 'import':
      program.importing(term.module, term.range, findings);
      return;
    case 'member':
      walk(term.on, program, 'receiver');
      if (INSIDES.test(term.name)) opaque(findings, term.range);
      else if (position === 'value' || position === 'shown') escapes(term, program, position);
      else if (position === 'receiver')
        for (const value of values.of(term)) if (value.is === 'member') escape(value, term.range, program);
      return;
    case 'index':
      walk(term.on, program, 'receiver');
      walk(term.key, program);
      if (term.key.op === 'text' && INSIDES.test(term.key.value)) opaque(findings, term.range);
      else if (position !== 'alias') for (const value of values.of(term)) escape(value, term.range, program);
      return;
    case 'call':
      walk(term.on, program, 'callee');
      callArguments(term, program);
      call(term, program);
      if (position === 'value' || position === 'shown')
        for (const value of values.of(term))
          if (value.is !== 'member' || asksMember(term, program)) escape(value, term.range, program);
      return;
    case 'choice':
      for (const part of term.parts) walk(part, program, part.op === 'branch' ? 'value' : position);
      return;
    case 'record':
      each(term.entries.map(({ value }) => value));
      return;
    case 'bind': {
      for (const store of term.stores) stored(store, program);
      // An element of a module or of an open connection is data; of a list it was looked at with the list.
      const plain = term.names.every(({ as }) => as !== 'data') && term.stores.length === 0;
      if (term.value !== undefined && term.seen !== true) walk(term.value, program, plain ? 'alias' : 'value');
      return;
    }
    case 'function':
    case 'branch':
      findings.depth += 1;
      each(term.op === 'function' ? term.body : term.parts);
      findings.depth -= 1;
      return;
    case 'each':
      findings.depth += 1;
      each(term.parts);
      walk(term.value, program);
      findings.depth -= 1;
      return;
    case 'join':
    case 'list':
    case 'any':
    case 'give':
      each(term.parts);
      return;
    case 'shared':
      return;
    case 'opaque':
      opaque(findings, term.range, 'problem.unknown-statement');
      each(term.parts);
      return;
  }
}

/** An assigned member or element. Changing a library changes what all later calls mean. */
function stored(term: Term, program: Program): void {
  if (term.op !== 'member' && term.op !== 'index') {
    walk(term, program);
    return;
  }
  walk(term.on, program, 'receiver');
  if (term.op === 'index') walk(term.key, program);
  else if (INSIDES.test(term.name)) opaque(program.findings, term.range);
  const changed = program.values.of(term.on).filter((value) => value.is === 'ref' || isGuarded(value));
  const name = term.op === 'member' ? term.name : term.key.op === 'text' ? term.key.value : '';
  const known =
    (term.op === 'member' && /^(?:exitCode|row_factory|text_factory|autocommit|isolation_level|api_key)$/.test(name)) ||
    (OWN_VARIABLE.test(name) && changed.every((value) => value.is === 'ref' && ENVIRONMENT.test(value.name)));
  if (changed.length > 0 && !known) opaque(program.findings, term.range, 'problem.changes-library');
}

function callArguments(term: CallTerm, program: Program): void {
  const callees = program.values.of(term.on);
  const factory = callees.some((value) => value.is === 'ref' && /^(?:builtins\.)?class$/.test(value.name));
  const shows =
    callees.length > 0 &&
    callees.every((value) => value.is === 'ref' && program.language.shows?.test(value.name) === true);
  // What it is given comes out of it again, and is looked at there.
  const passes =
    callees.length > 0 &&
    callees.every((value) => value.is === 'ref' && /^contextlib\./.test(value.name)) &&
    callees.every((value) => ruleOf(value, program)?.gives === 'same');
  const asks = asksMember(term, program);
  for (const [place, { value, name, spread }] of term.args.entries()) {
    const plainly = name === undefined && spread !== true;
    const how = asks && place === 0 ? 'receiver' : shows && plainly ? 'shown' : passes && plainly ? 'alias' : 'value';
    walk(value, program, how);
  }
  if (!factory) return;
  for (const { value } of term.args)
    if (program.values.of(value).some((base) => base.is === 'object')) opaque(program.findings, value.range);
}

/** Things whose methods are only safe to read while it is known what they are. */
function isGuarded(value: Value): boolean {
  return (
    value.is === 'object' &&
    !/^(?:path|file|files|tree|rows|response|reply|regexp|uri|expr|rng|plain|own)$/.test(value.type)
  );
}

/** What a module says of itself: `numpy.__version__`, `react.version`. */
const ABOUT_ITSELF = /\.(?:__version__|__file__|__path__|__doc__|__name__|VERSION|version)$/;

/** Data that came as text: nothing in it acts. */
function isPlain(value: Value): boolean {
  return value.is === 'object' && value.type === 'plain';
}

/** `getattr(a, 'b')` is `a.b`. */
function asksMember(term: CallTerm, { values }: Program): boolean {
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

/** What a term may stand for goes where it is not followed; `shown`: it is only made a text of, by code that is loaded anyway. */
function escapes(term: Term, program: Program, position: 'value' | 'shown'): void {
  for (const value of program.values.of(term)) {
    if (position === 'shown' && value.is === 'ref' && program.language.rules.of(value.name) === undefined) continue;
    escape(value, term.range, program);
  }
}

/** A value goes where it is not followed. Data may; a function that does something may be called there. */
function escape(value: Value, range: TextRange, program: Program): void {
  const { findings, language } = program;
  switch (value.is) {
    case 'ref': {
      const rule = language.rules.of(value.name);
      if (rule === undefined) {
        if (!ABOUT_ITSELF.test(value.name)) opaque(findings, range, 'problem.unknown-name');
      } else if (rule.environment !== undefined) deed(rule, { value, args: [], range, receiver: undefined }, program);
      else if (!isInert(rule)) deed(rule, { value, args: undefined, range, receiver: undefined }, program);
      return;
    }
    case 'member': {
      // A member of plain data is data, whatever its name is.
      if (isPlain(value.on)) return;
      const rule = ruleOf(value, program);
      if (rule !== undefined && !isInert(rule))
        deed(rule, { value, args: undefined, range, receiver: value.on }, program);
      return;
    }
    case 'object':
      if (isGuarded(value)) opaque(findings, range, 'problem.unknown-name');
      return;
    default:
  }
}

function ruleOf(value: Value, { language, values }: Program): Rule | undefined {
  if (value.is === 'ref') return language.rules.of(value.name);
  if (value.is !== 'member') return undefined;
  // What a thing of the program's own is asked for, its class has.
  if (typeOf(value.on) === 'own' && values.defines(value.name)) return OWN;
  const exact = language.rules.of(`${typeOf(value.on)}#${value.name}`);
  if (exact !== undefined || isGuarded(value.on)) return exact;
  const any = language.rules.of(`*#${value.name}`);
  if (any !== undefined) return any;
  // A method of this text's own: its body is read by itself. Not where the name may also be a library's.
  return values.defines(value.name) && !language.rules.deeds.has(value.name) ? OWN : undefined;
}

const OWN: Rule = { names: 'own' };

function call(term: CallTerm, program: Program): void {
  const { values, findings, language } = program;
  const callees = values.of(term.on);
  if (callees.length === 0) {
    opaque(findings, term.range);
    return;
  }
  for (const value of callees) {
    if (value.is === 'function') continue;
    const rule = ruleOf(value, program);
    const shadows = rule === OWN && language.rules.roots.has(rootOf(term.on));
    if (rule === undefined || shadows || isAnother(rule, term) || doesMore(rule, term)) {
      opaque(findings, term.range);
      continue;
    }
    const receiver = value.is === 'member' ? value.on : undefined;
    if (value.is === 'ref' && value.name === 'getattr') memberNames(term, program);
    if (rule.byName === true) for (const arg of term.args) namesMethods(arg.value, arg.name !== undefined, program);
    for (const index of rule.calls ?? []) callback(term.args[index]?.value, program);
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

function doesMore({ most, keyword }: Rule, { args }: CallTerm): boolean {
  return (
    most !== undefined &&
    (args.length > most || args.some(({ name, spread }) => spread === true || (name !== undefined && name !== keyword)))
  );
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
