import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { seatPerson } from '../../support/person.ts';
import { heldId, scene } from '../../support/runScene.ts';

test('a script that changed after it was filed is refused, by name', () =>
  scene(
    () => 'leave',
    async ({ root, start, review }) => {
      const script = path.join(root, 'task.sh');
      writeFileSync(script, 'touch harmless\n');
      const run = start(['run', '--', 'bash', 'task.sh']);
      const id = await heldId(review);
      writeFileSync(script, 'touch harmful\n');
      seatPerson(review, (hold) => (hold.id === id ? 'approve' : 'leave'));
      const ended = await run.ended;
      assert.equal(ended.code, 120, ended.error);
      assert.match(ended.error, /task\.sh/, 'the changed script must be named');
      assert.equal(existsSync(path.join(root, 'harmful')), false, 'a changed script must not run');
    },
  ));

test('a script that was not there, is no text or is too large to be read is bound to what it was', () =>
  scene(
    () => 'leave',
    async ({ root, start, review }) => {
      const padding = `# ${'x'.repeat(600_000)}\n`;
      const before = { 'absent.sh': undefined, 'binary.sh': 'touch harmless\n\0', 'large.sh': `true\n${padding}` };
      for (const [name, text] of Object.entries(before)) {
        const script = path.join(root, name);
        if (text !== undefined) writeFileSync(script, text);
        const run = start(['run', '--', 'bash', name]);
        const id = await heldId(review);
        writeFileSync(script, 'touch harmful\n');
        seatPerson(review, (hold) => (hold.id === id ? 'approve' : 'leave'));
        const ended = await run.ended;
        assert.equal(ended.code, 120, `${name}: ${ended.error}`);
        assert.ok(ended.error.includes(name), `the changed script must be named: ${ended.error}`);
        assert.equal(existsSync(path.join(root, 'harmful')), false, `${name}: a changed script must not run`);
      }
    },
  ));

test('a script that is too large to be read, and stays what it was, runs once it is approved', () =>
  scene(
    () => 'approve',
    async ({ root, run }) => {
      writeFileSync(path.join(root, 'large.sh'), `touch done\n# ${'x'.repeat(600_000)}\n`);
      const ended = await run(['run', '--', 'bash', 'large.sh']);
      assert.equal(ended.code, 0, ended.error);
      assert.equal(existsSync(path.join(root, 'done')), true);
    },
  ));
