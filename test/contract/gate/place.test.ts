import assert from 'node:assert/strict';
import { lstat, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import path from 'node:path';
import { test, type TestContext } from 'node:test';
import { openProduct } from '../../../src/app/keyturn.ts';
import type { Product } from '../../../src/app/product.ts';
import { gatePaths } from '../../../src/gate/paths.ts';
import { callGate, intentOf, until } from '../../support/http.ts';
import { openGround, type Ground } from '../../support/product.ts';

async function ground(context: TestContext, more: Parameters<typeof openGround>[0] = {}): Promise<Ground> {
  const made = await openGround(more);
  context.after(() => made.remove());
  return made;
}

async function open(context: TestContext, { options }: Ground): Promise<Product> {
  const product = await openProduct(options);
  context.after(() => product.close());
  return product;
}

function listen(context: TestContext, socket: string): Promise<Server> {
  const server = createServer((client) => client.destroy());
  context.after(() => new Promise((resolve) => server.close(resolve)));
  return new Promise((resolve) => server.listen(socket, () => resolve(server)));
}

test('everything in the place is the person’s own, and the window file tells where the gate is', async (context) => {
  const made = await ground(context);
  const product = await open(context, made);
  const { place, root } = made;
  const paths = gatePaths(place, root);
  assert.equal((await lstat(place)).mode & 0o777, 0o700);
  assert.equal((await lstat(paths.run)).mode & 0o777, 0o700);
  const socket = await lstat(paths.socket);
  assert.ok(socket.isSocket());
  assert.equal(socket.mode & 0o777, 0o600);
  assert.equal((await lstat(paths.window)).mode & 0o777, 0o600);
  assert.equal(await readFile(paths.window, 'utf8'), `${root}\n${paths.socket}\n${process.pid}\n${process.execPath}\n`);
  assert.equal(await readFile(paths.roots, 'utf8'), `${root}\n`);
  assert.match(await readFile(path.join(place, 'key.pub'), 'utf8'), /^-----BEGIN PUBLIC KEY-----/);
  assert.equal((await lstat(path.join(place, 'bin', 'keyturn'))).mode & 0o111, 0o100);
  await product.close();
  await assert.rejects(lstat(paths.socket), 'the socket was left behind');
  await assert.rejects(lstat(paths.window), 'the window file was left behind');
  assert.equal(await readFile(paths.roots, 'utf8'), `${root}\n`, 'a closed root must still be known');
});

test('where the path is too long for a socket it lies in a private folder elsewhere', async (context) => {
  const base = await ground(context);
  const place = path.join(path.dirname(base.place), 'x'.repeat(90), 'place');
  await mkdir(place, { recursive: true, mode: 0o700 });
  const made: Ground = { ...base, place, options: { ...base.options, place } };
  const product = await open(context, made);
  const { socket, state } = product.folders()[0]?.gate ?? { socket: '', state: 'failed' };
  assert.equal(state, 'owned');
  assert.ok(Buffer.byteLength(socket) <= 100, socket);
  assert.equal((await lstat(path.dirname(socket))).mode & 0o777, 0o700);
  assert.equal((await callGate(socket, { path: '/v1/health' })).status, 200);
  context.after(() => rm(path.dirname(socket), { recursive: true, force: true }));
});

test('a stale socket is removed; a living one and what is no socket are left alone', async (context) => {
  const stale = await ground(context);
  const paths = gatePaths(stale.place, stale.root);
  await mkdir(paths.run, { recursive: true, mode: 0o700 });
  // A socket file without a listener: bound, and its process killed before it could tidy up.
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [
    '-e',
    `require('net').createServer().listen(${JSON.stringify(paths.socket)}, () => process.kill(process.pid, 'SIGKILL'))`,
  ]);
  await once(child, 'exit');
  assert.ok((await lstat(paths.socket)).isSocket());
  assert.equal((await open(context, stale)).folders()[0]?.gate.state, 'owned');

  const living = await ground(context);
  const other = gatePaths(living.place, living.root);
  await mkdir(other.run, { recursive: true, mode: 0o700 });
  await listen(context, other.socket);
  const before = await lstat(other.socket);
  const mirrored = (await open(context, living)).folders()[0]?.gate;
  assert.equal(mirrored?.state, 'mirrored');
  assert.ok(mirrored?.why);
  assert.equal((await lstat(other.socket)).ino, before.ino, 'a living socket was replaced');

  for (const make of [
    (file: string) => writeFile(file, 'mine'),
    (file: string) => mkdir(file),
    (file: string) => symlink('/tmp/elsewhere.sock', file),
  ]) {
    const foreign = await ground(context);
    const there = gatePaths(foreign.place, foreign.root);
    await mkdir(there.run, { recursive: true, mode: 0o700 });
    await make(there.socket);
    const product = await open(context, foreign);
    const gate = product.folders()[0]?.gate;
    assert.equal(gate?.state, 'failed');
    assert.ok(gate?.why?.includes(there.socket), 'the reason does not name the file');
    assert.ok(product.alarms().some(({ code }) => code === 'gate.foreign-socket'));
    assert.ok(!(await lstat(there.socket)).isSocket(), 'what was there was replaced');
  }
});

test('a run folder that is a link is refused', async (context) => {
  const made = await ground(context);
  await mkdir(made.place, { mode: 0o700 });
  const elsewhere = path.join(path.dirname(made.place), 'elsewhere');
  await mkdir(elsewhere);
  await symlink(elsewhere, path.join(made.place, 'run'));
  assert.equal((await open(context, made)).folders()[0]?.gate.state, 'failed');
});

test('a replaced socket is an alarm: what was granted is void, and nothing more is granted', async (context) => {
  const made = await ground(context);
  const product = await open(context, made);
  const folder = product.folders()[0];
  assert.ok(folder);
  const { socket } = folder.gate;
  const passed = await callGate(socket, {
    path: '/v1/intents',
    body: intentOf(made.root, { action: { kind: 'shell', command: 'pwd', shell: 'bash', cwd: made.root } }),
  });
  const epoch = folder.review.epoch;
  // As another process of the same user can: no event tells the listener.
  await rename(socket, `${socket}.moved`);
  const impostor = await listen(context, socket);
  const filed = await callGate(`${socket}.moved`, {
    path: '/v1/intents',
    body: intentOf(made.root, { action: { kind: 'shell', command: 'pwd', shell: 'bash', cwd: made.root } }),
  });
  assert.equal(filed.body['state'], 'held', `granted through a socket that is not in its place: ${filed.text}`);
  if (passed.body['state'] === 'passed') {
    const grant = String(passed.body['grant']);
    const { jti } = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString()) as { jti: string };
    const claim = await callGate(`${socket}.moved`, {
      path: `/v1/grants/${jti}/claim`,
      token: String(passed.body['token']),
      body: JSON.stringify({ grant, digest: passed.body['digest'] }),
    });
    assert.equal(claim.status, 403);
  }
  await until('the alarm', () => product.alarms().some(({ code }) => code === 'socket.replaced'));
  assert.notEqual(folder.review.epoch, epoch, 'the epoch is the same after the socket was replaced');
  assert.notEqual(product.folders()[0]?.gate.state, 'owned');
  await new Promise((resolve) => impostor.close(resolve));
  await until('the gate is back in its place', () => product.folders()[0]?.gate.state === 'owned');
});

test('a window file that leads elsewhere is put back, and that it was changed is an alarm', async (context) => {
  const made = await ground(context);
  const product = await open(context, made);
  const { window } = gatePaths(made.place, made.root);
  const text = await readFile(window, 'utf8');
  await writeFile(window, text.replace('.sock', '.fake'));
  await until('it is put back', async () => (await readFile(window, 'utf8')) === text);
  assert.ok(product.alarms().some(({ code, values }) => code === 'window.replaced' && values['file'] === window));
});

test('a window with two folders: the longest root above the working folder decides whose it is', async (context) => {
  const made = await ground(context);
  const inner = path.join(made.root, 'packages', 'web');
  await mkdir(inner, { recursive: true });
  const product = await openProduct({ ...made.options, folders: [made.root, inner] });
  context.after(() => product.close());
  const [outerFolder, innerFolder] = product.folders();
  assert.ok(outerFolder && innerFolder);
  const filed = await callGate(outerFolder.gate.socket, { path: '/v1/intents', body: intentOf(inner) });
  const id = String(filed.body['id']);
  assert.ok(innerFolder.review.get(id), 'filed with the outer folder');
  assert.equal(outerFolder.review.get(id), undefined);
  assert.equal((await callGate(outerFolder.gate.socket, { path: `/v1/intents/${id}` })).status, 200);
  await product.changeFolders([made.root]);
  assert.equal(product.folders().length, 1);
  await assert.rejects(callGate(innerFolder.gate.socket, { path: '/v1/health' }));
});
