import type { Tree } from '../../../sql/parse/tree.ts';

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

/**
 * `SELECT count(*)::float8 AS n FROM (…)`. Built, not parsed: after two or three texts V8 compiles the parser anew for half a second
 * of processor time, which the first figure would wait for.
 */
export function countOf(select: Tree): Tree {
  const count = { FuncCall: { funcname: [stringNode('count')], agg_star: true, funcformat: 'COERCE_EXPLICIT_CALL' } };
  const cast = { TypeCast: { arg: count, typeName: { names: [stringNode('float8')], typemod: -1 } } };
  const from = { RangeSubselect: { subquery: { SelectStmt: select }, alias: { aliasname: 'keyturn_hit' } } };
  return selectBody({ targetList: [target(cast, 'n')], fromClause: [from] });
}

/** `name` as SQL text, whatever is in it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
