import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { CompactSign, exportSPKI, generateKeyPair } from 'jose';
import type { Action } from '../../../src/action/action.ts';
import type { Answer } from '../../../src/cli/client/answer.ts';
import { checkGrant, digestOf } from '../../../src/cli/client/grant.ts';
import { ALGORITHM, CHECKPOINT_TYPE, GRANT_TYPE } from '../../../src/record/signed.ts';

const place = mkdtempSync(path.join(tmpdir(), 'keyturn-grant-'));
after(() => rmSync(place, { recursive: true, force: true }));

const ID = '01K00000000000000000000000';
const ROOT = '/home/ada/shop';
const ACTION: Action = { kind: 'shell', command: 'touch a', shell: 'bash', cwd: ROOT };
const FILES = [{ path: `${ROOT}/a.sh`, sha256: 'aa' }];
const NOW = 1_000_000;

const own = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
const foreign = await generateKeyPair(ALGORITHM, { crv: 'Ed25519' });
const keyFile = path.join(place, 'key.pub');
writeFileSync(keyFile, await exportSPKI(own.publicKey), { mode: 0o600 });

const CLAIMS = {
  iss: 'keyturn',
  sub: ID,
  digest: digestOf(ACTION, FILES),
  workspace: createHash('sha256').update(ROOT).digest('hex').slice(0, 16),
  by: 'person',
  exp: NOW + 30,
};

function sign(claims: object, key = own.privateKey, typ = GRANT_TYPE): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
    .setProtectedHeader({ alg: ALGORITHM, typ })
    .sign(key);
}

async function checked(
  grant: string | undefined,
  more: { action?: Action; answer?: Partial<Answer>; root?: string } = {},
) {
  const answer: Answer = {
    id: ID,
    state: 'approved',
    digest: CLAIMS.digest,
    level: 'high',
    files: FILES,
    ...(grant === undefined ? {} : { grant }),
    ...more.answer,
  };
  const found = await checkGrant(place, more.root ?? ROOT, more.action ?? ACTION, answer, NOW * 1000);
  return found.checked === 'forged' ? found.what : found.checked;
}

test('a grant is good for these bytes, this intent and this workspace, and for nothing else', async () => {
  const good = await sign(CLAIMS);
  assert.equal(await checked(good), 'good');
  const changed: Action = { kind: 'shell', command: 'touch b', shell: 'bash', cwd: ROOT };
  assert.equal(await checked(good, { action: changed }), 'it is for another text');
  const elsewhere: Action = { kind: 'shell', command: 'touch a', shell: 'bash', cwd: '/' };
  assert.equal(await checked(good, { action: elsewhere }), 'it is for another text', 'another folder');
  const script = [{ path: `${ROOT}/a.sh`, sha256: 'bb' }];
  assert.equal(await checked(good, { answer: { files: script } }), 'it is for another text', 'another script');
  assert.equal(await checked(good, { answer: { files: [] } }), 'it is for another text', 'a script left out');
  assert.equal(await checked(good, { answer: { id: `${ID.slice(0, -1)}1` } }), 'it is for another intent');
  assert.equal(await checked(good, { root: '/home/ada/other' }), 'it is for another workspace');
  assert.equal(await checked(good, { answer: { state: 'passed' } }), 'it says that somebody else decided');
});

test('a grant that is over, of another key or type, altered or absent is refused by name', async () => {
  assert.equal(await checked(await sign({ ...CLAIMS, exp: NOW })), 'its time is over');
  assert.equal(await checked(await sign({ ...CLAIMS, exp: undefined })), 'its time is over');
  const foreignKey = 'the signature is not of this Keyturn';
  assert.equal(await checked(await sign(CLAIMS, foreign.privateKey)), foreignKey);
  assert.equal(
    await checked(await sign(CLAIMS, own.privateKey, CHECKPOINT_TYPE)),
    foreignKey,
    'a checkpoint is no grant',
  );
  const [head = '', , signature = ''] = (await sign(CLAIMS)).split('.');
  const altered = Buffer.from(JSON.stringify({ ...CLAIMS, exp: NOW + 3600 })).toString('base64url');
  assert.equal(await checked(`${head}.${altered}.${signature}`), foreignKey);
  const none = Buffer.from('{"alg":"none","typ":"keyturn-grant"}').toString('base64url');
  assert.equal(await checked(`${none}.${altered}.`), foreignKey);
  assert.equal(await checked(undefined), 'void');
});

test('a public key that others can write is no key', async () => {
  const good = await sign(CLAIMS);
  chmodSync(keyFile, 0o666);
  assert.equal(await checked(good), 'no-key');
  chmodSync(keyFile, 0o600);
  assert.equal(await checked(good), 'good');
});
