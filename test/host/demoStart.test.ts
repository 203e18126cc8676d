import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { cleanClone, startDemo } from './demoProcess.ts';

test('npm start -- --headless-check ends with 0 once the queue shows the first held action, and leaves nothing', async (t) => {
  const demo = await startDemo(t, ['--headless-check']);
  assert.equal(await demo.ended, 0, demo.said());
  assert.match(demo.said(), /the queue shows the first held action/);
  await demo.leftNothing();
});

test('Ctrl-C ends every process of the demo and leaves nothing', async (t) => {
  const demo = await startDemo(t, ['--browser']);
  const [address] = await demo.says(/http:\/\/127\.0\.0\.1:\d+\/\?tkn=\w+&folder=\S+/);
  const url = new URL(address);
  assert.ok(existsSync(url.searchParams.get('folder') ?? ''), 'the shop is there while the demo runs');
  const opened = await fetch(url, { redirect: 'manual' });
  assert.ok(opened.status === 200 || opened.status === 302, `the printed address answered ${opened.status}`);
  url.searchParams.delete('tkn');
  assert.equal((await fetch(url)).status, 403, 'without the token in the address the server must not answer');
  demo.signal('SIGINT');
  assert.equal(await demo.ended, 130, demo.said());
  await demo.leftNothing();
});

test('ended while it installs its packages, it leaves nothing', async (t) => {
  const demo = await startDemo(t, ['--browser'], await cleanClone(t));
  await demo.says(/packages: npm ci/);
  demo.signal('SIGTERM');
  assert.equal(await demo.ended, 143, demo.said());
  await demo.leftNothing();
});

test('ended while it builds and packs, it leaves nothing', async (t) => {
  const clone = await cleanClone(t);
  await symlink(path.resolve('node_modules'), path.join(clone, 'node_modules'));
  const demo = await startDemo(t, ['--browser'], clone);
  await demo.says(/product: building and packing/);
  demo.signal('SIGINT');
  assert.equal(await demo.ended, 130, demo.said());
  await demo.leftNothing();
});
