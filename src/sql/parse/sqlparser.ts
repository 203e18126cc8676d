import { isTree, type Tree } from './tree.ts';

/** A broad parser for many dialects. It can loop or die on nesting: worker only. */
export interface BroadParser {
  /** The statements of one piece of text; undefined when it does not parse. */
  parse(text: string, dialect: string): readonly Tree[] | undefined;
}

const DIALECTS: ReadonlySet<string> = new Set(
  'mysql postgresql sqlite snowflake redshift mssql clickhouse bigquery duckdb databricks hive oracle spark teradata ansi generic'.split(
    ' ',
  ),
);

const SAME: Readonly<Record<string, string>> = {
  mariadb: 'mysql',
  tsql: 'mssql',
  transactsql: 'mssql',
  sqlserver: 'mssql',
  sparksql: 'spark',
};

export async function openBroadParser(): Promise<BroadParser> {
  const library = await import('@guanmingchiu/sqlparser-ts');
  await library.init();
  return {
    parse(text, dialect) {
      const own = Object.hasOwn(SAME, dialect) ? (SAME[dialect] ?? dialect) : dialect;
      try {
        const statements: readonly unknown[] = library.Parser.parse(
          text,
          (DIALECTS.has(own) ? own : 'generic') as 'generic',
        );
        return statements.filter(isTree);
      } catch (error) {
        // A failed wasm module stays failed: let the worker end.
        if (!(error instanceof library.ParserError) || /unreachable|memory access/.test(error.message)) throw error;
        return undefined;
      }
    },
  };
}
