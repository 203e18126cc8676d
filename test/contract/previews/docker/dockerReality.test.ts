import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { dockerSource } from '../../../../src/preview/docker/dockerSource.ts';
import { look, standIn } from '../standIn.ts';
import { scratch } from '../../../support/previewSubject.ts';

/*
 * What Docker's own client printed about a real engine, and what each command then removed from it: counted before and after,
 * on a fresh engine for each. Only the answers are replayed here.
 */
interface Captured {
  readonly answers: Readonly<Record<string, string>>;
  /** By the command: how many things of each type were gone. */
  readonly happened: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const captured = JSON.parse(fs.readFileSync('test/fixtures/tools/docker-20.10.json', 'utf8')) as Captured;

const TYPES = ['container', 'volume', 'image', 'network'] as const;

test('docker: what is counted is what a real engine 20.10 removed', async (t) => {
  const folder = scratch(t);
  standIn(t, 'docker', captured.answers);
  const docker = dockerSource({ refusals: {}, here: true });
  const commands = Object.entries(captured.happened);
  assert.ok(commands.length > 20, 'the file has lost its commands');
  for (const [command, gone] of commands) {
    const { entries, unknown } = await look(docker, folder, command);
    assert.deepEqual(unknown, [], command);
    for (const type of TYPES) {
      const own = entries.filter(({ unit }) => unit === `${type}s`);
      const counted = own.reduce((sum, { count }) => sum + (count.value ?? 0), 0);
      const really = gone[type] ?? 0;
      // Networks of a system prune are said not to be counted.
      if (own.length === 0 && type === 'network') continue;
      if (own.every(({ count }) => count.kind === 'exact')) assert.equal(counted, really, `${command}: ${type}s`);
      else assert.ok(counted >= really, `${command}: ${counted} ${type}s counted, ${really} were removed`);
    }
  }
});
