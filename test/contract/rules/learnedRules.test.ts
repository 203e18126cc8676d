import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { openProduct } from '../../../src/app/keyturn.ts';
import type { Product } from '../../../src/app/product.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { accept, seatPerson, type Verdict } from '../../support/person.ts';
import { openGround, type Ground } from '../../support/product.ts';

interface Opened {
  readonly made: Ground;
  readonly product: Product;
  /** Files a command, has the person decide it, and says its state and id. */
  filed(command: string, decide?: Verdict): Promise<{ readonly state: string; readonly id: string }>;
}

async function open(context: TestContext): Promise<Opened> {
  const made = await openGround();
  await writeFile(path.join(made.root, 'package.json'), '{ "scripts": { "test": "node --test" } }');
  const product = await openProduct(made.options);
  context.after(async () => {
    await product.close();
    await made.remove();
  });
  const folder = product.folders()[0];
  assert.ok(folder);
  const { review, gate } = folder;
  return {
    made,
    product,
    async filed(command, decide = 'leave') {
      const end = seatPerson(review, () => decide);
      const answer = await callGate(gate.socket, {
        path: '/v1/intents',
        body: intentOf(made.root, { action: { kind: 'shell', command, cwd: made.root } }),
      });
      const id = String(answer.body['id']);
      if (decide !== 'leave')
        await until(`${command} is decided`, () => (review.get(id)?.state === 'held' ? undefined : true));
      end();
      return { state: review.get(id)?.state ?? '', id };
    },
  };
}

test('an approval offers the narrowest rule on a card, which passes the same and nothing else', async (context) => {
  const { made, product, filed } = await open(context);
  await filed('npm test', 'approve');
  const { id } = await filed('npm test', 'approve');
  assert.equal(await product.learn(id), undefined);
  const [consent] = product.consents.waiting();
  assert.equal(consent?.kind, 'learn-rule');
  assert.equal(consent.values['reach'], '2 commands, all npm test');
  assert.match(consent.file?.after ?? '', /"npm",\s*"test"/);
  assert.equal((await filed('npm test')).state, 'held', 'the card alone passes nothing');
  await accept(product.consents);
  await until('the rule is there', () => (product.learnedRules().length === 1 ? true : undefined));
  assert.equal(product.consents.waiting().length, 0, 'it is asked about twice');
  assert.equal((await filed('npm test')).state, 'passed');
  for (const other of ['npm test -- --watch', 'npm test; ls', 'sudo npm test', 'npm test > a.txt'])
    assert.equal((await filed(other)).state, 'held', other);
  await writeFile(path.join(made.root, 'package.json'), '{ "scripts": { "test": "node evil.js" } }');
  assert.equal((await filed('npm test')).state, 'held', 'the script is another');
});

test('what a person has ever denied is not offered', async (context) => {
  const { product, filed } = await open(context);
  await filed('mkdir build', { deny: 'no' });
  const { id } = await filed('mkdir  build', 'approve');
  assert.equal(await product.learn(id), 'denied');
  assert.deepEqual(product.consents.waiting(), []);
});

test('nothing is learned of what is not approved, compound or an interpreter’s', async (context) => {
  const { product, filed } = await open(context);
  assert.equal(await product.learn((await filed('mkdir b && mkdir c', 'approve')).id), 'compound');
  assert.equal(await product.learn('01K00000000000000000000000'), 'not-approved');
  assert.equal(await product.learn((await filed('mkdir a')).id), 'not-approved');
});

test('a revoked rule is gone from its file and asks again at once, with no card and no alarm', async (context) => {
  const { made, product, filed } = await open(context);
  const { id } = await filed('mkdir build', 'approve');
  await product.learn(id);
  await accept(product.consents);
  const [learned] = await until('it is learned', () => {
    const rules = product.learnedRules();
    return rules.length === 1 ? rules : undefined;
  });
  assert.ok(learned);
  assert.equal((await filed('mkdir build')).state, 'passed');
  assert.equal(await product.revokeRule(learned), true);
  assert.equal((await filed('mkdir build')).state, 'held');
  assert.doesNotMatch(await readFile(path.join(made.root, '.keyturn', 'rules.jsonc'), 'utf8'), /learned/);
  assert.deepEqual([product.consents.waiting(), product.alarms()], [[], []]);
  assert.equal(await product.revokeRule(learned), false, 'it is gone already');
});

test('a rules file that changed under the card is not overwritten', async (context) => {
  const { made, product, filed } = await open(context);
  const { id } = await filed('mkdir build', 'approve');
  await product.learn(id);
  const file = path.join(made.root, '.keyturn', 'rules.jsonc');
  await mkdir(path.dirname(file), { recursive: true });
  const text = '{ "version": 1, "rules": [] }';
  await writeFile(file, text);
  await filed('ls');
  assert.deepEqual(product.consents.waiting(), [], 'the card of the old text is still there');
  assert.equal(await readFile(file, 'utf8'), text);
});

test('keyturn rules suggest says the same from the record', async (context) => {
  const { made, filed } = await open(context);
  for (const command of ['npm test', 'npm test', 'npm test', 'mkdir a', 'mkdir b']) await filed(command, 'approve');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(made.options.dist, 'keyturn.js'), 'rules', 'suggest', made.root],
    { env: { ...process.env, KEYTURN_HOME: made.options.place } },
  );
  const [comment, rule, ...rest] = stdout.trim().split('\n');
  assert.deepEqual([comment, rest], ['// 3 approvals: npm test', []]);
  assert.match(rule ?? '', /"command":\["npm","test"\].*"scripts":\[\{"path".*"expires"/);
});
