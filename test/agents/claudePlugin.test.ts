import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { accept } from '../support/person.ts';
import { claude, claudeProgram } from './claudeProgram.ts';
import type { Step } from './dialects/dialect.ts';
import { withProgramOnPath } from './programs.ts';
import { scene, type Subject } from './scene.ts';

before(claude.ready);

/** The same program, connected by the plugin alone. */
const byPlugin: Subject = { ...claude, agent: 'claude-plugin' };

const touch: readonly Step[] = [claude.shell('touch marker'), { text: 'done' }];
const BYPASS = { args: ['--permission-mode', 'bypassPermissions'] };

test('the real program loads the plugin: approved it runs once, and the outcome is reported', () =>
  scene(
    byPlugin,
    () => 'approve',
    touch,
    async ({ turn, decided, review, product }) => {
      const end = await turn();
      assert.equal(end.ran, true, `what a person approved must run: ${end.told} ${end.output}`);
      assert.equal(decided.length, 1, 'the person must have been asked once');
      assert.deepEqual(review.today()[0]?.outcome, { exitCode: 0, sealed: false });
      await product.verifyProtection();
      const [proof] = product.agentProofs();
      assert.ok(proof !== undefined && !proof.sentence.includes('restart your agent'), proof?.sentence);
    },
  ));

test('by the plugin, denied: it does not run, not even where prompts are off', () =>
  scene(
    byPlugin,
    () => ({ deny: 'use a dry run' }),
    touch,
    async ({ turn }) => {
      const end = await turn(BYPASS);
      assert.equal(end.ran, false, 'what a person denied must not run');
      assert.match(end.told, /use a dry run/);
    },
  ));

test('by the plugin, its script gone: the program stops the call by itself', () =>
  scene(
    byPlugin,
    () => ({ deny: 'nobody should be asked' }),
    touch,
    async ({ turn, place }) => {
      await rm(path.join(place, 'hooks', 'claude-plugin.sh'));
      const end = await turn(BYPASS);
      assert.equal(end.ran, false, `a hook that cannot start must stop the call: ${end.told}`);
    },
  ));

test('its real program is tried once a person agrees, in a home of its own, and that is no session of theirs', () =>
  scene(
    byPlugin,
    () => ({ deny: 'nobody should be asked' }),
    touch,
    async ({ product, root, decided, place, scripted }) => {
      await withProgramOnPath('claude', [await claudeProgram()], async () => {
        await product.verifyProtection();
        const trying = product.offerTrial(root);
        await accept(product.consents);
        assert.equal(await trying, true);
        const [proof] = product.agentProofs();
        assert.match(proof?.sentence ?? '', /Its real program was tried: it asked, and was denied/);
        assert.match(proof?.sentence ?? '', /restart your agent/, 'a trial is no session of the person’s');
        assert.deepEqual([decided.length, scripted.offered().length], [0, 0], 'no card, and no model of the person’s');
        assert.deepEqual(
          (await readdir(place)).filter((name) => name.startsWith('trial-')),
          [],
          'its home must be gone',
        );
        // A hook that lets the call go: the program itself tells.
        await writeFile(path.join(place, 'hooks', 'claude-plugin.sh'), '#!/bin/sh\nexit 0\n');
        const again = product.offerTrial(root);
        await accept(product.consents);
        await again;
        assert.deepEqual(
          product.agentProofs().map(({ state }) => state),
          ['unprotected'],
        );
      });
    },
  ));
