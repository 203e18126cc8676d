import type { Tree } from '../../sql/parse/tree.ts';

/** Pieces of PostgreSQL's parse tree. */
export function stringNode(text: string): Tree {
  return { String: { sval: text } };
}

export function columnRef(...names: readonly string[]): Tree {
  return { ColumnRef: { fields: names.map(stringNode) } };
}

export function target(value: Tree, name: string): Tree {
  return { ResTarget: { name, val: value } };
}

/** A plain SELECT's body, with the fields that the parser always gives. */
export function selectBody(fields: Tree): Tree {
  return { limitOption: 'LIMIT_OPTION_DEFAULT', op: 'SETOP_NONE', ...fields };
}

/** `name` as SQL text, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
