import { fieldOf, partsOf } from './syntax.ts';
import type { Syntax, SyntaxTree } from './syntax.ts';
import type { Term } from './term.ts';

/** What a form needs to make a term of a node. */
export interface Lowering {
  readonly text: string;
  of(node: Syntax): Term;
  parts(node: Syntax): readonly Term[];
  /** The part in this role; nothing at all where there is none. */
  at(node: Syntax, field: string): Term;
  /** The source of a node; empty where there is none. */
  word(node: Syntax | undefined): string;
}

/** Makes a term of one kind of node. */
export type Form = (node: Syntax, lower: Lowering) => Term;

/** How a grammar's nodes become terms: kinds of nodes, separated by spaces, and their form. What is not listed is opaque. */
export type FormTable = Readonly<Record<string, Form>>;

export type Forms = ReadonlyMap<string, Form>;

export function formsOf(...tables: readonly FormTable[]): Forms {
  return new Map(
    tables.flatMap((table) =>
      Object.entries(table).flatMap(([types, form]) =>
        types
          .trim()
          .split(/\s+/)
          .map((type) => [type, form] as const),
      ),
    ),
  );
}

/** A program in shared terms. */
export function lowerBy(forms: Forms, { root, text }: SyntaxTree): Term {
  const lower: Lowering = {
    text,
    of: (node) => (forms.get(node.type) ?? unknown)(node, lower),
    parts: (node) => partsOf(node).map(lower.of),
    at(node, field) {
      const part = fieldOf(node, field);
      return part === undefined ? { op: 'constant', value: undefined, range: node.range } : lower.of(part);
    },
    word: (node) => (node === undefined ? '' : text.slice(...node.range)),
  };
  return lower.of(root);
}

export const unknown: Form = (node, lower) => ({ op: 'opaque', parts: lower.parts(node), range: node.range });
