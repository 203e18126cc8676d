import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { isDockerHere } from '../../../../src/app/facts/dockerHere.ts';

const home = mkdtempSync(path.join(tmpdir(), 'keyturn-docker-'));
after(() => rmSync(home, { recursive: true, force: true }));
for (const name of ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG']) Reflect.deleteProperty(process.env, name);

test('the engine is on this machine unless settings or surroundings say another, or cannot be read', () => {
  assert.equal(isDockerHere(home), true, 'no settings at all');
  mkdirSync(path.join(home, '.docker'));
  const cases: readonly (readonly [settings: string, here: boolean])[] = [
    ['{}', true],
    ['{"currentContext":"default"}', true],
    ['{"currentContext":"desktop-linux"}', true],
    ['{"currentContext":"colima-work"}', true],
    ['{"currentContext":"prod"}', false],
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
