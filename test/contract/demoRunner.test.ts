import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import type { Hold } from '../../src/review/hold.ts';
import { openProduct } from '../../src/app/keyturn.ts';
import { makeShop } from '../demo/shop.mjs';
import { seatPerson } from '../support/person.ts';
import type { Verdict } from '../support/person.ts';
import { openGround } from '../support/product.ts';

const run = promisify(execFile);

/** What reaches out to the network, or hides what it does, is denied; the rest is approved and really runs. */
function decide(hold: Hold): Verdict {
  const { action } = hold.intent;
  const text = 'command' in action ? action.command : '';
  return /curl|eval/.test(text) ? { deny: 'no network here' } : 'approve';
}

test("the demo's runner gets each of its actions decided, runs what is approved, and nothing else", async () => {
  const ground = await openGround();
  const home = ground.options.home;
  const shop = path.join(ground.root, 'demo');
  await mkdir(home, { recursive: true });
  await makeShop(shop);
  const product = await openProduct({ ...ground.options, folders: [shop], place: path.join(home, '.keyturn') });
  const folder = product.folders()[0];
  assert.ok(folder !== undefined, 'the folder is open');
  const held: string[] = [];
  const leave = seatPerson(folder.review, (hold) => {
    held.push('command' in hold.intent.action ? hold.intent.action.command : hold.intent.action.kind);
    return decide(hold);
  });
  try {
    const env = { ...process.env, HOME: home };
    const { stdout } = await run(process.execPath, ['test/demo/runner.mjs', shop], { env });
    for (const read of ['look around', 'count the orders'])
      assert.match(stdout, new RegExp(`${read}\n(?: {6}.*\n)+ {2}passed.*\n(?: {6}.*\n)* {2}ran: exit code 0`), stdout);
    assert.equal(held.length, 9, `all but the two reads wait for a person, not only:\n${held.join('\n')}\n${stdout}`);
    assert.ok((stdout.match(/approved by a person\n(?: {6}.*\n)* {2}ran: exit code 0/g)?.length ?? 0) >= 6, stdout);
    assert.equal(stdout.match(/denied: no network here; nothing ran/g)?.length, 3, stdout);
    assert.doesNotMatch(stdout, /no answer|not honoured/, stdout);
    for (const gone of ['reports/notes.txt', 'migrations'])
      assert.ok(!existsSync(path.join(shop, gone)), `${gone} is deleted`);
    assert.ok(existsSync(path.join(shop, 'src', 'cart.js')), 'what was denied did not run');
    const { stdout: left } = await run('sqlite3', [
      path.join(shop, 'shop.db'),
      "SELECT count(*) FROM orders WHERE created_at < '2023-01-01'",
    ]);
    assert.equal(left.trim(), '0', 'the approved DELETE really ran');
  } finally {
    leave();
    await product.close();
    await ground.remove();
  }
});
