import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { changedTexts, changesOf } from '../../../../src/app/card/text/changedTexts.ts';
import { diskTexts } from '../../../../src/app/texts.ts';
import { filesSource } from '../../../../src/preview/files/filesSource.ts';
import { shellSubject } from '../../../support/previewAction.ts';
import { contents, really } from '../git/gitReality.ts';
import { CASES } from './replacedCases.ts';
import { takenBy } from './treeReality.ts';
import { fingerprint, lookAt, partsOf, runGit, scratch, write } from '../../../support/previewSubject.ts';

const source = filesSource({});

/** Two trees with some names in common, links, archives, and one file that git can bring back. */
function build(folder: string): void {
  fs.mkdirSync(folder);
  runGit(folder, 'init', '-q');
  write(folder, { 'dest/a.txt': 'committed' });
  runGit(folder, 'add', '.');
  runGit(folder, 'commit', '-qm', 'first');
  write(folder, {
    'a.txt': 'new a',
    'b.txt': 'new b',
    'b.txt~': 'older',
    'same.txt': 'same',
    'new.txt': 'new',
    'config.json': '{"port": 1}\n',
    'tree/a.txt': 'tree a',
    'tree/b.txt': 'tree b',
    'tree/sub/c.txt': 'tree c',
    'tree/sub/new.txt': 'tree new',
    'dest/b.txt': 'old b',
    'dest/same.txt': 'same',
    'dest/own.txt': 'own',
    'dest/sub/c.txt': 'old c',
    'dest/sub/own.txt': 'own',
    'dest/tree/a.txt': 'old tree a',
    'real.txt': 'behind the link',
  });
  fs.symlinkSync('/dev/null', `${folder}/void`);
  fs.symlinkSync('real.txt', `${folder}/link.txt`);
  fs.symlinkSync('nowhere', `${folder}/dangling.txt`);
  fs.symlinkSync('dest', `${folder}/way`);
  fs.symlinkSync('tree', `${folder}/current`);
  for (const name of ['a.txt', 'tree/a.txt']) fs.utimesSync(`${folder}/${name}`, 1, 1);
  const tar = (...words: readonly string[]): void => void execFileSync('tar', words, { cwd: `${folder}/tree` });
  tar('-cf', '../plain.tar', '.');
  tar('-czf', '../zipped.tgz', 'a.txt', 'sub', 'b.txt');
  tar('--format=posix', '-cf', '../posix.tar', 'a.txt', 'sub/c.txt');
  execFileSync('bash', ['-c', 'echo packed | gzip > b.txt.gz'], { cwd: folder });
  tar('-cJf', '../other.txz', 'a.txt');
  execFileSync('zip', ['-qr', '../tree.zip', '.'], { cwd: `${folder}/tree` });
  // One that is there already as it is, and one of the same length that is not.
  write(folder, { 'dest/twin.txt': 'old tree b', 'again/same.txt': 'same', 'again/twin.txt': 'new tree b' });
  execFileSync('tar', ['-cf', '../again.tar', '.'], { cwd: `${folder}/again` });
  execFileSync('zip', ['-qr', '../again.zip', '.'], { cwd: `${folder}/again` });
  fs.rmSync(`${folder}/again`, { recursive: true });
}

const place = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keyturn-desk-')));
after(() => fs.rmSync(place, { recursive: true, force: true }));

/** A desk of one's own in a folder that is not there yet. */
function desk(folder: string): string {
  if (!fs.existsSync(`${place}/desk`)) build(`${place}/desk`);
  execFileSync('cp', ['-a', `${place}/desk`, folder]);
  return folder;
}

for (const [command, claim = 'exact'] of CASES) {
  test(`${command}: what is replaced and deleted is what really is`, async (t) => {
    const folder = desk(`${scratch(t)}/desk`);
    const subject = await shellSubject(folder, command);
    const print = fingerprint(folder);
    const { entries, state, unknown } = await lookAt(source, subject);
    assert.equal(fingerprint(folder), print, 'the look changed something');
    assert.equal(state, 'done');
    const texts = await changedTexts(changesOf([{ source: '', state, entries, unknown }]), folder, diskTexts());

    const before = contents(folder);
    really(folder, command);
    const now = contents(folder);
    const { replaced, deleted } = takenBy(command, before, now);

    const sum = (...verbs: readonly string[]): number =>
      entries.filter(({ verb }) => verbs.includes(verb)).reduce((total, { count }) => total + (count.value ?? 0), 0);
    const kinds = new Set(entries.filter(({ verb }) => verb !== 'move').map(({ count }) => count.kind));
    if (claim !== 'exact') {
      assert.deepEqual([...kinds], [claim]);
      return;
    }
    assert.ok(
      [...kinds].every((kind) => kind === 'exact'),
      `claimed ${[...kinds].join()}`,
    );
    assert.equal(sum('write', 'create'), replaced.length, `replaced: ${replaced.join()}`);
    assert.equal(sum('delete'), deleted.length, `deleted: ${deleted.join()}`);
    for (const { name, before: was, after: will } of texts) {
      assert.equal(was, before.get(name), `${name}: the comparison and what it is differ`);
      assert.equal(will, now.get(name), `${name}: the comparison and what it becomes differ`);
    }
    if (
      /^(?:echo|printf|cat|cp|mv) /.test(command) &&
      replaced.length > 0 &&
      !/link|dangling|>>|tee -a|cp -b a/.test(command)
    )
      assert.ok(texts.length > 0, 'the new content is known, and nothing can be compared');
  });
}

test('what git can bring back is told apart among the replaced', async (t) => {
  const folder = desk(`${scratch(t)}/desk`);
  const { entries } = await lookAt(source, await shellSubject(folder, 'cp -r tree/. dest'));
  assert.deepEqual(partsOf(entries.find(({ verb }) => verb === 'write')), { untracked: '2 none', tracked: '1 git' });
});

test('archives that lie about themselves end as "not known", and names in them lead nowhere', async (t) => {
  const folder = desk(`${scratch(t)}/desk`);
  write(folder, { 'victim.txt': 'mine' });
  const plain = fs.readFileSync(`${folder}/plain.tar`);
  fs.writeFileSync(`${folder}/cut.tar`, plain.subarray(0, 1_500));
  fs.writeFileSync(`${folder}/junk.tgz`, Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(400, 7)]));
  fs.writeFileSync(`${folder}/junk.zip`, Buffer.alloc(100, 1));
  execFileSync('mkfifo', [`${folder}/pipe.tar`]);
  // The same archive, but for names that lead up.
  const evil = Buffer.from(plain);
  for (let at = evil.indexOf('./a.txt'); at >= 0; at = evil.indexOf('./a.txt', at + 1))
    evil.write('../victim.txt\0', at);
  fs.writeFileSync(`${folder}/evil.tar`, evil);
  for (const [name, kinds] of [
    ['cut.tar', 'unknown'],
    ['junk.tgz', 'unknown'],
    ['junk.zip', 'unknown'],
    ['pipe.tar', 'unknown'],
    ['absent.tar', 'unknown'],
  ] as const) {
    const command = name.endsWith('.zip') ? `unzip -o ${name} -d dest` : `tar -xf ${name} -C dest`;
    const { entries } = await lookAt(source, await shellSubject(folder, command));
    const entry = entries.find(({ verb }) => verb === 'write');
    assert.ok(entry?.count.kind === kinds || entry?.count.kind === 'at-least', `${name}: ${entry?.count.kind}`);
  }
  const { entries } = await lookAt(source, await shellSubject(folder, 'tar -xf evil.tar -C dest'));
  const paths = entries
    .flatMap(({ sample }) => sample ?? [])
    .map((one) => ('path' in one ? path.basename(one.path) : ''));
  assert.ok(!paths.includes('victim.txt'));
});

test('names that lead up in a zip, folders in the place of links and zips behind other bytes are taken as the tools take them', async (t) => {
  const MAKES = {
    'unzip -o up.zip -d dest': 'cd tree/sub && zip -q ../../up.zip ../a.txt',
    'tar -xf over.tar': 'mkdir -p over/way && echo x > over/way/a.txt && tar -C over -cf over.tar way',
    'tar -xf flat.tar': 'mkdir -p over/way && echo x > over/way/a.txt && tar -C over -cf flat.tar way/a.txt',
    'unzip -o over.zip': 'mkdir -p over/way && echo x > over/way/a.txt && cd over && zip -qr ../over.zip way',
  };
  for (const [command, make] of Object.entries(MAKES)) {
    const folder = desk(`${scratch(t)}/desk`);
    really(folder, make);
    const { entries } = await lookAt(source, await shellSubject(folder, command));
    const before = contents(folder);
    really(folder, command);
    const now = contents(folder);
    const changed = [...before].filter(([name, text]) => now.get(name) !== text).map(([name]) => name);
    const found = entries.flatMap(({ verb, sample = [] }) =>
      verb === 'write' ? sample.flatMap((one) => ('path' in one ? [path.relative(folder, one.path)] : [])) : [],
    );
    assert.deepEqual(found, changed, command);
    assert.ok(
      entries.every(({ count }) => count.kind === 'exact'),
      command,
    );
  }
  const folder = desk(`${scratch(t)}/desk`);
  const [first, second] = ['again.zip', 'tree.zip'].map((name) => fs.readFileSync(`${folder}/${name}`));
  fs.writeFileSync(`${folder}/both.zip`, Buffer.concat([first ?? Buffer.of(), second ?? Buffer.of()]));
  for (const command of ['unzip -o both.zip -d dest', 'tar -xPf plain.tar -C dest']) {
    const { entries } = await lookAt(source, await shellSubject(folder, command));
    assert.deepEqual(
      entries.map(({ count }) => count),
      [{ kind: 'unknown' }],
      command,
    );
  }
});

test('rsync: what it replaces and deletes is told apart, at most these', async (t) => {
  const folder = desk(`${scratch(t)}/desk`);
  const { entries } = await lookAt(source, await shellSubject(folder, 'rsync -a --delete tree/ dest/'));
  const told = (verb: string) => entries.find((entry) => entry.verb === verb)?.count;
  assert.deepEqual(told('write'), { kind: 'estimate', value: 3 });
  // own.txt, same.txt, twin.txt, sub/own.txt and tree/a.txt.
  assert.deepEqual(told('delete'), { kind: 'estimate', value: 5 });
  const more = await lookAt(source, await shellSubject(folder, 'rsync -a --remove-source-files tree/ fresh/'));
  assert.deepEqual(more.entries.find(({ verb }) => verb === 'delete')?.count, { kind: 'estimate', value: 4 });
});

test('a search from the root of a repository says what git has of what it takes, and that a name is shared', async (t) => {
  const folder = desk(`${scratch(t)}/desk`);
  const found = await lookAt(source, await shellSubject(folder, 'find . -name a.txt -delete'));
  assert.deepEqual(partsOf(found.entries[0]), { untracked: '3 none', tracked: '1 git' });
  fs.linkSync(`${folder}/b.txt`, `${folder}/other-name.txt`);
  for (const command of ['cp a.txt b.txt', 'shred -u b.txt', 'echo x > b.txt']) {
    const { entries } = await lookAt(source, await shellSubject(folder, command));
    assert.ok(
      entries.some(({ notes }) => notes?.some(({ code }) => code === 'note.other-names')),
      `${command}: nothing is said of the other name`,
    );
  }
});

test('that find refuses to prune and to delete is said', async (t) => {
  const folder = desk(`${scratch(t)}/desk`);
  const command = 'find tree -name sub -prune -o -name "*.txt" -delete';
  const { entries } = await lookAt(source, await shellSubject(folder, command));
  assert.deepEqual(
    entries[0]?.notes?.map(({ code }) => code),
    ['note.find-refuses', 'note.at-most'],
  );
  assert.deepEqual(entries[0]?.count, { kind: 'estimate', value: 4 });
});

test('why something is not taken is said', async (t) => {
  const folder = desk(`${scratch(t)}/desk`);
  for (const [command, note, about] of [
    ['rmdir a.txt', 'note.refused', 'a.txt'],
    ['rm -rf link.txt/', 'note.refused', 'link.txt'],
    ['rm tree/nothing/../a.txt', 'note.missing-first', 'tree/nothing/../'],
    ['tee a.txt < missing', 'note.missing-first', 'missing'],
    ['cd missing && cd .. && rm a.txt', 'note.missing-first', 'missing'],
    ['(cd missing && ls) && rm a.txt', 'note.missing-first', 'missing'],
    ['gzip -f link.txt', 'note.links-packed', 'link.txt'],
  ] as const) {
    const { entries } = await lookAt(source, await shellSubject(folder, command));
    const said = entries[0]?.notes?.find(({ code }) => code === note);
    assert.equal(said?.values['path'], `${folder}/${about}`, command);
  }
  const { entries } = await lookAt(source, await shellSubject(folder, 'false && rm a.txt'));
  assert.deepEqual(
    entries[0]?.notes?.map(({ code }) => code),
    ['note.not-reached', 'note.at-most'],
  );
});

test('a file that an earlier step makes is not counted itself when it is moved, and an unknown count has no time', async (t) => {
  const folder = desk(`${scratch(t)}/desk`);
  const moved = await lookAt(source, await shellSubject(folder, 'cat b.txt > made && mv made a.txt'));
  assert.deepEqual(
    moved.entries.map(({ verb, object }) => `${verb} ${path.basename(object.name)}`),
    ['write a.txt'],
  );
  const piped = await lookAt(source, await shellSubject(folder, 'curl -s https://example.org/x.tgz | tar xz'));
  assert.deepEqual(
    piped.entries.flatMap(({ notes }) => notes?.map(({ code }) => code)),
    ['note.into-folder'],
  );
});
