import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFile, chmod, link, mkdir, readFile, rename, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { openProduct } from '../../../src/app/keyturn.ts';
import type { Product, ProductOptions } from '../../../src/app/product.ts';
import { gatePaths } from '../../../src/gate/paths.ts';
import { segmentsOf } from '../../../src/record/segments.ts';
import { intentOf, until } from '../../support/http.ts';
import { openGround, type Ground } from '../../support/product.ts';

const run = promisify(execFile);

interface Opened {
  readonly made: Ground;
  readonly product: Product;
  readonly intents: string;
  readonly decisions: string;
}

async function open(
  context: TestContext,
  more: Partial<ProductOptions> = {},
  prepare?: (root: string) => Promise<void>,
) {
  const made = await openGround(more);
  const intents = path.join(made.root, '.keyturn', 'intents');
  const decisions = path.join(made.root, '.keyturn', 'decisions');
  await mkdir(intents, { recursive: true });
  await prepare?.(made.root);
  const product = await openProduct(made.options);
  context.after(async () => {
    await product.close();
    await made.remove();
  });
  return { made, product, intents, decisions } satisfies Opened;
}

let number = 0;
const nextId = (): string => `01K9FLDER${String((number += 1)).padStart(17, '0')}`.replaceAll('L', 'K');

/** As the protocol asks: written elsewhere, renamed in. */
async function put({ made, intents }: Opened, name: string, text: string | Buffer): Promise<void> {
  const first = path.join(made.root, `tmp-${name}`);
  await writeFile(first, text, { mode: 0o600 });
  await rename(first, path.join(intents, name));
}

function decision({ decisions }: Opened, id: string): Promise<Record<string, unknown>> {
  return until(`a decision for ${id}`, async () => {
    const text = await readFile(path.join(decisions, `${id}.json`), 'utf8').catch(() => undefined);
    return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>);
  });
}

async function recordText({ made }: Opened): Promise<string> {
  const segments = await segmentsOf(gatePaths(made.place, made.root).record);
  return (await Promise.all(segments.map((file) => readFile(file, 'utf8')))).join('');
}

test('a file that is renamed in is held, and its answer appears beside it', async (context) => {
  const opened = await open(context);
  const id = nextId();
  await put(opened, `${id}.json`, intentOf(opened.made.root));
  const review = opened.product.folders()[0]?.review;
  await until('it is held', () => review?.get(id)?.state === 'held');
  assert.equal(review?.get(id)?.way, 'folder');
  await review?.deny(id, 'use the trash');
  const answer = await decision(opened, id);
  assert.equal(answer['state'], 'denied');
  assert.equal(answer['note'], 'use the trash');
  assert.equal(typeof answer['token'], 'string');
  assert.equal((await stat(path.join(opened.decisions, `${id}.json`))).mode & 0o777, 0o600);
  assert.equal(await readFile(path.join(opened.made.root, '.keyturn', '.gitignore'), 'utf8'), 'intents/\ndecisions/\n');
});

test('links, FIFOs, special files, half-written and oversized ones are refused, named and recorded', async (context) => {
  const opened = await open(context);
  const { made, intents, product } = opened;
  const good = intentOf(made.root);
  const outside = path.join(path.dirname(made.root), 'outside.json');
  await writeFile(outside, good, { mode: 0o600 });
  const cases: readonly (readonly [string, (file: string) => Promise<unknown>])[] = [
    ['file-link', (file) => symlink(outside, file)],
    ['file-link', (file) => symlink('/dev/zero', file)],
    ['file-link', (file) => link(outside, file)],
    ['file-special', (file) => run('mkfifo', [file])],
    ['file-special', (file) => mkdir(file)],
    ['too-large', async (file) => writeFile(file, '{').then(() => truncate(file, 16 * 1024 * 1024 + 1))],
    ['syntax', (file) => writeFile(file, good.slice(0, 40), { mode: 0o600 })],
    ['syntax', (file) => writeFile(file, '')],
    ['not-utf8', (file) => writeFile(file, Buffer.from([0xff, 0xfe, 0x00]))],
    ['id-mismatch', (file) => writeFile(file, intentOf(made.root, { id: '01K00000000000000000000000' }))],
    ['file-owner', (file) => writeFile(file, good).then(() => chmod(file, 0o666))],
  ];
  const ids: (readonly [string, string])[] = [];
  for (const [code, make] of cases) {
    const id = nextId();
    ids.push([code, id]);
    await make(path.join(intents, `${id}.json`));
  }
  for (const [code, id] of ids) {
    const answer = await decision(opened, id);
    assert.equal(answer['state'], 'refused', code);
    assert.equal((answer['problem'] as { code: string }).code, code);
  }
  const record = await recordText(opened);
  for (const [code, id] of ids) assert.ok(record.includes(`${id}.json\\" ${code}`), `${code} is not in the record`);
  assert.equal(product.folders()[0]?.review.held().length, 0, 'one of them is held');
});

test('names that are no ULID are refused once and never become a path', async (context) => {
  const opened = await open(context);
  for (const name of [
    'x.json',
    '01k00000000000000000000000.json',
    '..json',
    'a\nb.json',
    '81K00000000000000000000000.json',
  ])
    await put(opened, name, intentOf(opened.made.root));
  await writeFile(path.join(opened.intents, 'tmp-123'), 'half');
  const refused = (): number => opened.product.alarms().filter(({ code }) => code === 'folder.refused').length;
  await until('all are refused', () => refused() === 5);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  assert.equal(refused(), 5, 'a refused file was refused again');
  await assert.rejects(stat(opened.decisions), 'an answer was written for a name that is no id');
});

test('a folder full of files is one alarm, not ten thousand lines', async (context) => {
  const opened = await open(context, {}, async (root) => {
    const intents = path.join(root, '.keyturn', 'intents');
    await Promise.all(Array.from({ length: 10_001 }, (_, i) => writeFile(path.join(intents, `${i}.json`), '')));
  });
  const seen = (code: string): number => opened.product.alarms().filter((alarm) => alarm.code === code).length;
  await until('it is said', () => seen('folder.flooded') === 1);
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  assert.deepEqual([seen('folder.flooded'), seen('folder.refused')], [1, 0]);
  assert.doesNotMatch(await recordText(opened), /file-name/);
});

test('what is older than the activation is refused', async (context) => {
  const id = nextId();
  const opened = await open(context, {}, async (root) => {
    await writeFile(path.join(root, '.keyturn', 'intents', `${id}.json`), intentOf(root), { mode: 0o600 });
    await new Promise((resolve) => setTimeout(resolve, 50));
  });
  assert.equal(((await decision(opened, id))['problem'] as { code: string }).code, 'file-old');
});

test('a clock that was set back makes no new file an old one', async (context) => {
  const now = Date.now.bind(Date);
  const ahead = context.mock.method(Date, 'now', () => now() + 3_600_000);
  const opened = await open(context);
  ahead.mock.restore();
  const id = nextId();
  await put(opened, `${id}.json`, intentOf(opened.made.root));
  const problem = async (): Promise<unknown> =>
    JSON.parse(await readFile(path.join(opened.decisions, `${id}.json`), 'utf8').catch(() => 'null'));
  await until('it is looked at', async () => {
    assert.equal(await problem(), null, 'it is refused');
    return opened.product.folders()[0]?.review.get(id)?.state === 'held';
  });
});

test('what git tracks is refused, also when the repository configures a program', async (context) => {
  const id = nextId();
  const trap = nextId();
  const opened = await open(context, {}, async (root) => {
    const file = path.join(root, '.keyturn', 'intents', `${id}.json`);
    await writeFile(file, intentOf(root), { mode: 0o600 });
    await run('git', ['-C', root, 'init', '-q']);
    await run('git', ['-C', root, 'add', '-f', '.']);
    await run('git', ['-C', root, 'config', 'core.fsmonitor', `touch ${path.join(root, trap)}; false`]);
  });
  // As a checkout during the session would: the same name, a new file.
  const file = path.join(opened.made.root, 'again');
  await writeFile(file, intentOf(opened.made.root), { mode: 0o600 });
  await rename(file, path.join(opened.intents, `${id}.json`));
  await until('it is refused as tracked', async () =>
    (await recordText(opened)).includes(`${id}.json\\" file-tracked`) ? true : undefined,
  );
  await assert.rejects(stat(path.join(opened.made.root, trap)), 'a program of the repository was run');
  const untracked = nextId();
  await put(opened, `${untracked}.json`, intentOf(opened.made.root));
  await until('an untracked one is held', () => opened.product.folders()[0]?.review.get(untracked)?.state === 'held');
});

test('in Restricted Mode nothing is taken and nothing is written into the workspace', async (context) => {
  const opened = await open(context, { trusted: false });
  const id = nextId();
  await put(opened, `${id}.json`, intentOf(opened.made.root));
  await until('it is refused', () => opened.product.alarms().some(({ code }) => code === 'folder.refused'));
  assert.match(await recordText(opened), new RegExp(`${id}\\.json\\\\" restricted`));
  assert.equal(opened.product.folders()[0]?.review.get(id), undefined);
  await assert.rejects(stat(opened.decisions));
  await assert.rejects(stat(path.join(opened.made.root, '.keyturn', '.gitignore')));
});

test('an intent folder that is a link is not looked into', async (context) => {
  const opened = await open(context, {}, async (root) => {
    const { rm } = await import('node:fs/promises');
    await rm(path.join(root, '.keyturn', 'intents'), { recursive: true });
    await mkdir(path.join(root, 'elsewhere'));
    await symlink(path.join(root, 'elsewhere'), path.join(root, '.keyturn', 'intents'));
  });
  const id = nextId();
  await put(opened, `${id}.json`, intentOf(opened.made.root));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  assert.equal(opened.product.folders()[0]?.review.get(id), undefined);
});

test('a .gitignore that is there keeps its lines', async (context) => {
  const opened = await open(context, {}, (root) =>
    appendFile(path.join(root, '.keyturn', '.gitignore'), 'notes\nintents/'),
  );
  const id = nextId();
  await put(opened, `${id}.json`, intentOf(opened.made.root));
  await until('it is held', () => opened.product.folders()[0]?.review.get(id)?.state === 'held');
  assert.equal(
    await readFile(path.join(opened.made.root, '.keyturn', '.gitignore'), 'utf8'),
    'notes\nintents/\ndecisions/\n',
  );
});
