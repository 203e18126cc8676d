import type { DialectManager, Engine } from 'syntaqlite';
import { listOf, treeOf, type Tree } from './tree.ts';

/** SQLite's own grammar. It can die on deep nesting: worker only. */
export interface SqliteParser {
  /** `failed`: message and UTF-16 offset of the first error; the statements around it are read all the same. */
  parse(text: string): {
    readonly statements: readonly Tree[];
    readonly failed?: { readonly message: string; readonly at: number };
  };
}

/** Where the parser's files lie, as `file:` URLs. */
export interface SqliteFiles {
  readonly runtimeScript: string;
  readonly runtimeWasm: string;
  readonly dialectWasm: string;
}

export async function openSqliteParser(files: SqliteFiles): Promise<SqliteParser> {
  const library = await import('syntaqlite');
  const engine: Engine = new library.Engine({ runtimeJsPath: files.runtimeScript, runtimeWasmPath: files.runtimeWasm });
  await engine.load();
  const preset = {
    id: 'sqlite',
    label: 'SQLite',
    wasmUrl: files.dialectWasm,
    symbol: 'syntaqlite_sqlite_dialect_template',
  };
  const manager: DialectManager = new library.DialectManager({ presets: [preset] });
  await manager.loadDefault(engine);
  // The manager keeps a failure to itself; without a dialect nothing would parse.
  if (engine.statusError) throw new Error(engine.status);
  return {
    parse(text) {
      const result = treeOf(engine.parse(text));
      const statements = listOf(result, 'statements');
      const first = listOf(result, 'errors')[0];
      if (first === undefined) return { statements };
      const offset = typeof first.start_offset === 'number' ? first.start_offset : 0;
      return {
        statements,
        failed: { message: String(first.message).slice(0, 200), at: Math.min(offset, text.length) },
      };
    },
  };
}
