import { INSTANCE } from '../term/scopes.ts';
import type { BindTerm, FunctionTerm, Parameter, Term } from '../term/term.ts';
import { fieldOf, partsOf } from '../term/syntax.ts';
import type { Syntax } from '../term/syntax.ts';
import type { Lowering } from '../term/lowering.ts';

/** Arguments of `dataclass` that leave its fields, their order and how a thing is made as they are. */
const KEEPS = /^(?:frozen|order|eq|repr|unsafe_hash|slots|match_args|weakref_slot)$/;
/** Arguments of `field` that leave its place among the others. */
const OF_A_FIELD = /^(?:default|default_factory|repr|compare|hash|metadata)$/;
/** Annotations that are no fields, or move those behind them. */
const NO_FIELD = /\b(?:ClassVar|InitVar|KW_ONLY)\b/;

/** Whether it is written as a decorator that makes a dataclass. What its name stands for is seen elsewhere. */
export function makesFields(decorator: Term): boolean {
  const on = decorator.op === 'call' ? decorator.on : decorator;
  const args = decorator.op === 'call' ? decorator.args : [];
  return (
    (on.op === 'name' || on.op === 'member') &&
    on.name === 'dataclass' &&
    args.every(({ name, value }) => name !== undefined && KEEPS.test(name) && value.op === 'constant')
  );
}

/** What makes a thing of a dataclass: it stores what it is given under the names of its fields. Undefined: nobody sees what it is given. */
export function fieldMaker(definition: Syntax, lower: Lowering): FunctionTerm | undefined {
  const body = fieldOf(definition, 'body');
  if (body === undefined || definition.type !== 'class_definition') return undefined;
  const { range } = body;
  const self = 'self';
  const parameters: Parameter[] = [];
  const stores: Term[] = [];
  for (const part of partsOf(body)) {
    if (isMaker(part, lower)) return undefined;
    const [given] = part.type === 'expression_statement' ? partsOf(part) : [];
    const type = given?.type === 'assignment' ? fieldOf(given, 'type') : undefined;
    if (given === undefined || type === undefined) {
      // A field that is written in another place than here would stand between these.
      if (/^(?:if|for|while|with|try)_statement$/.test(part.type)) return undefined;
      continue;
    }
    const left = fieldOf(given, 'left');
    if (left?.type !== 'identifier' || NO_FIELD.test(lower.word(type))) return undefined;
    const right = fieldOf(given, 'right');
    const preset = right === undefined ? undefined : presetOf(lower.of(right));
    if (right !== undefined && preset === undefined) return undefined;
    const name = lower.word(left);
    if (parameters.some((other) => other.name === name)) return undefined;
    const bind: BindTerm = {
      op: 'bind',
      names: [{ name, as: 'data' }],
      stores: preset === undefined ? [] : [preset],
      value: undefined,
      parameter: 'plain',
      range: left.range,
    };
    parameters.push({ name, bind, ...(preset === undefined ? {} : { preset }) });
    stores.push({
      op: 'bind',
      names: [],
      stores: [{ op: 'member', on: { op: 'name', name: self, range: left.range }, name, range: left.range }],
      value: { op: 'name', name, range: left.range },
      range: left.range,
    });
  }
  const bound: Term = {
    op: 'bind',
    names: [{ name: self, as: 'same' }],
    stores: [],
    value: { op: 'module', module: INSTANCE, range },
    seen: true,
    range,
  };
  return {
    op: 'function',
    name: '__init__',
    declared: true,
    parameters,
    method: 'call',
    own: [self, ...parameters.map(({ name }) => name)],
    gives: true,
    body: [bound, ...parameters.map(({ bind }) => bind), ...stores],
    range,
  };
}

function isMaker(part: Syntax, lower: Lowering): boolean {
  const inner = part.type === 'decorated_definition' ? fieldOf(part, 'definition') : part;
  const name = inner?.type === 'function_definition' ? fieldOf(inner, 'name') : undefined;
  return /^__(?:init|new|set\w*|get\w*)__$/.test(lower.word(name));
}

/** What a field is where a thing is made without it. */
function presetOf(value: Term): Term | undefined {
  const isField =
    value.op === 'call' && (value.on.op === 'name' || value.on.op === 'member') && value.on.name === 'field';
  if (!isField) return value;
  const { args, range } = value;
  if (!args.every(({ name }) => name !== undefined && OF_A_FIELD.test(name))) return undefined;
  const made = args.find(({ name }) => name === 'default' || name === 'default_factory');
  if (made === undefined) return { op: 'any', parts: [], range };
  return made.name === 'default' ? made.value : { op: 'call', on: made.value, args: [], range };
}
