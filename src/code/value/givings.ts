import type { Terms } from './ground.ts';
import { written } from '../term/scopes.ts';
import type { CallTerm, Parameter, Term } from '../term/term.ts';
import { DATA, manyOf } from './value.ts';
import type { Value } from './value.ts';

/** What a call gives to each parameter, by its name. */
export function givings(
  parameters: readonly Parameter[],
  call: CallTerm,
  terms: Pick<Terms, 'of' | 'elements'>,
): readonly (readonly [name: string, values: readonly Value[]])[] {
  return parameters.flatMap(({ name, rest }, place): readonly (readonly [string, readonly Value[]])[] =>
    rest === 'placed'
      ? [[name, restOf(place, call, terms)]]
      : argumentFor(place, parameters, call).map((value) => [name, value === undefined ? [DATA] : terms.of(value)]),
  );
}

/** What one call gives to one of the parameters; nothing where it takes its preset value. Undefined: something that is not known. */
function argumentFor(
  place: number,
  parameters: readonly Parameter[],
  { args }: CallTerm,
): readonly (Term | undefined)[] {
  const names = namesIn(parameters);
  const takesNames = parameters.some(({ rest }) => rest === 'named');
  const isStray = args.some(
    (arg) => arg.spread === true || (arg.name !== undefined && !takesNames && !names.includes(arg.name)),
  );
  if (isStray) return [undefined];
  const named = args.find((arg) => arg.name !== undefined && arg.name === names[place]);
  if (named !== undefined) return [named.value];
  const arg = parameters.slice(0, place).some(({ rest }) => rest === 'placed') ? undefined : args[place];
  if (arg !== undefined && arg.name === undefined) return [arg.value];
  return parameters[place]?.preset === undefined ? [undefined] : [];
}

const namesIn = (parameters: readonly Parameter[]): readonly string[] =>
  parameters.map(({ name }) => written(name).replace(/^\$/, ''));

/** What a call gives to the parameter that takes as many as stand there. Where it spreads something nobody can count. */
function restOf(place: number, call: CallTerm, { of, elements }: Pick<Terms, 'of' | 'elements'>): readonly Value[] {
  const first = call.args.findIndex(({ spread }) => spread === true);
  const args = call.args.slice(first < 0 ? place : Math.min(first, place)).filter(({ name }) => name === undefined);
  if (first < 0) return [{ is: 'list', parts: args.map(({ value }) => value), site: call }];
  return args.flatMap(({ value, spread }) => (spread === true ? of(value).flatMap(elements) : of(value))).map(manyOf);
}

/** What a call gives to no parameter that is followed: who takes it apart may call it with anything. */
export function untaken(parameters: readonly Parameter[], { args }: CallTerm): readonly Term[] {
  const names = namesIn(parameters);
  const rest = parameters.findIndex((one) => one.rest === 'placed');
  return args.flatMap(({ name, spread, value }, place) => {
    const isGathered = rest >= 0 && place >= rest;
    const isTaken =
      spread !== true && (name === undefined ? isGathered || (names[place] ?? '') !== '' : names.includes(name));
    return isTaken ? [] : [value];
  });
}
