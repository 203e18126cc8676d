import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rename, symlink, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { openProduct } from '../../../src/app/keyturn.ts';
import type { Product, ProductOptions } from '../../../src/app/product.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { accept } from '../../support/person.ts';
import { memorySecrets, openGround, type Ground } from '../../support/product.ts';

const run = promisify(execFile);

interface Opened {
  readonly made: Ground;
  readonly product: Product;
  readonly rulesFile: string;
  /** The state and the rule that made it, of a command that is filed now. */
  filed(command: string): Promise<string>;
}

async function open(context: TestContext, more: Partial<ProductOptions> = {}): Promise<Opened> {
  const made = await openGround(more);
  await mkdir(path.join(made.root, '.keyturn'));
  await mkdir(path.join(made.root, 'data'));
  await writeFile(path.join(made.root, 'data', 'a.txt'), 'a');
  const product = await openProduct({ ...made.options, ...more });
  context.after(async () => {
    await product.close();
    await made.remove();
  });
  return { made, product, rulesFile: path.join(made.root, '.keyturn', 'rules.jsonc'), filed: filer(product, made) };
}

function filer(product: Product, made: Ground): Opened['filed'] {
  return async (command) => {
    const folder = product.folders()[0];
    const answer = await callGate(folder?.gate.socket ?? '', {
      path: '/v1/intents',
      body: intentOf(made.root, { action: { kind: 'shell', command, cwd: made.root } }),
    });
    const hold = folder?.review.get(String(answer.body['id']));
    return `${String(answer.body['state'])} ${hold?.judgement.verdict.reason.rule ?? ''}`;
  };
}

const REFUSE = '{ "id": "no-data", "when": { "effect": "file.delete", "path": "data/**" }, "then": "refuse" }';
const PASS = '{ "id": "tidy", "owner": "me", "when": { "effect": "file.delete", "path": "data/**" }, "then": "pass" }';
const fileOf = (...rules: readonly string[]): string => `{ "version": 1, "rules": [${rules.join(', ')}] }`;

test('a workspace’s rule that tightens counts from the next action on', async (context) => {
  const { filed, rulesFile, product } = await open(context);
  assert.equal(await filed('rm data/a.txt'), 'held not-a-read');
  await writeFile(rulesFile, fileOf(REFUSE));
  assert.equal(await filed('rm data/a.txt'), 'refused no-data');
  assert.deepEqual(product.consents.waiting(), []);
});

test('what passed a moment ago is refused as soon as a rule says so, and passes when it is gone and let go', async (context) => {
  const { filed, rulesFile, product } = await open(context);
  const refusing = REFUSE.replace('delete', 'read');
  assert.deepEqual([await filed('cat data/a.txt'), await filed('cat data/a.txt')], ['passed reads', 'passed reads']);
  await writeFile(rulesFile, fileOf(refusing));
  assert.equal(await filed('cat data/a.txt'), 'refused no-data');
  await unlink(rulesFile);
  assert.equal(await filed('cat data/a.txt'), 'refused no-data', 'what loosens waits');
  await accept(product.consents);
  await until('it is in force', () => product.ruleFiles().every(({ state }) => state === 'in-force'));
  assert.equal(await filed('cat data/a.txt'), 'passed reads');
  // The same again, of the same length: only its times tell.
  await writeFile(rulesFile, fileOf(refusing.replace('data/', 'else/')));
  assert.equal(await filed('cat data/a.txt'), 'passed reads');
  await writeFile(rulesFile, fileOf(refusing));
  assert.equal(await filed('cat data/a.txt'), 'refused no-data');
});

test('what the person saves in the editor is no alarm, once; what it loosens waits all the same', async (context) => {
  const { made, filed, rulesFile, product } = await open(context);
  const changes = (): number => product.alarms().filter(({ code }) => code === 'rules.changed').length;
  await filed('rm data/a.txt');
  // The editor may have the folder open by a link's name.
  const linked = `${made.root}-link`;
  await symlink(made.root, linked);
  const save = async (text: string, file = rulesFile): Promise<void> => {
    await product.rulesSaved(file, text);
    await writeFile(rulesFile, text);
  };
  await save(fileOf(REFUSE), path.join(linked, '.keyturn', 'rules.jsonc'));
  assert.equal(await filed('rm data/a.txt'), 'refused no-data');
  assert.equal(changes(), 0, 'the person was looking on');
  await save(fileOf(PASS));
  assert.equal(await filed('rm data/a.txt'), 'refused no-data', 'neither let go nor let through');
  assert.equal(product.consents.waiting()[0]?.kind, 'rules');
  assert.equal(changes(), 0);
  await writeFile(rulesFile, fileOf(REFUSE));
  await filed('rm data/a.txt');
  assert.equal(changes(), 1, 'a text that was saved once is put back by somebody else');
});

test('what loosens waits for a person, with that exact content, and again after each change', async (context) => {
  const secrets = memorySecrets();
  const { made, filed, rulesFile, product } = await open(context, { secrets });
  await writeFile(rulesFile, fileOf(PASS));
  assert.equal(await filed('rm data/a.txt'), 'held not-a-read');
  const [consent] = product.consents.waiting();
  assert.equal(consent?.kind, 'rules');
  assert.deepEqual(consent.file, { path: rulesFile, after: fileOf(PASS) });
  await writeFile(rulesFile, fileOf(PASS.replace('data/**', '**')));
  assert.equal(await filed('rm data/a.txt'), 'held not-a-read');
  assert.equal(product.consents.waiting().length, 1, 'the card of what the file said before is still there');
  await writeFile(rulesFile, fileOf(PASS));
  await filed('ls');
  await accept(product.consents);
  await until('it is in force', () => product.ruleFiles().every(({ state }) => state === 'in-force'));
  assert.equal(await filed('rm data/a.txt'), 'passed tidy');

  // After a reload what was accepted still counts; another content does not.
  await product.close();
  const again = await openProduct({ ...made.options, secrets });
  context.after(() => again.close());
  assert.equal(await filer(again, made)('rm data/a.txt'), 'passed tidy');
  await writeFile(rulesFile, fileOf(PASS.replace('data/**', '**')));
  assert.equal(await filer(again, made)('rm data/a.txt'), 'held not-a-read');
});

test('a rule that was taken out, or whose file is gone, tightens until a person lets it go', async (context) => {
  const { filed, rulesFile, product } = await open(context);
  await writeFile(rulesFile, fileOf(REFUSE));
  assert.equal(await filed('rm data/a.txt'), 'refused no-data');
  await unlink(rulesFile);
  assert.equal(await filed('rm data/a.txt'), 'refused no-data');
  await accept(product.consents);
  await until('it is let go', () => product.ruleFiles().every(({ state }) => state === 'in-force'));
  assert.equal(await filed('rm data/a.txt'), 'held not-a-read');
});

test('a file that cannot be taken never means “no rules”', async (context) => {
  const { filed, rulesFile, product, made } = await open(context);
  await writeFile(rulesFile, fileOf(REFUSE));
  assert.equal(await filed('rm data/a.txt'), 'refused no-data');
  const standing = (): string => {
    const own = product.ruleFiles().find(({ layer }) => layer === 'workspace');
    return `${own?.state ?? ''} ${own?.unreadable ?? own?.problems[0]?.code ?? ''}`;
  };
  const cases: readonly (readonly [make: () => Promise<unknown>, standing: string])[] = [
    [() => writeFile(rulesFile, '{ "version": 1, '), 'kept syntax'],
    [() => writeFile(rulesFile, fileOf(REFUSE.replace('refuse', 'refus'))), 'kept wrong-value'],
    [() => writeFile(rulesFile, Buffer.from([0xff, 0xfe, 0x00])), 'kept not-utf8'],
    [() => writeFile(rulesFile, ' '.repeat(4 * 1024 * 1024)), 'kept too-large'],
    [
      async () => {
        await writeFile(path.join(made.root, 'elsewhere.jsonc'), fileOf());
        await unlink(rulesFile);
        await symlink('../elsewhere.jsonc', rulesFile);
      },
      'kept link',
    ],
    [
      async () => {
        await unlink(rulesFile);
        await run('mkfifo', [rulesFile]);
      },
      'kept special',
    ],
  ];
  for (const [make, expected] of cases) {
    await make();
    assert.equal(await filed('rm data/a.txt'), 'refused no-data', expected);
    assert.equal(standing(), expected);
  }
});

test('while nobody can read what was accepted, everything is held and an alarm says so', async (context) => {
  const inner = memorySecrets();
  let locked = true;
  const get = (key: string): Promise<string | undefined> =>
    locked && key.startsWith('keyturn.rules.') ? Promise.reject(new Error('locked')) : inner.get(key);
  const { filed, product } = await open(context, { secrets: { ...inner, get } });
  assert.equal(await filed('ls'), 'held incomplete');
  assert.deepEqual(
    product.alarms().map(({ code }) => code),
    ['rules.not-known'],
  );
  locked = false;
  assert.equal(await filed('ls'), 'passed reads', 'asked again');
});

test('in Restricted Mode the workspace’s rules are not read, and everything is held', async (context) => {
  const { filed, rulesFile, product } = await open(context, { trusted: false });
  await writeFile(rulesFile, fileOf(PASS));
  assert.equal(await filed('ls'), 'held nothing');
  assert.equal(product.ruleFiles().length, 1, 'the person’s own file only');
  await product.changeTrust(true);
  assert.equal(await filed('ls'), 'passed reads');
});

const MOST =
  '{ "id": "few", "when": { "effect": "file.delete", "files": { "over": 2 } }, "then": "refuse", "because": "Ask me." }';

test('a rule with a number waits until it is counted: too many is refused, few may be approved', async (context) => {
  const { filed, rulesFile, product, made } = await open(context);
  await writeFile(rulesFile, fileOf(MOST));
  const filedAndCounted = async (): Promise<readonly unknown[]> => {
    await filed('rm -r data');
    const review = product.folders()[0]?.review;
    const id = [...(review?.held() ?? []), ...(review?.today() ?? [])][0]?.id ?? '';
    await until('it is counted', () => {
      const hold = review?.get(id);
      return hold !== undefined && hold.judgement.verdict.pending === undefined;
    });
    const hold = await until('it is settled', () => {
      const now = review?.get(id);
      return now?.judgement.verdict.ruling === 'refuse' && now.state === 'held' ? undefined : now;
    });
    return [hold.state, hold.judgement.verdict.requires, review?.blocked(id)];
  };
  assert.equal(await filed('rm data/a.txt'), 'held not-a-read', 'one file by its text');
  assert.deepEqual(await filedAndCounted(), ['held', [], undefined], 'one file by the look');
  for (const name of ['b', 'c']) await writeFile(path.join(made.root, 'data', name), name);
  await product.folders()[0]?.review.stop();
  await product.folders()[0]?.review.resume();
  assert.deepEqual((await filedAndCounted())[0], 'refused', 'three files');
});

test('a rule’s reason goes to the agent and stands in the answer', async (context) => {
  const { rulesFile, product, made } = await open(context);
  await writeFile(rulesFile, fileOf(REFUSE.replace('"then"', '"because": "Data stays.", "then"')));
  const answer = await callGate(product.folders()[0]?.gate.socket ?? '', {
    path: '/v1/intents',
    body: intentOf(made.root, { action: { kind: 'shell', command: 'rm data/a.txt', cwd: made.root } }),
  });
  assert.deepEqual(answer.body['reason'], { layer: 'workspace', rule: 'no-data', because: 'Data stays.' });
});

test('a file of thousands of rules is in force, its last rule too, and one that is broken stays out', async (context) => {
  const { filed, rulesFile, product } = await open(context);
  const many = Array.from({ length: 2_000 }, (_, index) =>
    JSON.stringify({ id: `r${index}`, when: { effect: 'sql.delete', object: `public.t${index}_*` }, then: 'confirm' }),
  );
  await writeFile(rulesFile, fileOf(...many, REFUSE));
  assert.equal(await filed('rm data/a.txt'), 'refused no-data');
  await writeFile(rulesFile, fileOf(...many, REFUSE).slice(0, -1));
  assert.equal(await filed('rm data/a.txt'), 'refused no-data');
  const own = product.ruleFiles().find(({ layer }) => layer === 'workspace');
  assert.deepEqual([own?.state, own?.problems[0]?.code], ['kept', 'syntax']);
});

test('two files that change over and over while actions come in end as what they say last', async (context) => {
  const { filed, rulesFile, made } = await open(context);
  const mine = path.join(made.options.place, 'rules.jsonc');
  const write = async (file: string, text: string): Promise<void> => {
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
  };
  const states: string[] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    const strict = turn % 2 === 1;
    const [state] = await Promise.all([
      filed('rm data/a.txt'),
      write(rulesFile, strict ? fileOf(REFUSE) : fileOf(REFUSE.replace('refuse', 'hold'))),
      write(mine, strict ? fileOf(REFUSE.replace('no-data', 'mine')) : '{ "version": 1, "rules": ['),
    ]);
    states.push(state);
  }
  for (const state of states) assert.match(state, /^(?:held|refused) /, states.join());
  assert.equal(await filed('rm data/a.txt'), 'refused mine', 'the person’s own rule is named first');
});
