import type { ParameterExpansionPart, Word } from 'unbash';
import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import { unknownFlow } from '../state/flow.ts';
import type { Flow } from '../state/flow.ts';
import type { Scope } from '../state/scope.ts';
import { isSecretVariable } from '../effects/secrets.ts';

export interface Expansion {
  /** Undefined: known only at run time. */
  readonly value: string | undefined;
  readonly fields?: readonly string[] | undefined;
  readonly glob?: boolean | undefined;
  /** What the value matches, where it is known only in part. */
  readonly pattern?: string | undefined;
  readonly flow: Flow | undefined;
  /** It is a number or a date that the text itself has made. */
  readonly counts?: boolean | undefined;
  /** It has no blank in it. */
  readonly unbroken?: boolean | undefined;
}

/** What `$name` stands for here. */
export function lookUp(scope: Scope, name: string, range: TextRange): Expansion {
  if (name === '@' || name === '*') {
    const args = scope.positional;
    if (args === undefined || args.some((arg) => arg.dynamic)) return { value: undefined, flow: undefined };
    const fields = args.map((arg) => arg.value);
    const flow = args.find((arg) => arg.flow !== undefined)?.flow;
    return { value: fields.join(' '), fields, flow, glob: args.some((arg) => arg.glob) };
  }
  if (name === '0') return ofWord(scope.zero);
  if (/^[1-9]\d?$/.test(name)) {
    const arg = scope.positional?.[Number(name) - 1];
    return scope.positional !== undefined && arg === undefined ? { value: '', flow: undefined } : ofWord(arg);
  }
  const variable = scope.variables.get(name);
  if (variable !== undefined) {
    const flow = variable.flow ?? (variable.value === undefined ? secretFlow(name, range) : undefined);
    const { value, glob, pattern, counts, unbroken } = variable;
    return { value, flow, glob, pattern, counts, unbroken };
  }
  // The number of a process, or of seconds.
  if (/^(?:\$|RANDOM|SECONDS|EPOCHSECONDS|BASHPID|PPID|UID)$/.test(name))
    return { value: undefined, flow: undefined, pattern: '*', counts: /^(?:RANDOM|SECONDS|EPOCHSECONDS)$/.test(name) };
  if (name === 'HOME') return { value: scope.home, flow: undefined };
  if (name === 'PWD') return { value: scope.cwdKnown ? scope.cwd : undefined, flow: undefined };
  if (name === 'IFS') return { value: ' \t\n', flow: undefined };
  return { value: undefined, flow: secretFlow(name, range) };
}

/** A word that was handed over; a pattern in it stands for the files that it matched. */
function ofWord(arg: Arg | undefined): Expansion {
  return { value: arg === undefined || arg.dynamic ? undefined : arg.value, flow: arg?.flow, glob: arg?.glob };
}

function secretFlow(name: string, range: TextRange): Flow | undefined {
  return isSecretVariable(name) ? { ...unknownFlow(range), secret: `$${name}` } : undefined;
}

/** UTF-16 units that one replacement may make. */
const LONGEST = 128 * 1024;

/** `${…}`. Known operations on known values are carried out; everything else is known only at run time. */
export function expandParameter(
  scope: Scope,
  part: ParameterExpansionPart,
  range: TextRange,
  expand: (word: Word) => Arg,
): Expansion {
  const { operation } = part;
  if (part.index !== undefined) return element(scope, part);
  const found = lookUp(scope, part.parameter, range);
  if (part.prefix === '#') {
    return { value: found.value === undefined ? undefined : String(found.value.length), flow: undefined };
  }
  if (part.prefix === '!') return indirect(scope, found, operation, range, expand);
  if (operation === undefined) return found;
  if (operation.type === 'Default') {
    const other = expand(operation.operand);
    const absent = found.value === undefined && !scope.variables.has(part.parameter);
    // `${TOKEN:+set}` says whether it is set, not what it is.
    if (found.value === undefined && operation.operator.endsWith('+')) return { value: undefined, flow: other.flow };
    if (found.value === undefined) {
      // The environment's own, or this.
      if (absent && operation.operator.endsWith('='))
        scope.variables.set(part.parameter, { value: undefined, flow: found.flow ?? other.flow, exported: false });
      return { value: undefined, flow: absent ? (found.flow ?? other.flow) : found.flow };
    }
    const empty = found.value === '' && operation.operator.startsWith(':');
    if (empty && operation.operator.endsWith('=')) {
      const variable = { value: other.dynamic ? undefined : other.value, flow: other.flow, exported: false };
      scope.variables.set(part.parameter, {
        ...variable,
        exported: scope.variables.get(part.parameter)?.exported ?? false,
      });
    }
    if (operation.operator.endsWith('+')) return empty ? { value: '', flow: undefined } : fromArg(other);
    return empty ? fromArg(other) : found;
  }
  if (found.value === undefined) return { value: undefined, flow: found.flow };
  if (found.glob === true) return { ...operateOnNames(found.value, operation, expand), flow: found.flow };
  return { value: operate(found.value, operation, expand), flow: found.flow };
}

/**
 * The same for a pattern that stands for files' names: `**\/*.ts` without `.ts` is `**\/*`. What cannot be said of the pattern, since it may
 * be cut or replaced inside of a star, is known only at run time.
 */
function operateOnNames(
  names: string,
  operation: NonNullable<ParameterExpansionPart['operation']>,
  expand: (word: Word) => Arg,
): Pick<Expansion, 'value' | 'glob'> {
  const of = (value: string | undefined): Pick<Expansion, 'value' | 'glob'> => ({ value, glob: value !== undefined });
  const fixed = names.search(/[*?[\\]|$/);
  if (operation.type === 'Replace') {
    const from = expand(operation.pattern);
    const to = expand(operation.replacement);
    const at = names.indexOf(from.value);
    const known = operation.operator === '/' && !from.dynamic && !from.glob && !to.dynamic && !to.glob;
    return of(
      known && from.value !== '' && at !== -1 && at + from.value.length <= fixed
        ? names.slice(0, at) + to.value + names.slice(at + from.value.length)
        : undefined,
    );
  }
  if (operation.type !== 'Remove') return of(undefined);
  const { value, dynamic } = expand(operation.operand);
  if (dynamic) return of(undefined);
  if (operation.operator === '##' && value === '*/') {
    const name = names.slice(names.lastIndexOf('/') + 1);
    return of(name === '**' ? undefined : name);
  }
  const ending = /\.\w+$/.exec(names)?.[0];
  if (operation.operator === '%' && value === '.*') return of(ending && names.slice(0, -ending.length));
  if (/[*?[\\]/.test(value)) return of(undefined);
  if (operation.operator.startsWith('%'))
    return of(names.endsWith(value) ? names.slice(0, -value.length || undefined) : undefined);
  if (value === './') return of(names);
  // What stood behind the part that is gone may be a hidden name.
  const whole = value.length < fixed || value.endsWith('/');
  return of(whole && value.length <= fixed && names.startsWith(value) ? names.slice(value.length) : undefined);
}

/** `${!name}`: the variable whose name another holds. */
function indirect(
  scope: Scope,
  name: Expansion,
  operation: ParameterExpansionPart['operation'],
  range: TextRange,
  expand: (word: Word) => Arg,
): Expansion {
  // `${!AWS*}` are names alone.
  if (operation?.type === 'Names') return { value: undefined, flow: undefined };
  // `${!name:+set}` says whether it is set, not what it is.
  if (operation?.type === 'Default' && operation.operator.endsWith('+'))
    return { value: undefined, flow: expand(operation.operand).flow };
  // A name that nobody knows may be any of the environment's.
  const meant =
    name.value === undefined
      ? { value: undefined, flow: { ...unknownFlow(range), secret: '$environment' } }
      : lookUp(scope, name.value, range);
  return operation === undefined ? meant : { value: undefined, flow: meant.flow };
}

function fromArg(arg: Arg): Expansion {
  return { value: arg.dynamic ? undefined : arg.value, flow: arg.flow };
}

/** `${a[@]}`, `${a[0]}`, `${#a[@]}`. Some of the elements, too, are told as all of them; what is done to each is known only at run time. */
function element(scope: Scope, { parameter, index, prefix, operation }: ParameterExpansionPart): Expansion {
  const { elements, glob, flow } = scope.variables.get(parameter) ?? {};
  const all = index?.value === '@' || index?.value === '*';
  // The numbers of its elements.
  if (prefix === '!' && all && flow !== undefined && !scope.keyed.has(parameter))
    return { value: undefined, flow: { ...flow, numbers: 'all' } };
  if (elements === undefined || (operation !== undefined && operation.type !== 'Slice'))
    return { value: undefined, flow };
  if (prefix === '#' && all)
    return glob === true
      ? { value: undefined, flow: undefined, pattern: '*' }
      : { value: String(elements.length), flow: undefined };
  if (prefix !== undefined) return { value: undefined, flow };
  if (all) return { value: elements.join(' '), fields: elements, glob, flow };
  // Which of a pattern's files it is: any.
  if (glob === true) return elements.length === 1 ? { value: elements[0], glob, flow } : { value: undefined, flow };
  return { value: /^-?\d+$/.test(index?.value ?? '') ? elements.at(Number(index?.value)) : undefined, flow };
}

function operate(
  value: string,
  operation: NonNullable<ParameterExpansionPart['operation']>,
  expand: (word: Word) => Arg,
): string | undefined {
  switch (operation.type) {
    case 'Slice': {
      const offset = Number(expand(operation.offset).value);
      const length = operation.length === undefined ? undefined : Number(expand(operation.length).value);
      if (!Number.isInteger(offset) || (length !== undefined && !Number.isInteger(length))) return undefined;
      const tail = offset < 0 ? value.slice(offset) : value.slice(offset);
      if (length === undefined) return tail;
      return length < 0 ? tail.slice(0, length) : tail.slice(0, length);
    }
    case 'Replace': {
      const from = expand(operation.pattern);
      const to = expand(operation.replacement);
      if (from.dynamic || to.dynamic || from.glob || /[*?[\\]/.test(from.value)) return undefined;
      if (operation.operator === '//') {
        const parts = value.split(from.value);
        // `${A//a/$A}` squares what it is given.
        return parts.length * to.value.length > LONGEST ? undefined : parts.join(to.value);
      }
      if (operation.operator === '/') return value.replace(from.value, () => to.value);
      return undefined;
    }
    case 'Remove': {
      const pattern = expand(operation.operand);
      if (pattern.dynamic) return undefined;
      return removeAffix(value, pattern.value, operation.operator);
    }
    case 'CaseModification':
      if (operation.operand !== undefined) return undefined;
      if (operation.operator === '^^') return value.toUpperCase();
      if (operation.operator === ',,') return value.toLowerCase();
      return operation.operator === '^'
        ? value.slice(0, 1).toUpperCase() + value.slice(1)
        : value.slice(0, 1).toLowerCase() + value.slice(1);
    default:
      return undefined;
  }
}

/** `${x#…}` and `${x%…}` for plain patterns and those with one `*` at an end. */
function removeAffix(value: string, pattern: string, operator: string): string | undefined {
  const plain = pattern.replace(/^\*|\*$/g, '');
  if (/[*?[\]\\]/.test(plain)) return undefined;
  const front = operator.startsWith('#');
  if (pattern === plain) {
    if (front) return value.startsWith(plain) ? value.slice(plain.length) : value;
    return value.endsWith(plain) ? value.slice(0, value.length - plain.length) : value;
  }
  if (front && pattern.startsWith('*') && !pattern.endsWith('*')) {
    const at = operator === '##' ? value.lastIndexOf(plain) : value.indexOf(plain);
    return at === -1 ? value : value.slice(at + plain.length);
  }
  if (!front && pattern.endsWith('*') && !pattern.startsWith('*')) {
    const at = operator === '%%' ? value.indexOf(plain) : value.lastIndexOf(plain);
    return at === -1 ? value : value.slice(0, at);
  }
  return undefined;
}
