import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDeck } from '../../../../src/app/card/deck.ts';
import type { DeckHost } from '../../../../src/app/card/deckHost.ts';
import { refusedSentence } from '../../../../src/app/sentences/deck.ts';
import type { ToPage } from '../../../../src/review/cardMessages.ts';
import { scriptedProduct } from '../../../panel/scriptedProduct.ts';

test('what fails behind the card is said on it, and stands in the log that it names', async () => {
  const posted: ToPage[] = [];
  const failures: string[] = [];
  const host: Partial<DeckHost> = {
    post: (message) => posted.push(message),
    seenNow: () => 'seen',
    after: () => () => undefined,
    debuggerAttached: () => false,
    openAffected: () => Promise.reject(new Error('the editor is closing')),
    failed: (reason) => failures.push(String(reason)),
  };
  const deck = openDeck(() => ({ state: 'open', product: scriptedProduct().product }), host as DeckHost);
  deck.receive({ type: 'ready' });
  deck.receive({ type: 'openAffected', id: 'any' });
  await new Promise((done) => setImmediate(done));
  const sentences = posted.flatMap((message) => (message.type === 'refused' ? [message.sentence] : []));
  assert.deepEqual(sentences, [refusedSentence('failed')]);
  assert.deepEqual(failures, ['Error: the editor is closing']);
});
