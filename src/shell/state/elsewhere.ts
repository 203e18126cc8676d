import type { Trait } from '../../effect/trait.ts';
import { fork } from './scope.ts';
import type { Scope } from './scope.ts';

/** What a shell on another machine or in a container knows: nothing of this one's variables or folders. */
export function elsewhere(scope: Scope, traits: readonly Trait[], cwd = '~'): Scope {
  return fork(scope, {
    cwd,
    home: '~',
    variables: new Map(),
    functions: new Map(),
    aliases: new Map(),
    files: new Map(),
    cwdKnown: true,
    toldFolder: false,
    others: [],
    stayed: undefined,
    errexit: false,
    checked: false,
    traits: [...new Set([...scope.traits, ...traits])],
  });
}
