import type { TextRange } from '../../effect/effect.ts';
import { fork, merge } from '../state/scope.ts';
import type { Scope } from '../state/scope.ts';
import type { Shell } from '../state/shell.ts';
import type { Expression, Script } from './syntax/tree.ts';
import { blocksIn, unknown } from './value.ts';
import type { Value } from './value.ts';

/** What the parts of the reader call back into, so that each stays in a file of its own. */
export interface Machine {
  /** Runs statements; gives all that they put out. `input` is what stands in `$_` and `$input`. */
  readonly script: (state: State, script: Script, input?: Value) => Value;
  readonly evaluate: (state: State, expression: Expression) => Value;
}

/** What PowerShell knows at one point of the text. Folder, environment and written files stand in `scope`. */
export interface State {
  readonly shell: Shell;
  readonly machine: Machine;
  readonly scope: Scope;
  readonly variables: Map<string, Value>;
  readonly functions: Map<string, Script>;
  readonly aliases: Map<string, string>;
  /** How many functions and blocks this is inside of. */
  readonly depth: number;
}

export const MAX_DEPTH = 24;

export function branch(state: State, changes: Partial<State> = {}): State {
  return {
    ...state,
    scope: fork(state.scope),
    variables: new Map(state.variables),
    functions: new Map(state.functions),
    aliases: new Map(state.aliases),
    ...changes,
  };
}

/** After a branch that may or may not have run: where they differ the value is known only at run time. */
export function join(into: State, other: State, range: TextRange): boolean {
  let changed = merge(into.scope, other.scope);
  for (const name of new Set([...into.variables.keys(), ...other.variables.keys()])) {
    const a = into.variables.get(name);
    const b = other.variables.get(name);
    if (a === b || (a !== undefined && b !== undefined && isSame(a, b))) continue;
    if (a?.items.length === 1 && a.items[0]?.dynamic === true) continue;
    const blocks = [a, b].flatMap((value) =>
      value === undefined || blocksIn(value).length === 0 ? [] : [...value.items],
    );
    if (blocks.length > 0) {
      // Either of them may be run.
      into.variables.set(name, { items: blocks.map((item) => ({ ...item, dynamic: true })) });
      continue;
    }
    into.variables.set(name, unknown(range, `$${name}`, a?.items[0]?.flow ?? b?.items[0]?.flow));
    changed = true;
  }
  for (const [name, body] of other.functions) if (!into.functions.has(name)) into.functions.set(name, body);
  for (const [name, meant] of other.aliases) if (!into.aliases.has(name)) into.aliases.set(name, meant);
  return changed;
}

function isSame(a: Value, b: Value): boolean {
  if (a.table !== b.table || a.block !== b.block || a.items.length !== b.items.length) return false;
  return a.items.every((arg, index) => arg.value === b.items[index]?.value && arg.dynamic === b.items[index].dynamic);
}
