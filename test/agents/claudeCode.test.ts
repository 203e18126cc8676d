import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { accept } from '../support/person.ts';
import { claude } from './claudeProgram.ts';
import { BYPASS, scene, touch, touchMarker } from './claudeScene.ts';

before(claude.ready);

test('approved: it runs, without a prompt of its own, and its outcome is reported', () =>
  scene(
    () => 'approve',
    touch,
    async (scene) => {
      const end = await touchMarker(scene);
      assert.equal(end.ran, true, `what a person approved must run: ${end.told} ${end.output}`);
      assert.equal(scene.decided.length, 1, 'the person must have been asked once');
      const action = scene.decided[0]?.intent.action;
      assert.deepEqual(action, { kind: 'shell', command: 'touch marker', shell: 'bash', cwd: scene.root });
      const [hold] = scene.product.folders()[0]?.review.today() ?? [];
      assert.deepEqual(hold?.outcome, { exitCode: 0, sealed: false }, 'PostToolUse must report the outcome');
    },
  ));

test('sealed: Keyturn itself runs the approved bytes in place of the agent, and the model gets their output', () =>
  scene(
    () => 'approve',
    [claude.shell('echo "out $0"; touch marker; exit 7'), { text: 'done' }],
    async (scene) => {
      await scene.product.changeSettings({ autoPass: 'reads', seal: true });
      const end = await touchMarker(scene);
      assert.equal(end.ran, true, `what a person approved must run: ${end.told} ${end.output}`);
      assert.match(end.told, /out bash/);
      const [hold] = scene.review.today();
      assert.deepEqual(hold?.outcome, { exitCode: 7, sealed: true }, 'Keyturn must have run it itself');
      assert.equal(scene.review.today().length, 1, 'one command is one card');
    },
  ));

test("Claude's own question about a call that a person has approved is answered by that approval", () =>
  scene(
    () => 'approve',
    touch,
    async ({ turn, home }) => {
      await mkdir(path.join(home, '.claude'), { recursive: true });
      await writeFile(
        path.join(home, '.claude', 'settings.json'),
        JSON.stringify({ permissions: { ask: ['Bash(touch:*)'] } }),
      );
      const end = await turn();
      assert.equal(end.ran, true, `nobody must be asked twice: ${end.told}`);
    },
  ));

test('denied: it does not run, not even where prompts are off, and the model is told the note', () =>
  scene(
    () => ({ deny: 'use a dry run first, größer' }),
    touch,
    async (scene) => {
      const end = await touchMarker(scene, ...BYPASS);
      assert.equal(end.ran, false, 'what a person denied must not run');
      assert.match(end.told, /a person denied this.*use a dry run first, größer/);
    },
  ));

test('a pass is no opinion: what reads goes on, and nobody is asked', () =>
  scene(
    () => ({ deny: 'nobody should be asked' }),
    // No operand: facts that come late on a busy machine would hold it.
    [claude.shell('echo the notes'), { text: 'done' }],
    async (scene) => {
      await scene.turn({ args: BYPASS });
      assert.match(scene.scripted.told().join('\n'), /the notes/);
      assert.equal(scene.decided.length, 0, 'a read that passes must not be held');
    },
  ));

test('a failed command reports its exit code', () =>
  scene(
    () => 'approve',
    [{ tool: 'Bash', input: { command: 'touch marker; exit 3' } }, { text: 'done' }],
    async (scene) => {
      await scene.turn();
      const [hold] = scene.product.folders()[0]?.review.today() ?? [];
      assert.deepEqual(hold?.outcome, { exitCode: 3, sealed: false });
    },
  ));

test("a pass leaves the agent's own prompt: without one it goes on being refused by the agent itself", () =>
  scene(
    () => ({ deny: 'nobody should be asked' }),
    [{ tool: 'Write', input: { file_path: '@ROOT@/notes.txt', content: 'x' } }, { text: 'done' }],
    async (scene) => {
      const end = await touchMarker(scene);
      assert.equal(scene.decided.length, 0, 'a plain new file in the workspace passes');
      assert.equal(scene.product.folders()[0]?.review.today()[0]?.state, 'passed', 'the hook must have been asked');
      assert.equal(
        existsSync(path.join(scene.root, 'notes.txt')),
        false,
        `a pass must not stand for a yes: ${end.told}`,
      );
    },
  ));

test('the change of the settings is undone by disconnecting, and what was there stays', () =>
  scene(
    () => 'approve',
    touch,
    async (scene) => {
      const file = path.join(scene.root, '.claude', 'settings.local.json');
      const connected = JSON.parse(await readFile(file, 'utf8')) as { hooks: Record<string, unknown>; model?: string };
      await writeFile(file, JSON.stringify({ model: 'kept', ...connected }, undefined, 2));
      const disconnecting = scene.product.disconnectAgent('claude-code', scene.root);
      await accept(scene.product.consents);
      await disconnecting;
      assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), { model: 'kept' });
      const end = await touchMarker(scene, ...BYPASS);
      assert.equal(end.ran, true, 'a disconnected agent is on its own');
      assert.equal(scene.decided.length, 0);
    },
  ));
