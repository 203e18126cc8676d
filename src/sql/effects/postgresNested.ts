import type { TextRange } from '../../effect/effect.ts';
import type { Draft } from '../draft.ts';
import { LEX_RULES } from '../dialect.ts';
import { lex, significant } from '../lex.ts';
import { openLocator } from '../locate.ts';
import { isTree, listOf, numberOf, textOf, treeOf, type Tree } from '../parse/tree.ts';
import type { PostgresRun } from './postgresRun.ts';
import { literalOf, readQuery } from './postgresQuery.ts';
import { readStatements } from './postgresStatements.ts';

/** DO inside DO inside DO …: beyond this nobody looks any more. */
const MAX_DEPTH = 4;

/** Reads SQL that another statement runs. Its effects stand at `range`, or exactly where `base` says its text begins. */
function readInner(run: PostgresRun, text: string, range: TextRange, base?: number): boolean {
  if (run.depth >= MAX_DEPTH) return false;
  const parsed = run.parser.parse(text);
  if (!parsed.ok) return false;
  const inner: PostgresRun = {
    ...run,
    draft: placed(run.draft, ([start, end]) => (base === undefined ? range : [base + start, base + end])),
    locator: openLocator(significant(lex(text, LEX_RULES.postgresql))),
    at: parsed.at,
    depth: run.depth + 1,
    statement: [0, text.length],
  };
  readStatements(inner, parsed.statements);
  return true;
}

/** The same draft, with every range moved. */
function placed(draft: Draft, move: (range: TextRange) => TextRange): Draft {
  return {
    ...draft,
    effect: (kind, type, name, range, options) => draft.effect(kind, type, name, move(range), options),
    problem: (rule, range, values) => draft.problem(rule, move(range), values),
  };
}

/** SQL given as a literal, which is read where it stands. False: it is no literal, or no SQL. */
export function readsLiteralSql(run: PostgresRun, text: string | undefined, range: TextRange): boolean {
  return text !== undefined && readInner(run, text, range);
}

/** SQL given as a literal. Not a literal: what runs is not in the text. `optional`: the argument may be no SQL at all. */
export function readLiteralSql(run: PostgresRun, text: string | undefined, range: TextRange, need?: 'optional'): void {
  if (readsLiteralSql(run, text, range)) return;
  if (need !== 'optional') run.draft.problem('problem.dynamic-sql', range);
}

/** A PL/pgSQL body as `parsePlPgSQL` gives it: every expression in it is SQL of its own. */
export function readBody(run: PostgresRun, tree: Tree, statementText: string): void {
  for (const [tag, body] of nodesOf(tree)) {
    if (tag === 'PLpgSQL_expr') readExpression(run, body, statementText);
    if (tag === 'PLpgSQL_stmt_dynexecute' || tag === 'PLpgSQL_stmt_dynfors') {
      const query = textOf(treeOf(treeOf(body.query).PLpgSQL_expr), 'query') ?? '';
      readLiteralSql(run, literalExpression(run, query), run.statement);
    }
  }
}

/** Modes of an expression: 0 a statement, 2 an expression, 3 to 5 an assignment `target := expression`. */
function readExpression(run: PostgresRun, body: Tree, statementText: string): void {
  const query = textOf(body, 'query') ?? '';
  const mode = numberOf(body, 'parseMode') ?? 0;
  const found = statementText.indexOf(query);
  const base = found >= 0 && found === statementText.lastIndexOf(query) ? run.statement[0] + found : undefined;
  if (mode === 0) {
    if (!readInner(run, query, run.statement, base))
      run.draft.problem('problem.syntax', run.statement, { dialect: 'plpgsql' });
    return;
  }
  const expression = mode === 2 ? query : query.replace(/^[^=]*?:?=/, '');
  const parsed = run.parser.parse(`SELECT ${expression}`);
  if (!parsed.ok) {
    run.draft.problem('problem.syntax', run.statement, { dialect: 'plpgsql' });
    return;
  }
  const inner: PostgresRun = { ...run, draft: placed(run.draft, () => run.statement), depth: run.depth + 1 };
  for (const statement of parsed.statements) readQuery(inner, statement.body);
}

function literalExpression(run: PostgresRun, expression: string): string | undefined {
  const parsed = run.parser.parse(`SELECT ${expression}`);
  if (!parsed.ok) return undefined;
  const target = listOf(parsed.statements[0]?.body ?? {}, 'targetList')[0];
  return literalOf(treeOf(treeOf(target?.ResTarget).val));
}

function* nodesOf(value: unknown): Generator<readonly [string, Tree]> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  if (!isTree(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (isTree(inner)) yield [key, inner];
    yield* nodesOf(inner);
  }
}
