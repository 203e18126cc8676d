import type { Context, Source } from '../reading/reader.ts';
import { plainArg } from './state/arg.ts';
import type { Arg } from './state/arg.ts';
import type { Flow } from './state/flow.ts';
import type { Run } from './state/run.ts';
import type { Scope, Variable } from './state/scope.ts';

/** What a script is given; it stands in the text that calls it. */
function scriptArgs({ args = [], text }: Source): readonly Arg[] | undefined {
  if (args === 'unknown') return undefined;
  const words = args.map((word) => {
    // It is as many words as it matches files.
    if (word !== null && typeof word !== 'string') return undefined;
    return { ...plainArg(word ?? '', [0, text.length]), dynamic: word === null };
  });
  return words.every((word) => word !== undefined) ? words : undefined;
}

/** The scope that a text begins in. */
export function startScope(run: Run, context: Context, source: Source): Scope {
  const variables = new Map<string, Variable>();
  for (const [name, value] of Object.entries(context.environment)) {
    variables.set(name, { value, flow: undefined, exported: true });
  }
  return {
    run,
    variables,
    functions: new Map(),
    aliases: new Map(),
    files: new Map<string, Flow>(),
    cwd: context.cwd,
    cwdKnown: true,
    others: [],
    stayed: undefined,
    errexit: false,
    checked: false,
    captured: false,
    keyed: new Set(),
    summed: new Set(),
    locals: undefined,
    lastPipe: source.dialect === 'zsh' || source.dialect === 'ksh',
    reopened: 0,
    positional: scriptArgs(source),
    home: context.home,
    workspace: context.workspace,
    traits: context.traits,
    place: context.place,
    depth: 0,
  };
}
