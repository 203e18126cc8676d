import type { TextRange } from '../../../effect/effect.ts';

/** PowerShell text as a tree. Ranges are in the text that was parsed, in UTF-16 units. */
export interface Script {
  readonly parameters: readonly Parameter[];
  readonly statements: readonly Statement[];
  readonly range: TextRange;
}

export interface Parameter {
  readonly name: string;
  readonly value: Expression | undefined;
}

export type Statement =
  | {
      readonly type: 'chain';
      readonly range: TextRange;
      readonly pipelines: readonly Pipeline[];
      readonly background: boolean;
    }
  | {
      readonly type: 'assignment';
      readonly range: TextRange;
      readonly target: Expression;
      readonly operator: string;
      readonly value: Statement;
    }
  | {
      readonly type: 'if';
      readonly range: TextRange;
      readonly clauses: readonly { readonly condition: Script; readonly body: Script }[];
      readonly otherwise: Script | undefined;
    }
  /** `head` runs each time round: the condition, or what `for` and `foreach` state. */
  | { readonly type: 'loop'; readonly range: TextRange; readonly head: readonly Script[]; readonly body: Script }
  | {
      readonly type: 'foreach';
      readonly range: TextRange;
      readonly variable: string;
      readonly over: Script;
      readonly body: Script;
    }
  | {
      readonly type: 'switch';
      readonly range: TextRange;
      readonly subject: Script;
      readonly clauses: readonly { readonly condition: Expression; readonly body: Script }[];
      /** `-File PATH`: it goes over the lines of a file. */
      readonly file: boolean;
    }
  | { readonly type: 'try'; readonly range: TextRange; readonly blocks: readonly Script[] }
  | { readonly type: 'function'; readonly range: TextRange; readonly name: string; readonly body: Script }
  | {
      readonly type: 'leave';
      readonly range: TextRange;
      readonly keyword: string;
      readonly value: Statement | undefined;
    }
  | { readonly type: 'block'; readonly range: TextRange; readonly body: Script };

/** `operator` joins it to the pipeline before it. */
export interface Pipeline {
  readonly operator: '' | '&&' | '||';
  readonly elements: readonly (Command | Bare)[];
}

export interface Command {
  readonly type: 'command';
  readonly range: TextRange;
  /** `&` and `.` run what a value names. */
  readonly invoked: '' | '&' | '.';
  readonly name: Expression;
  readonly elements: readonly Element[];
  readonly redirects: readonly Redirect[];
}

/** An expression that stands in a pipeline. */
export interface Bare {
  readonly type: 'bare';
  readonly range: TextRange;
  readonly value: Expression;
  readonly redirects: readonly Redirect[];
}

export type Element =
  | { readonly type: 'argument'; readonly value: Expression }
  /** `-Name`, or `-Name:value`. `text` is the word as it stands, for programs that are no cmdlets. */
  | {
      readonly type: 'parameter';
      readonly range: TextRange;
      readonly text: string;
      readonly name: string;
      readonly value: Expression | undefined;
    }
  | { readonly type: 'splat'; readonly range: TextRange; readonly name: string }
  /** What stands behind `--%`, as it is. */
  | { readonly type: 'verbatim'; readonly range: TextRange; readonly text: string };

export interface Redirect {
  readonly range: TextRange;
  readonly append: boolean;
  /** Undefined: into another stream (`2>&1`). */
  readonly target: Expression | undefined;
}

export type Part = { readonly text: string; readonly offsets: readonly number[] } | { readonly value: Expression };

export type Expression =
  /** A word, a quoted text, a number: `quoted` false for words. */
  | { readonly type: 'text'; readonly range: TextRange; readonly parts: readonly Part[]; readonly quoted: boolean }
  | { readonly type: 'variable'; readonly range: TextRange; readonly name: string }
  | { readonly type: 'array'; readonly range: TextRange; readonly items: readonly Expression[] }
  /** `( … )`, `$( … )`, `@( … )`. */
  | { readonly type: 'nested'; readonly range: TextRange; readonly body: Script }
  | {
      readonly type: 'table';
      readonly range: TextRange;
      readonly entries: readonly { readonly key: Expression; readonly value: Statement }[];
    }
  | { readonly type: 'block'; readonly range: TextRange; readonly body: Script }
  | { readonly type: 'type'; readonly range: TextRange; readonly name: string }
  | {
      readonly type: 'member';
      readonly range: TextRange;
      readonly object: Expression;
      readonly name: Expression;
      readonly isStatic: boolean;
      /** Undefined: a property. */
      readonly parameters: readonly Expression[] | undefined;
    }
  | { readonly type: 'index'; readonly range: TextRange; readonly object: Expression; readonly index: Expression }
  | { readonly type: 'cast'; readonly range: TextRange; readonly name: string; readonly operand: Expression }
  | { readonly type: 'unary'; readonly range: TextRange; readonly operator: string; readonly operand: Expression }
  | {
      readonly type: 'binary';
      readonly range: TextRange;
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'choice';
      readonly range: TextRange;
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    };
