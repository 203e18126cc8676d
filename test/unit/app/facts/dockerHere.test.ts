import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { isDockerHere } from '../../../../src/app/facts/dockerHere.ts';

const home = mkdtempSync(path.join(tmpdir(), 'keyturn-docker-'));
after(() => rmSync(home, { recursive: true, force: true }));
for (const name of ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG']) Reflect.deleteProperty(process.env, name);

function context(name: string, meta: string): void {
  const folder = path.join(home, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'meta.json'), meta);
}

test('the engine is on this machine unless settings or surroundings say another, or cannot be read', () => {
  assert.equal(isDockerHere(home), true, 'no settings at all');
  mkdirSync(path.join(home, '.docker'));
  const endpoint = (host: unknown): string => JSON.stringify({ Name: 'x', Endpoints: { docker: { Host: host } } });
  context('desktop-linux', endpoint('unix:///home/ana/.docker/desktop/docker.sock'));
  // A name says nothing: what counts is the address behind it.
  context('colima-work', endpoint('tcp://10.0.0.7:2376'));
  context('mine', endpoint('unix:///run/user/1000/docker.sock'));
  context('prod', endpoint('ssh://prod'));
  context('odd', endpoint(7));
  context('broken', '{"Endpoints":');
  context('empty', '{}');
  const cases: readonly (readonly [settings: string, here: boolean])[] = [
    ['{}', true],
    ['{"currentContext":"default"}', true],
    ['{"currentContext":"desktop-linux"}', true],
    ['{"currentContext":"mine"}', true],
    ['{"currentContext":"colima-work"}', false],
    ['{"currentContext":"prod"}', false],
    ['{"currentContext":"odd"}', false],
    ['{"currentContext":"broken"}', false],
    ['{"currentContext":"empty"}', false],
    ['{"currentContext":"nowhere"}', false],
    ['{"currentContext":"../../x"}', false],
    ['{"currentContext":7}', false],
    ['{"currentContext":', false],
    ['[]x', false],
    ['null', false],
  ];
  for (const [settings, here] of cases) {
    writeFileSync(path.join(home, '.docker/config.json'), settings);
    assert.equal(isDockerHere(home), here, settings);
  }
  writeFileSync(path.join(home, '.docker/config.json'), '{}');
  process.env['DOCKER_HOST'] = 'tcp://build.example:2375';
  try {
    assert.equal(isDockerHere(home), false);
  } finally {
    Reflect.deleteProperty(process.env, 'DOCKER_HOST');
  }
});
