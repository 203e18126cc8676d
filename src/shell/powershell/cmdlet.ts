import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { Examples, Form } from '../catalog/tool.ts';
import type { State } from './state.ts';
import type { Value } from './value.ts';

/**
 * What one cmdlet does, as data. `options` is written as in `catalog/tool.ts`, with parameter names in lower case and
 * their aliases; any start of a name that only one parameter has is that parameter. A value that is a file's
 * (`path=delete`) may be a list or a pattern, and may stand on a drive that holds no files.
 */
export interface Cmdlet {
  /** In lower case, then its aliases. */
  readonly names: string;
  readonly options?: string;
  /** The parameters that words without a name go to, in order; the last takes what is left over when it ends in `...`. */
  readonly positions?: string;
  /** The parameter that gets what comes down the pipe. */
  readonly input?: string;
  readonly does?: string;
  readonly forms?: readonly Form[];
  /** Parameters that are not listed say nothing about what happens here. */
  readonly free?: true;
  /** It says itself where and on what the blocks run that it is given. Absent: here, on what comes down the pipe. */
  readonly ownBlocks?: true;
  /** For what data cannot say. What it gives is what the cmdlet puts out. */
  readonly also?: (bound: Bound) => Value | undefined;
  /** What it puts out where `also` does not say. Absent: something unknown made of what it got. */
  readonly gives?: 'nothing' | 'input';
  readonly examples?: Examples;
}

/** A cmdlet's call with its parameters told apart. */
export interface Bound {
  readonly call: Call;
  readonly state: State;
  readonly range: TextRange;
  readonly input: Value | undefined;
  /** By the parameter's first name: what it was given; a switch has an empty value. */
  readonly values: ReadonlyMap<string, Value>;
}

export function isGiven(bound: Bound, ...names: readonly string[]): boolean {
  return names.some((name) => bound.values.has(name));
}

export function given(bound: Bound, ...names: readonly string[]): Value | undefined {
  for (const name of names) {
    const value = bound.values.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function givenItems(bound: Bound, ...names: readonly string[]): readonly Arg[] {
  return names.flatMap((name) => [...(bound.values.get(name)?.items ?? [])]);
}
