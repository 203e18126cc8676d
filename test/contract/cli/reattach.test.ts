import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startKeyturn } from '../../support/keyturn.ts';
import { openGround } from '../../support/product.ts';
import { openWindow, type TestWindow } from '../../support/window.ts';

/** Waits for a hold that its runner is attached to. */
async function heldIn(window: TestWindow): Promise<string> {
  for (let tries = 0; tries < 400; tries++) {
    const held = (await window.state()).folders[0]?.held.find(({ orphan }) => !orphan);
    if (held !== undefined) return held.id;
    await sleep(25);
  }
  throw new Error('nothing was held within 10 s');
}

test('a command outlives the crash of its window: it is taken up again, reviewed anew, and runs once', async () => {
  const { root, place, options, remove } = await openGround();
  const secretsFile = path.join(path.dirname(root), 'secrets.json');
  const open = () => openWindow({ folders: [root], place, home: options.home, dist: options.dist, secretsFile });
  const first = await open();
  try {
    const run = startKeyturn(['run', '--', 'mkdir', 'made'], { place, cwd: root });
    const id = await heldIn(first);
    // Past the first answer, which brings the token.
    await sleep(1500);
    await first.kill();
    const second = await open();
    try {
      assert.equal(await heldIn(second), id, 'it must be the same intent that is taken up again');
      assert.equal(existsSync(path.join(root, 'made')), false, 'nothing may run before somebody decides anew');
      await second.tell({ do: 'approve', id });
      const ended = await run.ended;
      assert.equal(ended.code, 0, ended.error);
      assert.equal(existsSync(path.join(root, 'made')), true, 'what was approved after the crash must run');
    } finally {
      await second.kill();
    }
  } finally {
    await first.kill();
    await remove();
  }
});
