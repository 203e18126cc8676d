import { isTree, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { columnRef, countOf, selectBody, stringNode, target } from './build.ts';
import { openPostgresParser, type PostgresParser, type PostgresStatement } from '../../../sql/parse/postgres.ts';
import { NotCounted } from '../../server/notCounted.ts';

/** PostgreSQL's own grammar, both ways. */
export interface Grammar {
  readonly parser: PostgresParser;
  /** The statement of a text of ours. */
  one(text: string): PostgresStatement;
  /** The text of a query's tree. It is parsed again: what is sent means exactly what the tree says. */
  render(select: Tree): string;
  /** Writes a query for nobody: what is used first takes longest. It parses nothing, see `countOf`. */
  rehearse(): void;
}

/** Loads parser and writer one after the other: while the parser is compiled, the thread can dial. */
export async function openGrammar(): Promise<Grammar> {
  const parser = await openPostgresParser();
  const { deparseSync } = await import('pgsql-deparser');
  const one = (text: string): PostgresStatement => {
    const parsed = parser.parse(text);
    const statement = parsed.ok && parsed.statements.length === 1 ? parsed.statements[0] : undefined;
    if (statement === undefined) throw new NotCounted('unknown.sql-form', { what: 'the query that counts' });
    return statement;
  };
  const write = (select: Tree): string =>
    deparseSync({ SelectStmt: select } as unknown as Parameters<typeof deparseSync>[0]);
  return {
    parser,
    one,
    rehearse: () => void write(countOf(REHEARSED)),
    render(select) {
      let text: string;
      try {
        text = write(select);
      } catch {
        throw new NotCounted('unknown.sql-form', { what: 'an expression' });
      }
      const again = one(text);
      if (again.tag !== 'SelectStmt' || plain(again.body) !== plain(select))
        throw new NotCounted('unknown.sql-form', { what: 'an expression' });
      return text;
    },
  };
}

/** `SELECT a.b AS c FROM d.a AS a WHERE a.b = 'e'` */
const REHEARSED = selectBody({
  targetList: [target(columnRef('a', 'b'), 'c')],
  fromClause: [
    { RangeVar: { schemaname: 'd', relname: 'a', inh: true, relpersistence: 'p', alias: { aliasname: 'a' } } },
  ],
  whereClause: {
    A_Expr: {
      kind: 'AEXPR_OP',
      name: [stringNode('=')],
      lexpr: columnRef('a', 'b'),
      rexpr: { A_Const: { sval: { sval: 'e' } } },
    },
  },
});

/** Where a node stands in its text, and how the text spelled what means the same. */
const PLACE: ReadonlySet<string> = new Set([
  'location',
  'list_start',
  'list_end',
  'rexpr_list_start',
  'rexpr_list_end',
  'funcformat',
  'row_format',
]);

function plain(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (PLACE.has(key)) return undefined;
    if (!isTree(inner)) return inner;
    const node = treeOf(inner);
    return Object.fromEntries(
      Object.keys(node)
        .sort()
        .map((name) => [name, node[name]]),
    );
  });
}
