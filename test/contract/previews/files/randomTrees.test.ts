import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { filesSource } from '../../../../src/preview/files/filesSource.ts';
import { volume } from '../../../support/volume.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { contents, really } from '../git/gitReality.ts';
import { lookAt, scratch, write } from '../../../support/previewSubject.ts';
import { takenBy } from './treeReality.ts';

/** The same cases each time, so that a run says what a change has done; another number finds others. */
const SEED = 20_261_122;

const FOLDERS = ['', 'one/', 'two/', 'two/sub/', 'one/sub/'];
const NAMES = ['a', 'b', 'c.txt', '.h', 'two words'];

interface Tree {
  /** Path → days since it was changed. */
  readonly files: Readonly<Record<string, number>>;
  /** Path → target, relative. */
  readonly links: Readonly<Record<string, string>>;
}

const place = fc.tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...NAMES)).map(([folder, name]) => folder + name);

const tree: fc.Arbitrary<Tree> = fc.record({
  files: fc.dictionary(place, fc.integer({ min: 0, max: 5 }), { minKeys: 4, maxKeys: 14 }),
  links: fc.dictionary(
    fc.constantFrom('link', 'one/link', 'two/a', 'two/link'),
    fc.constantFrom('a', '../a', 'sub', 'one', 'nowhere'),
    { maxKeys: 2 },
  ),
});

const flagsOf = (...flags: readonly string[]): fc.Arbitrary<string> =>
  fc.subarray([...flags], { maxLength: 2 }).map((chosen) => chosen.join(' '));

const source = fc.constantFrom(
  'a',
  'b',
  'c.txt',
  'one',
  'two/',
  'one/.',
  '*',
  'one/*',
  'two/[ab]',
  'link',
  'two/sub',
  '.h',
);
const target = fc.constantFrom('one', 'two/', 'two/sub', 'a', 'b', 'new', 'link', 'one/c.txt', 'link/');
const words = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((all) => all.filter((one) => one !== '').join(' '));

const found = fc.subarray(
  [
    '-type f',
    '-name "*"',
    '-name "[ab]*"',
    '! -name a',
    '-mtime +2',
    '-mtime -4',
    '-size -3c',
    '-maxdepth 2',
    '-path "*/sub/*"',
  ],
  { maxLength: 3 },
);

const command = fc.oneof(
  words(
    fc.constant('cp'),
    flagsOf('-r', '-a', '-n', '-u', '-b', '-f', '-T', '-P', '--remove-destination'),
    source,
    target,
  ),
  words(fc.constant('cp -r'), source, source, target),
  words(fc.constant('mv'), flagsOf('-n', '-u', '-b', '-f', '-T'), source, target),
  words(fc.constant('mv'), source, source, target),
  words(fc.constant('install'), source, target),
  words(fc.constant('ln -s'), flagsOf('-f', '-n'), source, target),
  // `rm` refuses a folder that is named by its dot.
  words(fc.constant('rm'), flagsOf('-r', '-f'), source, source).filter((text) => !text.includes('/.')),
  words(fc.constant("sed -i.bak 's/./x/'"), source),
  words(fc.constant("sed -i 's/./x/'"), source),
  words(fc.constant('truncate -s 1'), target),
  words(fc.constant('echo new >'), target),
  words(
    fc.constant('find'),
    fc.constantFrom('.', 'one', 'two/'),
    found.map((tests) => tests.join(' ')),
    fc.constantFrom('-delete', '-exec rm {} +', '-exec rm -rf {} +', '| xargs rm -f', '-print0 | xargs -0 rm -rf'),
  ),
);

/** Links, folders and files that stand in each other's way are left out. */
function plant(folder: string, { files, links }: Tree): void {
  for (const name of Object.keys(files)) write(folder, { [name]: `${name} was here\n` });
  for (const [name, to] of Object.entries(links)) {
    const at = `${folder}/${name}`;
    fs.mkdirSync(at.slice(0, at.lastIndexOf('/')), { recursive: true });
    if (!fs.existsSync(at)) fs.symlinkSync(to, at);
  }
  for (const [name, days] of Object.entries(files)) {
    const when = Date.now() / 1_000 - days * 86_400 - 60;
    fs.utimesSync(`${folder}/${name}`, when, when);
  }
}

test('whatever the tree and the command: what is claimed to be exact is', async (t) => {
  const ground = scratch(t);
  let made = 0;
  let claimed = 0;
  await fc.assert(
    fc.asyncProperty(tree, command, async (shape, text) => {
      // A link may lead one folder up.
      const folder = `${ground}/${made++}/tree`;
      fs.mkdirSync(folder, { recursive: true });
      plant(folder, shape);
      const { entries, state } = await lookAt(filesSource({}), await shellSubject(folder, text));
      assert.equal(state, 'done');
      const before = contents(folder);
      really(folder, text);
      const { replaced, deleted } = takenBy(text, before, contents(folder));
      fs.rmSync(path.dirname(folder), { recursive: true });
      const lost = entries.filter(({ verb }) => verb !== 'move' && verb !== 'permission');
      if (lost.some(({ count }) => count.kind !== 'exact')) return;
      claimed += 1;
      const sum = (...verbs: readonly string[]): number =>
        lost.filter(({ verb }) => verbs.includes(verb)).reduce((total, { count }) => total + (count.value ?? 0), 0);
      assert.equal(sum('write', 'create'), replaced.length, `${text}: replaced ${replaced.join()}`);
      assert.equal(sum('delete'), deleted.length, `${text}: deleted ${deleted.join()}`);
    }),
    { numRuns: volume(60, 3_000), seed: SEED },
  );
  assert.ok(claimed > made / 3, `exact was claimed in ${claimed} of ${made} cases only`);
});
