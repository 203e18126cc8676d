import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { openBudget } from '../../../src/preview/files/budget.ts';
import { entryAt } from '../../../src/preview/files/disk.ts';
import { walk } from '../../../src/preview/files/walk.ts';
import { manifestObjects } from '../../../src/preview/kubernetes/manifests.ts';
import { composeFile } from '../../../src/preview/docker/composeFile.ts';
import { localPath } from '../../../src/preview/localPath.ts';
import { smallText } from '../../../src/preview/server/envFile.ts';
import { mountsIn } from '../../../src/preview/mounts.ts';

const line = (place: string, type: string): string => `36 35 0:44 / ${place} rw,relatime shared:1 - ${type} from rw`;

const MOUNTS = [
  line('/', 'ext4'),
  line('/proc', 'proc'),
  line('/mnt/nas', 'nfs4'),
  line('/mnt/nas/local\\040disk', 'ext4'),
  line('/mnt/c', '9p'),
  line('/home', 'autofs'),
  line('/home/me', 'nfs'),
  line('/media/box', 'fuse.sshfs'),
  line('/srv/later', 'autofs'),
  line('/srv/hidden', 'nfs'),
  line('/srv/hidden', 'tmpfs'),
].join('\n');

test('a place on another machine is away, one on a disk of this one is not', () => {
  const { isAway } = mountsIn(MOUNTS, '/work/app');
  for (const place of ['/mnt/nas', '/mnt/nas/a/b', '/home/me/x', '/media/box', '/srv/later/x', '/net/host', '//host/x'])
    assert.ok(isAway(place), place);
  for (const place of ['/', '/mnt', '/mnt/nas/local disk/x', '/mnt/c/x', '/srv/hidden/x', '/work/app', '/netz'])
    assert.ok(!isAway(place), place);
});

test('where the action works on a network disk itself, that one is near, and another is not', () => {
  const { isAway } = mountsIn(MOUNTS, '/home/me/app');
  for (const place of ['/home', '/home/me', '/home/me/app/x', '/home/me/other']) assert.ok(!isAway(place), place);
  for (const place of ['/home/you', '/mnt/nas/x']) assert.ok(isAway(place), place);
});

test('without a home, and where the system says nothing, only what is mounted on looking is away', () => {
  assert.ok(!mountsIn(MOUNTS).isAway('/mnt/nas/x'));
  assert.ok(mountsIn(MOUNTS).isAway('/srv/later'));
  assert.ok(mountsIn('', '/work').isAway('/net/host/x'));
  assert.ok(!mountsIn('', '/work').isAway('/mnt/nas'));
});

test('nothing there is opened, not even through a link: manifests, compose files, trees', async (t) => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-mounts-')));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.mkdirSync(`${folder}/app`);
  fs.mkdirSync(`${folder}/far/sub`, { recursive: true });
  const manifest = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n';
  for (const place of ['app/own.yaml', 'far/other.yaml']) fs.writeFileSync(`${folder}/${place}`, manifest);
  fs.symlinkSync('../far/other.yaml', `${folder}/app/link.yaml`);
  const mounts = mountsIn([line('/', 'ext4'), line(`${folder}/far`, 'nfs')].join('\n'), `${folder}/app`);

  assert.equal(await localPath(`${folder}/app/link.yaml`, mounts), undefined);
  assert.equal((await manifestObjects(`${folder}/app/own.yaml`, false, mounts))?.length, 1);
  for (const place of ['far/other.yaml', 'app/link.yaml', 'far'])
    assert.equal(await manifestObjects(`${folder}/${place}`, true, mounts), undefined, place);
  for (const place of ['app', 'far', 'far/sub'])
    fs.writeFileSync(`${folder}/${place}/compose.yaml`, `name: ${path.basename(place)}\n`);
  fs.writeFileSync(`${folder}/far/.env`, 'COMPOSE_PROJECT_NAME=secret\n');
  assert.equal((await composeFile(`${folder}/app`, [], mounts)).name, 'app');
  for (const place of ['far', 'far/sub'])
    for (const files of [[], [`${folder}/${place}/compose.yaml`]])
      assert.equal((await composeFile(`${folder}/${place}`, files, mounts)).name, undefined, place);

  assert.notEqual(await smallText(`${folder}/far/.env`), '', 'a person’s own files may lie there');
  assert.equal(await smallText(`${folder}/far/.env`, mounts), '');

  const start = await entryAt(folder);
  assert.ok(typeof start === 'object');
  const budget = openBudget({ entries: 100, time: 5_000 }, new AbortController().signal);
  const { entries, away, complete } = await walk(start, budget, () => undefined, mounts);
  assert.deepEqual(away, [`${folder}/far`]);
  assert.ok(!complete, 'what was not looked at may hold more');
  assert.ok(entries.every((entry) => !entry.path.startsWith(`${folder}/far`)));
});
