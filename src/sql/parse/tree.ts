/** A node of a parser's tree, as it came: nothing about it is taken for granted. */
export type Tree = Readonly<Record<string, unknown>>;

const EMPTY: Tree = {};

export function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is an object, else an empty one. */
export function treeOf(value: unknown): Tree {
  return isTree(value) || value instanceof Error ? (value as Tree) : EMPTY;
}

export function listOf(tree: Tree, field: string): readonly Tree[] {
  const value = tree[field];
  return Array.isArray(value) ? value.map(treeOf) : [];
}

export function textOf(tree: Tree, field: string): string | undefined {
  const value = tree[field];
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(tree: Tree, field: string): number | undefined {
  const value = tree[field];
  return typeof value === 'number' ? value : undefined;
}

export function isSet(tree: Tree, field: string): boolean {
  return tree[field] !== undefined && tree[field] !== null && tree[field] !== false;
}
