import type * as TreeSitter from '@vscode/tree-sitter-wasm';
import type { Parser, TreeCursor } from '@vscode/tree-sitter-wasm';
import type { TextRange } from '../effect/effect.ts';
import type { Grammar, Parsed, Syntax } from './term/syntax.ts';

/** Bytes of a file that lies beside the bundle. */
export type WasmFile = (name: string) => Promise<Uint8Array>;

export interface Parsers {
  /** What must still be loaded for this grammar; undefined: nothing. */
  load(grammar: Grammar): Promise<void> | undefined;
  /**
   * Only after `load`. `before` stands before the text for the parser alone: ranges are in the text. `isOver` is asked now
   * and then while the parser works; once it says so, the parser stops.
   */
  parse(grammar: Grammar, text: string, before: string, isOver: () => boolean): Parsed;
}

/** A tree deeper or larger than this is not followed: all that walk over it recurse. */
const MAX_DEPTH = 250;
const MAX_NODES = 100_000;

/** Tree-sitter and its grammars, each loaded when first needed. */
export function openParsers(file: WasmFile): Parsers {
  const loaded = new Map<Grammar, Parser>();
  const loading = new Map<Grammar, Promise<void>>();
  let runtime: Promise<Library> | undefined;
  const start = async (): Promise<Library> => {
    const library = libraryOf(await import('@vscode/tree-sitter-wasm'));
    // The option is emscripten's own; the package's types name only one of them.
    const options = { wasmBinary: await file('tree-sitter.wasm'), locateFile: (name: string) => name };
    await library.Parser.init(options);
    return library;
  };
  return {
    load(grammar) {
      if (loaded.has(grammar)) return undefined;
      const before = loading.get(grammar);
      if (before !== undefined) return before;
      const work = (async () => {
        runtime ??= start();
        const library = await runtime;
        const parser = new library.Parser();
        parser.setLanguage(await library.Language.load(await file(`tree-sitter-${grammar}.wasm`)));
        loaded.set(grammar, parser);
      })().finally(() => loading.delete(grammar));
      loading.set(grammar, work);
      return work;
    },
    parse(grammar, text, before, isOver) {
      const parser = loaded.get(grammar);
      if (parser === undefined) throw new Error(`no parser for ${grammar}`);
      const tree = parser.parse(before + text, null, { progressCallback: isOver });
      if (tree === null) {
        // Else it would go on with this text at the next one.
        parser.reset();
        return 'stopped';
      }
      try {
        const cursor = tree.walk();
        const root = copied(cursor, before.length, text.length);
        cursor.delete();
        return root === undefined ? 'too-deep' : { root, broken: tree.rootNode.hasError, text };
      } finally {
        tree.delete();
      }
    },
  };
}

type Library = typeof TreeSitter;

/** The package is CommonJS: as a module it has its names in `default`, in a bundle it has them itself. */
function libraryOf(loaded: Library): Library {
  return 'default' in loaded ? (loaded.default as Library) : loaded;
}

interface Open extends Syntax {
  readonly children: Syntax[];
}

/** The whole tree as plain objects, without recursion; its offsets begin behind the `skipped` units. */
function copied(cursor: TreeCursor, skipped: number, length: number): Syntax | undefined {
  const place = (index: number): number => Math.min(Math.max(index - skipped, 0), length);
  const path: Open[] = [];
  let nodes = 0;
  for (;;) {
    nodes += 1;
    if (nodes > MAX_NODES || path.length > MAX_DEPTH) return undefined;
    const range: TextRange = [place(cursor.startIndex), place(cursor.endIndex)];
    const node: Open = {
      // A node that the parser put in by itself is not in the text: nothing may be concluded from it.
      type: cursor.nodeIsMissing ? 'ERROR' : cursor.nodeType,
      field: cursor.currentFieldName ?? '',
      named: cursor.nodeIsNamed,
      range,
      children: [],
    };
    path.at(-1)?.children.push(node);
    if (cursor.gotoFirstChild()) {
      path.push(node);
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (!cursor.gotoParent()) return path[0] ?? node;
      const closed = path.pop();
      if (path.length === 0) return closed;
    }
  }
}
