import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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
  const demo = await startDemo(t, ['--browser'], { clone: await cleanClone(t) });
  await demo.says(/packages: npm ci/);
  demo.signal('SIGTERM');
  assert.equal(await demo.ended, 143, demo.said());
  await demo.leftNothing();
});

test('ended while it builds and packs, it leaves nothing', async (t) => {
  const clone = await cleanClone(t);
  await symlink(path.resolve('node_modules'), path.join(clone, 'node_modules'));
  const demo = await startDemo(t, ['--browser'], { clone });
  await demo.says(/product: building and packing/);
  demo.signal('SIGINT');
  assert.equal(await demo.ended, 130, demo.said());
  await demo.leftNothing();
});

/**
 * A stand-in for the desktop editor, which cannot be had where only package registries are reached: it writes down how it was
 * called and, told to wait, stays in a process of another group that names itself in `code.lock`, as VS Code does.
 */
const STAND_IN = `#!/bin/sh
for word; do printf '%s\\n' "$word"; done >> "$0.calls"
echo "HOME=$HOME" >> "$0.calls"
case " $* " in *" --wait "*) ;; *) exit 0 ;; esac
setsid sh -c 'echo $$ > "$1/code.lock"; exec sleep 600' sh "$2" &
wait
`;

test('with a code on PATH npm start opens it with data, extensions and a home of its own, and Ctrl-C ends it', async (t) => {
  const programs = await mkdtemp(path.join(tmpdir(), 'p-'));
  t.after(() => rm(programs, { recursive: true, force: true }));
  await writeFile(path.join(programs, 'code'), STAND_IN, { mode: 0o755 });
  const demo = await startDemo(t, [], { programs });
  await demo.says(/VS Code is open/);
  const calls = (await readFile(path.join(programs, 'code.calls'), 'utf8')).split('\n');
  const after = (word: string): string => calls[calls.indexOf(word) + 1] ?? '';
  const base = path.dirname(after('--user-data-dir'));
  assert.equal(path.dirname(after('--extensions-dir')), base);
  assert.equal(after('--install-extension'), path.resolve('dist/keyturn.vsix'));
  assert.ok(calls.includes(`HOME=${path.join(base, 'home')}`), calls.join('\n'));
  assert.ok(calls.includes(path.join(base, 'shop')), 'the shop is what it opens');
  assert.ok(existsSync(path.join(base, 'shop', 'shop.db')), 'the shop is there while the demo runs');
  demo.signal('SIGINT');
  assert.equal(await demo.ended, 130, demo.said());
  await demo.leftNothing();
});
