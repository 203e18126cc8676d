import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { openProduct } from '../../src/app/keyturn.ts';
import { seatPerson } from '../support/person.ts';
import { openGround } from '../support/product.ts';

const run = promisify(execFile);

/** The block in this language below the README's remark that a contract test runs it. */
async function readmeBlock(language: 'sh' | 'jsonc'): Promise<string> {
  const readme = await readFile('README.md', 'utf8');
  const blocks = readme.matchAll(/<!-- A contract test runs this block as it stands\. -->\s*```(\w+)\n([\s\S]*?)```/g);
  const block = [...blocks].find(([, found]) => found === language)?.[2];
  assert.ok(block !== undefined, `README.md has no ${language} block that is marked for this test`);
  return block;
}

test("the README's curl example works as written, and brings back what a person decided", async () => {
  const ground = await openGround();
  const home = ground.options.home;
  await mkdir(home, { recursive: true });
  const product = await openProduct({ ...ground.options, place: path.join(home, '.keyturn') });
  const folder = product.folders()[0];
  assert.ok(folder !== undefined, 'the folder is open');
  const leave = seatPerson(folder.review, () => ({ deny: 'not today' }));
  try {
    const env = { ...process.env, HOME: home };
    const { stdout } = await run('sh', ['-c', await readmeBlock('sh')], { cwd: ground.root, env });
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    assert.equal(answer['state'], 'denied', stdout);
    assert.equal(answer['note'], 'not today', 'the person said why');
  } finally {
    leave();
    await product.close();
    await ground.remove();
  }
});

test("the README's rules do what its example says", async () => {
  const ground = await openGround();
  try {
    const file = path.join(ground.root, 'rules.jsonc');
    await writeFile(file, await readmeBlock('jsonc'));
    const { stdout } = await run(process.execPath, ['dist/keyturn.js', 'rules', 'test', file]);
    assert.match(stdout, /1 of 1 as expected/);
  } finally {
    await ground.remove();
  }
});
