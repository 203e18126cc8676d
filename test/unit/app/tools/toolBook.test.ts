import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consentCard } from '../../../../src/app/card/consentCard.ts';
import { openToolBook, type ToolBook } from '../../../../src/app/tools/toolBook.ts';
import type { Consent, Consents } from '../../../../src/review/consent.ts';
import { memorySecrets } from '../../../support/product.ts';

type Offered = Omit<Consent, 'id' | 'openedAt'>;

function scene(
  answer: boolean,
  trusted = true,
  secrets = memorySecrets(),
): { book: ToolBook; offered: Offered[]; told: string[] } {
  const offered: Offered[] = [];
  const told: string[] = [];
  const consents = {
    offer(consent: Offered) {
      offered.push(consent);
      return Promise.resolve(answer);
    },
  };
  const book = openToolBook({
    secrets,
    consents: consents as unknown as Consents,
    trusted: () => trusted,
    alarm: (code) => told.push(code),
    allowed: () => told.push('allowed'),
  });
  return { book, offered, told };
}

const NONE = { docker: 'not-allowed', kubectl: 'not-allowed' };

test('a tool is asked only after its card was accepted, and until it is taken back', async () => {
  const { book, offered, told } = scene(true);
  assert.deepEqual(await book.refusals(), NONE);
  await book.offer('docker');
  assert.deepEqual(await book.refusals(), { kubectl: 'not-allowed' });
  assert.deepEqual(told, ['allowed']);
  await book.offer('kubectl');
  assert.deepEqual(await book.refusals(), {});
  await book.revoke('docker');
  assert.deepEqual(await book.refusals(), { docker: 'not-allowed' });
  assert.deepEqual(
    offered.map(({ kind, content }) => [kind, content]),
    [
      ['preview-tool', 'docker'],
      ['preview-tool', 'kubectl'],
    ],
  );
});

test('declined, not kept, unreadable or in Restricted Mode: nothing is asked', async () => {
  const declined = scene(false);
  await declined.book.offer('docker');
  assert.deepEqual(await declined.book.refusals(), NONE);
  const failing = { get: () => Promise.resolve(undefined), store: () => Promise.reject(new Error('locked')) };
  const unkept = scene(true, true, failing);
  await unkept.book.offer('docker');
  assert.deepEqual(unkept.told, ['connection.not-kept']);
  for (const kept of ['{', '"docker"', '[["docker"]]', '["podman"]']) {
    const secrets = memorySecrets();
    await secrets.store('keyturn.tools', kept);
    assert.deepEqual(await scene(true, true, secrets).book.refusals(), NONE, kept);
  }
  const secrets = memorySecrets();
  await scene(true, true, secrets).book.offer('docker');
  assert.deepEqual(await scene(true, false, secrets).book.refusals(), { docker: 'restricted', kubectl: 'restricted' });
});

test('the card of kubectl says that it starts the programs of the kubeconfig', () => {
  const consent: Consent = {
    id: 'x',
    kind: 'preview-tool',
    content: 'kubectl',
    values: { tool: 'kubectl' },
    openedAt: 0,
  };
  const card = consentCard(consent, false);
  assert.match(card.sentences.join(' '), /starts the programs that your kubeconfig names/);
  assert.deepEqual(card.gesture, { asks: 'checkbox' });
});
