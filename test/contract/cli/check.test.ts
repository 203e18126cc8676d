import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';

const CLI = 'dist/keyturn.js';

function run(
  args: readonly string[],
  input = '',
): { readonly code: number | null; readonly out: string; readonly error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  return { code: status, out: stdout, error: stderr };
}

test('exit codes of the program itself', () => {
  assert.equal(run(['check', '--', 'ls']).code, 0);
  assert.equal(run(['check', '--', 'rm -rf src']).code, 10);
  assert.equal(run(['check']).code, 2);
  assert.equal(run([]).code, 2);
  assert.equal(run(['toString']).code, 2, 'a name that every object has is no command');
  const help = run(['--help']);
  assert.deepEqual([help.code, help.error], [0, '']);
  assert.match(help.out, /keyturn check/);
});

test('each command tells its usage, and what stands behind -- asks for nothing', () => {
  for (const words of [
    ['check', '--help'],
    ['check', '-h'],
    ['preview', '--json', '--help'],
    ['rules', 'test', '--help'],
    ['run', '--help'],
    ['hook', '--help'],
  ]) {
    const { code, out, error } = run(words);
    assert.deepEqual([code, error], [0, ''], words.join(' '));
    assert.ok(out.startsWith(`keyturn ${words[0] ?? ''}`), out);
  }
  assert.equal(run(['check', '--', 'rm -rf src', '--help']).code, 2);
  assert.match(run(['check', '--', '--help']).out, /level/);
});

test('an unknown command is named without its control characters', () => {
  const { code, error } = run(['\u001b[2Jevil']);
  assert.equal(code, 2);
  assert.ok(!error.includes('\u001b'), JSON.stringify(error.slice(0, 80)));
});

test('ten thousand lines of all kinds in one process, in order, with one answer each', () => {
  const texts = [
    'ls -la',
    'rm -rf src',
    'git status && cat a | head',
    'psql -c "delete from a"',
    '\u202erm x',
    "cat 'unclosed",
  ];
  const lines = Array.from({ length: 10_000 }, (_, at) =>
    at % 1000 === 999 ? '{broken' : JSON.stringify({ id: at, kind: 'shell', text: texts[at % texts.length] }),
  );
  const { code, out } = run(['check', '--jsonl'], `${lines.join('\n')}\n`);
  assert.equal(code, 2);
  const answers = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id?: number; line?: number; ruling?: string });
  assert.equal(answers.length, lines.length);
  answers.forEach((answer, at) => {
    if (at % 1000 === 999) assert.equal(answer.line, at + 1);
    else assert.equal(answer.id, at);
  });
  // The same text has the same ruling, the first time and the last.
  const rulings = new Map<string, Set<string | undefined>>();
  answers.forEach((answer, at) => {
    const text = texts[at % texts.length] ?? '';
    if (answer.id !== undefined) rulings.set(text, (rulings.get(text) ?? new Set()).add(answer.ruling));
  });
  for (const [text, seen] of rulings) assert.equal(seen.size, 1, text);
});

test('a reader of the output that goes away ends it quietly', async () => {
  const child = spawn(process.execPath, [CLI, 'check', '--jsonl'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let error = '';
  child.stderr.on('data', (part: Buffer) => (error += part.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end('{"text":"ls"}\n'.repeat(20_000));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  await once(child, 'exit');
  assert.equal(error, '');
});
