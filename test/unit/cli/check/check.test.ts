import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { check } from '../../../../src/cli/check/check.ts';
import type { Io } from '../../../../src/cli/io.ts';

interface Line {
  readonly id?: string | number;
  readonly line?: number;
  readonly ruling?: string;
  readonly level?: string;
  readonly complete?: boolean;
  readonly effects?: readonly {
    readonly kind: string;
    readonly object: { readonly name: string };
    readonly range: readonly number[];
  }[];
  readonly error?: { readonly field?: string; readonly message: string };
}

async function run(
  args: readonly string[],
  input: readonly Uint8Array[] = [],
): Promise<{ readonly code: number; readonly out: string; readonly error: string; readonly lines: readonly Line[] }> {
  let out = '';
  let error = '';
  const io: Io = {
    out: (text) => (out += text),
    drained: () => Promise.resolve(true),
    error: (text) => (error += text),
    input: (async function* () {
      yield* input;
    })(),
    dist: path.resolve('dist'),
    home: '/home/user',
    now: () => performance.now(),
  };
  const code = await check(args, io);
  const lines = out.startsWith('{')
    ? out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Line)
    : [];
  return { code, out, error, lines };
}

const bytes = (...lines: readonly string[]): readonly Uint8Array[] => [Buffer.from(lines.join('\n'))];

test('exit codes: pass, hold, usage', async () => {
  assert.equal((await run(['--', 'ls -la'])).code, 0);
  assert.equal((await run(['--', 'rm -rf src'])).code, 10);
  assert.equal((await run(['--auto-pass', 'nothing', '--', 'ls -la'])).code, 10);
  const wrong: readonly (readonly string[])[] = [
    [],
    ['ls'],
    ['--'],
    ['--', 'a', 'b'],
    ['--kind', 'mail', '--', 'a'],
    ['--shell', 'fish', '--', 'a'],
    ['--auto-pass', 'all', '--', 'a'],
    ['--cwd'],
    ['--cwd', '', '--', 'a'],
    ['--nonsense', '--', 'a'],
    ['--json=yes', '--', 'a'],
    ['--jsonl', '--', 'a'],
    ['--rules', 'x', '--', 'a'],
    ['--', 'a\0b'],
  ];
  for (const args of wrong) {
    const { code, out, error } = await run(args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    assert.match(error, /^keyturn check: .+\n$/);
  }
});

test('a text that looks like an option is a text', async () => {
  assert.equal((await run(['--json', '--', '--help'])).lines.length, 1);
});

test('a verdict line has the contract’s members and nothing else', async () => {
  const { lines } = await run(['--json', '--', 'rm -rf src']);
  const [line] = lines;
  assert.deepEqual(Object.keys(line ?? {}), ['ruling', 'requires', 'level', 'complete', 'effects', 'findings', 'ms']);
  assert.deepEqual(Object.keys(line?.effects?.[0] ?? {}), [
    'kind',
    'object',
    'range',
    'certainty',
    'undo',
    'environment',
  ]);
  assert.deepEqual(line?.effects?.[0]?.object, {
    type: 'directory',
    name: '/workspace/src',
    ...line?.effects?.[0]?.object,
  });
});

test('lines go in and out in order; a bad line is one error line and never the end', async () => {
  const { code, lines } = await run(
    ['--jsonl'],
    bytes(
      '{"id":"a","text":"ls"}',
      'nonsense',
      '',
      '{"id":2,"kind":"shell","text":"rm -rf /","shell":"bash"}',
      '{"id":3,"kind":"mail","text":"x"}',
      '{"id":4,"text":7}',
      '{"id":5}',
      '{"id":6,"text":"a","extra":1}',
      '{"id":7,"text":"a","cwd":"relative"}',
      '{"id":8,"text":"a","text":"b"}',
      '{"id":{},"text":"a"}',
      '[1]',
      '{"id":9,"text":"cat a"}',
    ),
  );
  assert.equal(code, 2);
  assert.deepEqual(
    lines.map(({ id, line, ruling, error }) => [id, ruling ?? `error ${line} ${error?.field ?? ''}`]),
    [
      ['a', 'pass'],
      [undefined, 'error 2 '],
      [undefined, 'error 3 '],
      [2, 'hold'],
      [3, 'error 5 kind'],
      [4, 'error 6 text'],
      [5, 'error 7 text'],
      [6, 'error 8 extra'],
      [7, 'error 9 cwd'],
      [undefined, 'error 10 text'],
      [undefined, 'error 11 id'],
      [undefined, 'error 12 '],
      [9, 'pass'],
    ],
  );
});

test('lines cut anywhere by the pipe, not UTF-8, with and without a last line break', async () => {
  const whole = Buffer.from('{"id":"é","text":"ls"}\n{"id":2,"text":"ls"}\n');
  for (const size of [1, 2, 7]) {
    const chunks: Uint8Array[] = [];
    for (let at = 0; at < whole.length; at += size) chunks.push(whole.subarray(at, at + size));
    const { code, lines } = await run(['--jsonl'], chunks);
    assert.deepEqual([code, lines.map(({ id }) => id)], [0, ['é', 2]]);
  }
  assert.equal((await run(['--jsonl'], [Buffer.from('{"text":"ls"}')])).lines.length, 1);
  const bad = await run(['--jsonl'], [Buffer.from([0x22, 0xff, 0x22, 0x0a])]);
  assert.match(bad.lines[0]?.error?.message ?? '', /UTF-8/);
  assert.deepEqual(await run(['--jsonl'], []).then(({ code, out }) => [code, out]), [0, '']);
});

test('ten thousand lines in one process', async () => {
  const lines = Array.from({ length: 10_000 }, (_, id) =>
    JSON.stringify({ id, text: id % 2 === 0 ? `cat file${id}` : `rm -rf dir${id}` }),
  );
  const result = await run(['--jsonl'], bytes(...lines));
  assert.equal(result.code, 0);
  assert.deepEqual(
    result.lines.map(({ id, ruling }) => [id, ruling]),
    lines.map((_, id) => [id, id % 2 === 0 ? 'pass' : 'hold']),
  );
});

test('the report points at the flagged part, and hides nothing', async () => {
  const { out } = await run(['--', 'echo a\u202eb && rm -rf src']);
  const report = out.split('\n');
  const carets = report.findIndex((line) => /^ *\| +\^+$/.test(line));
  const above = report[carets - 1] ?? '';
  const line = report[carets] ?? '';
  assert.ok(above.includes('⟨U+202E RLO⟩'), out);
  assert.ok(!out.includes('\u202e'));
  assert.match(out, /rm -rf src/);
  assert.equal([...line].indexOf('^') >= 0, true);
  const rm = await run(['--', 'ls\nrm -rf src']);
  assert.match(rm.out, / 2 \| rm -rf src\n +\| +\^\^\^\n/);
  assert.equal(rm.out.match(/rm -rf src/g)?.length, 1, 'the same place is drawn for each of its findings');
  const late = `git reset --hard HEAD~3 && git push --force origin main`;
  assert.ok((await run(['--', late])).out.includes(` 1 | ${late}\n`), 'a short line is cut');
});

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-check-')));
after(() => rmSync(root, { recursive: true, force: true }));
mkdirSync(path.join(root, 'shop/src'), { recursive: true });
execFileSync('git', ['init', '-q', path.join(root, 'shop')]);
writeFileSync(path.join(root, 'shop/.env'), '');
writeFileSync(path.join(root, 'shop/a.txt'), '');
symlinkSync('.env', path.join(root, 'shop/notes.txt'));

test('with a folder the workspace is the git root above it, and the disk is asked before a pass', async () => {
  const inside = path.join(root, 'shop/src');
  const checked = async (text: string, ...args: readonly string[]): Promise<string> => {
    const { lines } = await run(['--json', '--cwd', inside, ...args, '--', text]);
    return `${lines[0]?.ruling} ${lines[0]?.level}`;
  };
  assert.equal(await checked('cat ../a.txt'), 'pass none');
  assert.equal(await checked('cat ../notes.txt'), 'hold high');
  const { lines } = await run(['--json', '--cwd', inside, '--', 'cat ../a.txt']);
  assert.equal(lines[0]?.effects?.[0]?.object.name, path.join(root, 'shop/a.txt'));
});

test('a folder that does not exist is no error, and without a folder no disk is read', async () => {
  const gone = path.join(root, 'gone');
  assert.equal((await run(['--json', '--cwd', gone, '--', 'ls'])).code, 0);
  const low = (text: string): Promise<number> =>
    run(['--auto-pass', 'low', '--json', '--cwd', gone, '--', text]).then(({ code }) => code);
  assert.deepEqual([await low('npm test'), await low('rm -r src')], [0, 10], 'another machine’s folder');
  const { lines } = await run(['--json', '--', 'cat a.txt']);
  assert.equal(lines[0]?.effects?.[0]?.object.name, '/workspace/a.txt');
});

test('a request is METHOD URL, headers and a body, and is judged as the action it is', async () => {
  const codes: readonly (readonly [text: string, code: number])[] = [
    ['GET https://api.example.com/v1/orders', 10],
    ['https://localhost:3000/health', 0],
    ['GET http://localhost:3000/health HTTP/1.1\r\nAccept: text/plain\r\n\r\n', 0],
    ['DELETE http://localhost:3000/orders/1', 10],
    [
      'POST https://backboard.railway.app/graphql/v2\nContent-Type: application/json\n\n{"query":"mutation { volumeDelete(volumeId: \\"a\\") }"}',
      10,
    ],
  ];
  for (const [text, code] of codes) assert.equal((await run(['--kind', 'http', '--', text])).code, code, text);
  const { out } = await run(['--kind', 'http', '--', 'DELETE https://api.example.com/v1/orders/1']);
  assert.match(out, / 1 \| DELETE https:\/\/api\.example\.com/);
  const { lines } = await run(['--jsonl'], bytes('{"id":1,"kind":"http","text":"DELETE https://api.example.com/x"}'));
  assert.equal(lines[0]?.ruling, 'hold');
});

test('a text that is no request is an error that says what one is', async () => {
  for (const text of [
    '',
    'DELETE',
    'DELETE /v1/orders',
    'GET ftp://a/b',
    'GET https://a/ b c',
    'GET https://a/\nno header',
    `GET https://a/${'x'.repeat(9000)}`,
  ]) {
    const { code, out, error } = await run(['--kind', 'http', '--', text]);
    assert.deepEqual([code, out], [2, ''], text.slice(0, 40));
    assert.match(error, /^keyturn check: .+\.\n$/);
    const line = await run(['--jsonl', '--kind', 'http'], bytes(JSON.stringify({ id: 1, text })));
    assert.deepEqual([line.code, line.lines[0]?.error?.field], [2, 'text'], text.slice(0, 40));
  }
});

test('a folder of a Windows machine is one: paths are Windows paths, and this disk is not asked', async () => {
  const judged = async (fields: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    const { lines } = await run(['--jsonl', ...args], bytes(JSON.stringify(fields)));
    const [line] = lines;
    return (
      line?.error?.message ?? [line?.ruling, line?.level, ...(line?.effects ?? []).map(({ object }) => object.name)]
    );
  };
  const cwd = 'C:\\repo\\api';
  assert.deepEqual(await judged({ shell: 'powershell', text: 'Remove-Item -Recurse src', cwd }), [
    'hold',
    'high',
    'C:\\repo\\api\\src',
  ]);
  assert.deepEqual(await judged({ dialect: 'cmd', text: 'del ..\\..\\Windows\\System32\\drivers\\etc\\hosts', cwd }), [
    'hold',
    'high',
    'C:\\Windows\\System32\\drivers\\etc\\hosts',
  ]);
  assert.deepEqual(await judged({ shell: 'pwsh', text: 'Get-Content a.txt', cwd: 'c:/repo' }), [
    'pass',
    'none',
    'c:\\repo\\a.txt',
  ]);
  assert.deepEqual(await judged({ shell: 'cmd', text: 'type C:\\Users\\user\\.ssh\\id_rsa', cwd }), [
    'hold',
    'critical',
    'C:\\Users\\user\\.ssh\\id_rsa',
  ]);
  assert.deepEqual(await judged({ shell: 'powershell', text: 'ls', cwd: 'repo' }), 'It must be an absolute path.');
  assert.match(String(await judged({ dialect: 'fish', text: 'ls' })), /It must be one of sh/);
});
