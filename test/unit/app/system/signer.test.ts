import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { openSigner } from '../../../../src/app/system/signer.ts';
import type { GrantClaims } from '../../../../src/review/grant.ts';
import { memorySecrets } from '../../../support/product.ts';

const claims: GrantClaims = {
  iss: 'keyturn',
  sub: '01K00000000000000000000000',
  digest: 'd',
  seen: 's',
  rules: 'r',
  workspace: 'w',
  epoch: 'e',
  by: 'person',
  iat: 1,
  exp: 31,
  jti: 'j',
};

test('what is signed verifies, also after a reload; every changed character does not', async () => {
  const secrets = memorySecrets();
  const first = await openSigner(secrets);
  const grant = await first.signer.sign(claims);
  const second = await openSigner(secrets);
  assert.equal(second.publicKey, first.publicKey);
  assert.deepEqual(await second.signer.verify(grant), claims);
  for (let at = 0; at < grant.length - 1; at += 1) {
    const letter = grant[at] === 'A' ? 'B' : 'A';
    const changed = `${grant.slice(0, at)}${letter}${grant.slice(at + 1)}`;
    assert.equal(await second.signer.verify(changed), undefined, `character ${at} was changed`);
  }
  assert.equal(await (await openSigner(memorySecrets())).signer.verify(grant), undefined, 'another key’s grant');
});

test('a stored key that is broken is refused without a word of it: the reason is shown and logged', async () => {
  const secrets = memorySecrets();
  await openSigner(secrets);
  const key = (await secrets.get('keyturn.signing-key')) ?? '';
  await secrets.store('keyturn.signing-key', key.slice(1));
  await assert.rejects(openSigner(secrets), { message: 'the stored signing key is not JSON' });
});

test('no other algorithm is taken, whatever the header says', async () => {
  const { signer, publicKey } = await openSigner(memorySecrets());
  const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;
  assert.equal(await signer.verify(none), undefined);
  // The public key as an HMAC secret: the classic confusion.
  const hmac = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(publicKey));
  assert.equal(await signer.verify(hmac), undefined);
  for (const junk of ['', 'a.b.c', '....', 'x'.repeat(100_000)]) assert.equal(await signer.verify(junk), undefined);
});

test('windows that all make their first key at once end with the same', async () => {
  const secrets = memorySecrets();
  const opened = await Promise.all([openSigner(secrets), openSigner(secrets), openSigner(secrets)]);
  const stored = await openSigner(secrets);
  for (const { publicKey } of opened) assert.equal(publicKey, stored.publicKey);
});

test('a checkpoint is no grant', async () => {
  const { signer, signCheckpoint } = await openSigner(memorySecrets());
  const checkpoint = await signCheckpoint({ record: 'r', seq: 1, head: 'h', at: 1 });
  assert.equal(await signer.verify(checkpoint), undefined);
});
