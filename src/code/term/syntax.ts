import type { TextRange } from '../../effect/effect.ts';

/** A node of a syntax tree, out of the parser's hands. Offsets are UTF-16. */
export interface Syntax {
  readonly type: string;
  /** Its role in its parent; empty when it has none. */
  readonly field: string;
  /** False for punctuation and keywords. */
  readonly named: boolean;
  readonly range: TextRange;
  readonly children: readonly Syntax[];
}

export interface SyntaxTree {
  readonly root: Syntax;
  /** The grammar does not fit everywhere. */
  readonly broken: boolean;
  readonly text: string;
}

export type Grammar = 'python' | 'javascript' | 'typescript' | 'ruby' | 'php';

/** `too-deep`: deeper or larger than what is followed · `stopped`: whoever asked had no time left. */
export type Parsed = SyntaxTree | 'too-deep' | 'stopped';

export function fieldOf(node: Syntax, field: string): Syntax | undefined {
  return node.children.find((child) => child.field === field);
}

export function fieldsOf(node: Syntax, field: string): readonly Syntax[] {
  return node.children.filter((child) => child.field === field && child.named);
}

/** Children that mean something: no punctuation, no comments. */
export function partsOf(node: Syntax): readonly Syntax[] {
  return node.children.filter((child) => child.named && child.type !== 'comment' && child.type !== 'html_comment');
}
