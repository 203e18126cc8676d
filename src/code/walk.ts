import type { Program } from './deeds/program.ts';
import { asksMember, call } from './calls.ts';
import { escape, escapes } from './deeds/escape.ts';
import { opaque } from './deeds/findings.ts';
import { INSIDES, leadsInside, NAMES_IT } from './deeds/insides.ts';
import type { CallTerm, Term } from './term/term.ts';
import type { Value } from './value/value.ts';
import { isGuarded, ruleOf } from './deeds/valueRule.ts';
import type { Rule } from './value/rule.ts';

/** Where a term stands: only as a value can a function of a library leave our sight. `named`: it is asked for its name alone. */
type Position = 'value' | 'callee' | 'receiver' | 'named' | 'alias' | 'shown';

const ENVIRONMENT = /^(?:os\.environ|process\.env|Bun\.env|ENV)$/;
/** What is put into it was looked at as a value. */
const MOCK = /^unittest\.mock\.made(?:\.|$)/;
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
      walk(term.on, program, NAMES_IT.test(term.name) ? 'named' : 'receiver');
      if (leadsInside(term, values.of(term.on), position === 'shown' || position === 'named' ? position : 'other'))
        opaque(findings, term.range);
      else if (position === 'value' || position === 'shown') escapes(term, program, position);
      else if (position === 'receiver' || position === 'named')
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
      if (term.value !== undefined && term.ofClass === true)
        for (const value of values.of(term.value))
          if (ruleOf(value, program) !== undefined || isModule(value, program))
            escape(value, term.value.range, program);
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

/** What has functions of its own: whoever gets a copy of what holds it may call them. */
function isModule(value: Value, { language }: Program): boolean {
  return value.is === 'ref' && language.rules.knows(value.name);
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
    (changed.length > 0 && changed.every((value) => value.is === 'ref' && MOCK.test(value.name))) ||
    (OWN_VARIABLE.test(name) && changed.every((value) => value.is === 'ref' && ENVIRONMENT.test(value.name)));
  if (changed.length > 0 && !known) opaque(program.findings, term.range, 'problem.changes-library');
}

/** How many things a function of the program's own may be given that are looked at where it uses them. */
function parametersFollowed(value: Value): number {
  if (value.is !== 'function' || value.term === undefined) return 0;
  const { class: made, method, decorators = [], parameters = [] } = value.term;
  if (made !== undefined || method !== undefined || decorators.length > 0) return 0;
  const pattern = parameters.findIndex(({ name }) => name === '');
  return pattern < 0 ? parameters.length : pattern;
}

/** Whether it calls what it is given at this place or by this name: a class makes a thing there. */
function callsWith(rule: Rule | undefined, place: number, name: string | undefined): boolean {
  return name === undefined ? rule?.calls?.includes(place) === true : /^(?:type|default_factory)$/.test(name);
}

function makesPaths(value: Value, program: Program): boolean {
  return value.is === 'ref' && ruleOf(value, program)?.gives === 'path';
}

/** A class whose things have methods that act: what is derived from it has them by the same names as a text or a list may. */
function makesGuarded(base: Value, program: Program): boolean {
  const gives = ruleOf(base, program)?.gives;
  if (typeof gives !== 'object' || !('object' in gives)) return gives === 'path';
  return isGuarded({ is: 'object', type: gives.object });
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
    callees.every((value) => value.is === 'ref' && /^(?:contextlib\.|util\.promisify$|await$)/.test(value.name)) &&
    callees.every((value) => ruleOf(value, program)?.gives === 'same');
  const asks = asksMember(term, program);
  // What a statement goes to is told with the statement.
  const databases = callees.map((value) => ruleOf(value, program)?.on);
  const [database] = databases.every((one) => one === databases[0]) ? databases : [];
  const followed = callees.length === 0 ? 0 : Math.min(...callees.map(parametersFollowed));
  for (const [place, { value, name, spread }] of term.args.entries()) {
    const plainly = name === undefined && spread !== true;
    const isTold = passes || (database !== undefined && place === database);
    const isFollowed = plainly && place < followed && program.values.of(value).every(({ is }) => is === 'object');
    const isCalled = callees.every((callee) => callsWith(ruleOf(callee, program), place, name));
    const how =
      isFollowed || (isCalled && program.values.of(value).every((one) => makesPaths(one, program)))
        ? 'alias'
        : asks && place === 0
          ? 'receiver'
          : shows && plainly
            ? 'shown'
            : isTold && plainly
              ? 'alias'
              : 'value';
    walk(value, program, how);
  }
  if (!factory) return;
  for (const { value } of term.args)
    if (program.values.of(value).some((base) => base.is === 'object' || makesGuarded(base, program)))
      opaque(program.findings, value.range);
}
