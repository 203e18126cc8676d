import type { Tree } from './tree.ts';
import { listOf, numberOf, treeOf } from './tree.ts';

/** A statement of the tree, with its place in the text (UTF-16). */
export interface PostgresStatement {
  readonly tag: string;
  readonly body: Tree;
  readonly start: number;
  readonly end: number;
}

export type PostgresParse =
  | { readonly ok: true; readonly statements: readonly PostgresStatement[]; readonly at: (bytes: number) => number }
  | { readonly ok: false; readonly message: string; readonly at: number };

/** PostgreSQL's own grammar. Both calls are synchronous. */
export interface PostgresParser {
  parse(text: string): PostgresParse;
  /** The expressions of a PL/pgSQL body, from the text of its DO or CREATE FUNCTION statement; undefined: not PL/pgSQL. */
  body(statement: string): Tree | undefined;
}

/** Loads the parser once; the wasm file lies beside the bundle. */
export async function openPostgresParser(): Promise<PostgresParser> {
  const library = await import('libpg-query');
  await library.loadModule();
  return {
    parse(text) {
      const at = offsets(text);
      try {
        const result: unknown = library.parseSync(text);
        const statements = listOf(treeOf(result), 'stmts').map((raw): PostgresStatement => {
          const [tag, body] = only(treeOf(raw.stmt));
          const start = numberOf(raw, 'stmt_location') ?? 0;
          const size = numberOf(raw, 'stmt_len');
          return { tag, body, start: at(start), end: size === undefined ? text.length : at(start + size) };
        });
        return { ok: true, statements, at };
      } catch (error) {
        return { ok: false, message: messageOf(error), at: at(positionOf(error)) };
      }
    },
    body(statement) {
      try {
        return treeOf(library.parsePlPgSQLSync(statement));
      } catch {
        return undefined;
      }
    },
  };
}

/** The one `Tag: body` pair of a node. */
export function only(node: Tree): readonly [string, Tree] {
  const [entry] = Object.entries(node);
  return entry === undefined ? ['', {}] : [entry[0], treeOf(entry[1])];
}

/** The parser counts UTF-8 bytes; texts without other than ASCII, nearly all, need no table. */
function offsets(text: string): (bytes: number) => number {
  if (!/[^\u0000-\u007f]/.test(text)) return (bytes) => Math.min(Math.max(0, bytes), text.length);
  const table: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.codePointAt(i) ?? 0;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let k = 0; k < size; k += 1) table.push(i);
    if (code >= 0x10000) i += 1;
  }
  return (bytes) => table[Math.max(0, bytes)] ?? text.length;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 200) : 'failed';
}

function positionOf(error: unknown): number {
  return numberOf(treeOf(treeOf(error).sqlDetails), 'cursorPosition') ?? 0;
}
