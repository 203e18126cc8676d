import type { AndOr, CompoundList, ParsedScript, PipelineNode } from 'unbash';
import type { TextRange } from '../../effect/effect.ts';
import type { Arg } from './arg.ts';
import type { Flow } from './flow.ts';
import type { Origin } from './origin.ts';
import type { ProjectCode } from './projectCode.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

/**
 * The machinery that words, redirections and the catalogue call back into. It is passed down instead of imported, so
 * that the parts that need each other (a word holds a script, a script holds words) stay separate files.
 */
export interface Shell {
  readonly run: Run;
  /** Of the catalogue, which effects do not import. */
  readonly projectCode: ProjectCode;
  /** Reads a parsed script with a scope of its own or a shared one; gives what it writes to standard output. */
  readonly script: (script: ParsedScript, scope: Scope, origin: Origin, stdin: Flow | undefined) => Flow;
  /** Reads a part of a script in this scope. */
  readonly node: (
    node: PipelineNode | AndOr | CompoundList,
    scope: Scope,
    origin: Origin,
    stdin: Flow | undefined,
  ) => Flow;
  /** Reads a text as shell code (`eval`, `sh -c`), whose units stand at `origin` in the outer text. */
  readonly text: (text: string, scope: Scope, origin: Origin, stdin: Flow | undefined) => Flow;
  /** Reads words as one command: what a wrapper (`sudo`, `xargs`) starts. */
  readonly words: (words: readonly Arg[], scope: Scope, range: TextRange, stdin: Flow | undefined) => Flow;
}
