import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentNamed } from '../../src/agents/registry.ts';
import { accept } from '../support/person.ts';
import { withProgramOnPath } from './programs.ts';
import { scene, type Subject } from './scene.ts';

/** What a person who verifies with the real program gets. `words`: what starts it. */
export function trialCase(subject: Subject, words: () => readonly string[]): void {
  test('its real program is tried once a person agrees: it asks, and is denied', () =>
    scene(
      subject,
      () => ({ deny: 'nobody should be asked' }),
      [{ text: 'done' }],
      async ({ product, root, decided, scripted }) =>
        withProgramOnPath(agentNamed(subject.agent)?.program ?? '', words(), async () => {
          await product.verifyProtection();
          const trying = product.offerTrial(root);
          await accept(product.consents);
          assert.equal(await trying, true);
          const [proof] = product.agentProofs();
          assert.match(proof?.sentence ?? '', /Its real program was tried: it asked, and was denied/);
          assert.deepEqual(
            [decided.length, scripted.offered().length],
            [0, 0],
            'no card, and no model of the person’s',
          );
        }),
    ));
}
