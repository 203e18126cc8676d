import { treeOf, type Tree } from '../../../sql/parse/tree.ts';
import type { Grammar } from './grammar.ts';

/** The skeleton's tree with the query of the hit rows in the place of its first part. */
export function withHit(grammar: Grammar, skeleton: string, hit: Tree): Tree {
  const { body } = grammar.one(skeleton);
  const clause = treeOf(body.withClause);
  const ctes = clause.ctes as readonly Tree[];
  const [first = {}, ...rest] = ctes;
  const filled = { CommonTableExpr: { ...treeOf(first.CommonTableExpr), ctequery: { SelectStmt: hit } } };
  return { ...body, withClause: { ...clause, ctes: [filled, ...rest] } };
}
