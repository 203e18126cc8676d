import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import type { Node } from '@vscode/tree-sitter-wasm';
import treeSitter from '@vscode/tree-sitter-wasm';
import { parsePowershell } from '../../src/shell/powershell/syntax/parse.ts';

/**
 * PowerShell's tree-sitter grammar as a second opinion on ours: it errs on everyday texts, but where it sees a command, and
 * no error, ours must see that command too. It is not used in the product: V8 compiles this grammar for tens of
 * seconds. Here the plain compiler is enough.
 */
setFlagsFromString('--liftoff-only');

const wasm = path.join('node_modules', '@vscode', 'tree-sitter-wasm', 'wasm');
// The first option is emscripten's own; the package's types name only the other one.
const options = { wasmBinary: await readFile(path.join(wasm, 'tree-sitter.wasm')), locateFile: (name: string) => name };
await treeSitter.Parser.init(options);
const parser = new treeSitter.Parser();
parser.setLanguage(await treeSitter.Language.load(await readFile(path.join(wasm, 'tree-sitter-powershell.wasm'))));

/** Words that the grammar takes for errors, as letters: lists, `--flag=value`, `$HOME/x`, `./x`, `--`. */
const WORDS =
  /("(?:[^"`]|`[^]|"")*"|'(?:[^']|'')*')|(?<=\s)--?[\w-]+=(?:"[^"$`]*"|'[^']*'|[^\s;|&(){}"',])*|\$(?:env:)?\w+[\\/][^\s;|&(){}"',]*|(?<=(?:^|[;|{(&\n])\s*)\.\.?[\\/][^\s;|&(){}"',]*|(?<=\s)--(?=\s)|(?<![$\w.])[A-Za-z_*.][\w*.\\/:-]*\s*,(?=\s*[A-Za-z_*.])/g;

function masked(text: string): string {
  return text.replace(WORDS, (all: string, quoted: string | undefined) => quoted ?? all.replace(/\S/g, 'w'));
}

/** Where commands begin; undefined: the grammar does not fit. */
function commandsOfGrammar(text: string): readonly number[] | undefined {
  const tree = parser.parse(masked(text));
  if (tree === null || tree.rootNode.hasError) return undefined;
  const found: number[] = [];
  const look = (node: Node): void => {
    const name = node.type === 'command' ? node.childForFieldName('command_name') : null;
    // `1..5 | …` begins with a list: here the grammar errs without a word.
    if (name !== null && !/^\d+\.\./.test(text.slice(name.startIndex))) found.push(name.startIndex);
    for (const child of node.namedChildren) if (child !== null) look(child);
  };
  look(tree.rootNode);
  tree.delete();
  return found;
}

function commandsOfOurs(text: string): ReadonlySet<number> {
  const found = new Set<number>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('type' in value && value.type === 'command' && 'name' in value) {
      const { range } = value.name as { readonly range: readonly [number, number] };
      found.add(range[0]);
    }
    Object.values(value).forEach(look);
  };
  look(parsePowershell(text).script);
  return found;
}

const rows = ['powershell', 'powershellEveryday'].flatMap((name) =>
  readFileSync(`test/corpus/accuracy/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { readonly text: string }).text),
);

const WRAPS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `& { ${text} }`,
  (text) => `if ($a) { ${text} } else { Get-Date }`,
  (text) => `foreach ($f in 1, 2) { ${text} }`,
  (text) => `try { ${text} } catch { Get-Date }`,
  (text) => `$x = $(${text})\nGet-Date`,
  (text) => `Write-Output "a $(${text}) b"`,
  (text) => `Get-Date | ForEach-Object { ${text} } | Out-Null`,
  (text) => `@{ a = 1; b = { ${text} } }`,
];

test('every command that the grammar sees is one that ours sees', () => {
  let fits = 0;
  for (const row of rows) {
    for (const wrap of WRAPS) {
      const text = wrap(row);
      const theirs = commandsOfGrammar(text);
      if (theirs === undefined) continue;
      fits += 1;
      const ours = commandsOfOurs(text);
      const missed = theirs.filter((at) => !ours.has(at)).map((at) => text.slice(at, at + 20));
      assert.deepEqual(missed, [], text);
    }
  }
  // Else nothing is compared.
  assert.ok(fits > rows.length * WRAPS.length * 0.9, `the grammar fits ${String(fits)} texts`);
});
