import { unbraced } from './braces.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { isInside } from '../../effect/path.ts';
import type { Trait } from '../../effect/trait.ts';
import { argumentOf, named, termOf } from './doing.ts';
import type { Doing } from './doing.ts';
import { embed, fileOf, opaque, shown, state } from './findings.ts';
import { elementOf, textOf } from '../value/produced.ts';
import { sendRequest } from './requests.ts';
import type { Rule } from '../value/rule.ts';
import { DATA } from '../value/value.ts';
import type { Value } from '../value/value.ts';
import type { Program } from './program.ts';

const KIND: Readonly<Record<Exclude<NonNullable<Rule['file']>, 'open' | 'flags'>, EffectKind>> = {
  read: 'file.read',
  create: 'file.create',
  write: 'file.write',
  append: 'file.write',
  delete: 'file.delete',
  move: 'file.move',
  permission: 'file.permission',
};

const ADDRESS = /^[a-z][a-z0-9+.-]*:(?:\/\/|:)/i;

/** What a function does to the files that it is given. */
export function onFile(rule: Rule, doing: Doing, program: Program): void {
  if (rule.starts === true) {
    const given = argumentOf(rule, doing, program);
    const others = given.filter((value) => startsOtherwise(value, rule, doing, program));
    if (given.length > 0 && others.length === given.length) return;
  }
  const verb = rule.file === 'open' || rule.file === 'flags' ? openVerb(rule, doing, program) : (rule.file ?? 'read');
  const traits: Trait[] = [];
  if (rule.recursive === true || (verb === 'delete' && isRecursive(doing, program))) traits.push('recursive');
  if (verb === 'write') traits.push('overwrites');
  if (rule.lists === true) traits.push('names-only');
  if (verb === 'move' && movesOut(rule, doing, program)) traits.push('moved-out');
  const places = rule.each === true ? (doing.args ?? []).map((_, index) => index) : [rule.at];
  for (const at of places.length === 0 ? [rule.at] : places) onPath(KIND[verb], rule, at, doing, program, traits);
  if (rule.to !== undefined) onPath('file.write', rule, rule.to, doing, program, ['overwrites']);
}

/** Taken from the workspace to a place outside. */
function movesOut(rule: Rule, doing: Doing, program: Program): boolean {
  const { findings } = program;
  if (rule.to === undefined) return false;
  const [from, to] = [rule, { at: rule.to, keyword: 'dst' }].map((pick) => {
    const [value] = argumentOf(pick, doing, program);
    const text = textOf(value);
    return text === undefined || text.open === true ? undefined : fileOf(findings, text)?.name;
  });
  const { workspace } = findings.context;
  return from !== undefined && to !== undefined && isInside(from, workspace) && !isInside(to, workspace);
}

/** `open("|ls")` runs a shell, `open("https://…")` fetches. */
function startsOtherwise(text: Value, rule: Rule, doing: Doing, program: Program): boolean {
  const { findings } = program;
  if (text.is !== 'text' || program.language.streams?.test(text.text) === true) return false;
  if (/^\s*\|/.test(text.text)) {
    if (text.open === true) opaque(findings, doing.range, 'problem.dynamic-command');
    else {
      const shell = text.text.replace(/^\s*\|/, '');
      embed(
        findings,
        { language: 'shell', dialect: 'sh', text: shell },
        { is: 'text', text: shell, range: text.range },
      );
    }
    return true;
  }
  if (!ADDRESS.test(text.text)) return false;
  // Other schemes are fetched, unpacked or run by what the library has for them.
  if (!/^(?:https?|ftp):/i.test(text.text)) {
    opaque(findings, doing.range, 'problem.unread-request');
    return true;
  }
  sendRequest({ ...rule, request: 'GET' }, doing, program);
  return true;
}

function onPath(
  kind: EffectKind,
  rule: Rule,
  at: Rule['at'],
  doing: Doing,
  program: Program,
  traits: readonly Trait[],
): void {
  const { findings, values } = program;
  const pick = {
    ...rule,
    ...(at === undefined ? {} : { at }),
    ...(at !== undefined && at === rule.to ? { keyword: 'dst' } : {}),
  };
  const found = argumentOf(pick, doing, program).flatMap((value) =>
    value.is === 'list' ? values.elements(value) : [value],
  );
  const term = at === 'self' ? undefined : termOf(pick, doing.args);
  const range = term?.range ?? doing.range;
  // `found ?? null`: nothing is no path, and nothing happens to it.
  const some = found.filter((value) => value.is !== 'constant' || value.value !== undefined);
  if (at === 'self' && found.length > 0 && some.length === 0) return;
  for (const value of some.length > 0 ? some : found.length === 0 ? [DATA] : found) {
    // A file that is open already: 0, 1, 2 and what `open` gave. Options are no paths.
    if (value.is === 'constant' && typeof value.value === 'number' && value.value <= 2) continue;
    if (value.is === 'object' && value.type === 'file') continue;
    if (rule.each === true && (value.is === 'record' || value.is === 'function')) continue;
    const many = value.is === 'many' ? elementOf(value) : value;
    const text = many.is === 'object' ? many.target : textOf(many);
    const word = value.is === 'ref' ? value.name : text?.text;
    if (word !== undefined && program.language.streams?.test(word) === true) continue;
    if (word !== undefined && program.language.addresses === true && ADDRESS.test(word)) {
      // Other schemes unpack, run or write, as does all but a read by these.
      if (kind === 'file.read' && /^(?:https?|ftps?):/i.test(word))
        sendRequest({ ...pick, request: 'GET' }, doing, program);
      else opaque(findings, range, 'problem.unread-request');
      continue;
    }
    const object = text === undefined || many.is === 'constant' ? undefined : fileOf(findings, text);
    if (object === undefined || text === undefined) {
      state(findings, kind, { type: 'unknown', name: shown(findings.text, range) }, range, [...traits, 'dynamic']);
      continue;
    }
    const type = object.type === 'glob' ? 'glob' : (rule.type ?? 'file');
    const place =
      text.term?.range ?? (term === undefined ? (text.range[1] > text.range[0] ? text.range : range) : range);
    // How far a function goes that calls itself is good enough for a read alone.
    const isDynamic = text.open === true || (text.below === true && kind !== 'file.read');
    for (const name of type === 'glob' ? unbraced(object.name) : [object.name])
      state(findings, kind, { type, name }, place, isDynamic ? [...traits, 'dynamic'] : traits);
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
    if (value.is === 'function') continue;
    if (value.is !== 'text') return 'write';
    if (/^[rbtUse]*(?::[\w-]+)*$/.test(value.text)) continue;
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
