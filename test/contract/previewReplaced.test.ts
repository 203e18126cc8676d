import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { changedTexts, changesOf } from '../../src/app/card/text/changedTexts.ts';
import { diskTexts } from '../../src/app/texts.ts';
import { filesSource } from '../../src/preview/files/filesSource.ts';
import { shellSubject } from './previewAction.ts';
import { really, stateOf } from './previewGitReality.ts';
import { takenBy } from './previewTreeReality.ts';
import { fingerprint, lookAt, partsOf, runGit, scratch, write } from './previewSubject.ts';

const source = filesSource({});

/** Two trees with some names in common, links, archives, and one file that git can bring back. */
function desk(folder: string): void {
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
  tar('-cJf', '../other.txz', 'a.txt');
  execFileSync('zip', ['-qr', '../tree.zip', '.'], { cwd: `${folder}/tree` });
  // One that is there already as it is, and one of the same length that is not.
  write(folder, { 'dest/twin.txt': 'old tree b', 'again/same.txt': 'same', 'again/twin.txt': 'new tree b' });
  execFileSync('tar', ['-cf', '../again.tar', '.'], { cwd: `${folder}/again` });
  execFileSync('zip', ['-qr', '../again.zip', '.'], { cwd: `${folder}/again` });
  fs.rmSync(`${folder}/again`, { recursive: true });
}

type Claim = 'exact' | 'estimate' | 'unknown';

const CASES: readonly (readonly [command: string, claim?: Claim])[] = [
  ['mv a.txt b.txt'],
  ['mv a.txt new-name.txt'],
  ['mv a.txt dest'],
  ['mv a.txt b.txt dest/'],
  ['mv -t dest a.txt b.txt same.txt'],
  ['mv -n a.txt b.txt dest'],
  ['mv -u a.txt b.txt dest'],
  ['mv -T a.txt b.txt'],
  ['mv a.txt link.txt'],
  ['mv tree dest'],
  ['mv b.txt way'],
  ['cp a.txt b.txt'],
  ['cp a.txt dest'],
  ['cp a.txt way/b.txt'],
  ['cp a.txt link.txt'],
  ['cp a.txt dangling.txt'],
  ['mv a.txt dangling.txt'],
  ['cp --remove-destination a.txt link.txt'],
  ['cp same.txt dest/same.txt'],
  ['cp -n a.txt b.txt'],
  ['cp -u a.txt b.txt dest'],
  ['cp -b a.txt b.txt'],
  ['cp -r tree dest'],
  ['cp -r tree/. dest'],
  ['cp -a tree/. dest/'],
  ['cp -rT tree dest'],
  ['cp tree dest'],
  ['cp -r current/ dest'],
  ['cd dest && cp ../b.txt .'],
  ['install -m 644 a.txt b.txt'],
  ['install -t dest a.txt b.txt'],
  ['ln -sf a.txt link.txt'],
  ['ln -sf real.txt b.txt'],
  ['ln -sfn dest current'],
  ['ln -sf /nowhere dest'],
  ['ln -s a.txt fresh'],
  ['tar -xf plain.tar -C dest'],
  ['tar xzf zipped.tgz --directory=dest'],
  ['tar -xf posix.tar -C dest'],
  ['tar -xkf plain.tar -C dest'],
  ['cd dest && tar xf ../plain.tar'],
  ['tar -xf plain.tar --strip-components=2 -C dest'],
  ['tar -xf plain.tar -C dest ./a.txt', 'estimate'],
  ['tar -xJf other.txz -C dest', 'unknown'],
  ['unzip -o tree.zip -d dest'],
  ['unzip -qo tree.zip'],
  ['unzip -oj tree.zip -d dest'],
  ['unzip -n tree.zip -d dest'],
  ['echo hello > b.txt'],
  ['echo -n "x y" >| b.txt'],
  ["printf '%s\\n' one two > b.txt"],
  ['cat > config.json <<\'END\'\n{"port": 2}\nEND'],
  ['cat <<END > config.json\nline\nEND'],
  ['echo x | tee b.txt'],
  ['echo x > link.txt'],
  [': > b.txt'],
  ['sort a.txt > b.txt'],
  ["sed -i 's/new/old/' a.txt b.txt"],
  ['sed -i s/tree/wood/ tree/*.txt'],
  ["perl -pi -e 's/new/old/' b.txt"],
  ['truncate -s 0 b.txt'],
  ['dd if=a.txt of=b.txt'],
  ['rm -rf tree'],
  ['make -f /nowhere; cp a.txt b.txt', 'estimate'],
  ['cp a.txt x.txt; cp b.txt x.txt', 'estimate'],
  ['cp *.txt dest'],
  ['cp *.md dest'],
  ['cp -r tree/* dest'],
  ['mv tree/*.txt dest'],
  ['install [ab].txt dest'],
  ['cp -r "$TREE" dest/', 'estimate'],
  ['cp a.txt tree/a.txt dest'],
  ['mv a.txt tree/a.txt dest'],
  ['cp a.txt b.txt nowhere/'],
  ['cp link.txt real.txt'],
  ['cp link.txt b.txt'],
  ['cp -P link.txt b.txt'],
  ['cp -b -S .orig a.txt b.txt'],
  ['cp --backup=numbered a.txt b.txt'],
  ['mv -T tree dest'],
  ['mv -f a.txt dest/'],
  ["sed -i.bak 's/new/old/' a.txt b.txt"],
  ["sed -i~ 's/new/old/' b.txt"],
  ['truncate -s 2 [ab].txt'],
  ['truncate -s 0 *.txt'],
  ['echo x | tee -a b.txt'],
  ['echo x >> b.txt'],
  ['dd if=a.txt of=b.txt conv=notrunc'],
  ['unzip -o tree.zip a.txt -d dest', 'estimate'],
  ['rm -rf tree/*'],
  ['rm -f *.txt dest/*'],
  ['rm -rf **/*.txt', 'estimate'],
  ['rm -rf tree/* tree'],
  ['rm tree/', 'estimate'],
  ['cp *.txt b.txt'],
  ['mv -b tree/* a.txt'],
  ['cp -r tree/* dest/sub dest'],
  ['cp -r dest/ tree dest/tree', 'estimate'],
  ['ln -sf dest/*.txt dest/'],
  ["sed -i.bak 's/new/old/' [ab].txt", 'estimate'],
  ["sed -i 's/b/x/' link.txt"],
  ["sed -i 's/b/x/' --follow-symlinks link.txt"],
  ["sed -i 's/b/x/' dangling.txt way"],
  ["sed 's/b/x/' link.txt > link.txt"],
  ['ln -sfn link.txt real.txt'],
  ["sed -i 's/b/x/' l*.txt", 'estimate'],
  ['install link.txt link.txt', 'estimate'],
  ['mv link.txt real.txt', 'estimate'],
  ['mv link.txt b.txt'],
  ['mv -T a.txt dest/'],
  ['install a.txt b.txt/'],
  ['ln -sfn real.txt link.txt'],
  ['ln -sf link.txt link.txt'],
  ['cp -r dangling.txt b.txt'],
  ['cp -r dest dest/. tree', 'estimate'],
  ['git rm -r dest'],
  ['git rm -rf dest'],
  ['find tree -name "*.txt" -delete'],
  ['find . -type f -name "*.txt" -mtime +1 -exec rm {} +'],
  ['find . -maxdepth 1 -type f -name "[ab]*" -exec rm -f {} \\;'],
  ['find tree -type d -name sub -exec rm -rf {} +'],
  ['find dest ! -name "own*" -type f -delete'],
  ['find dest -type f -size -1 -delete'],
  ['find dest -type f -size +0c -delete'],
  ['find tree -newer tree/a.txt -type f | xargs rm'],
  ['find tree -print0 | xargs -0 rm -rf'],
  ['find dest -delete -name nothing'],
  ['find dest -mindepth 2 -path "*/sub/*" -delete'],
  ['find . -name "a*" -type f -o -name "*.tgz" -delete', 'estimate'],
  ['find tree -name "a*" -delete -o -name "b*" -delete', 'estimate'],
  ['find tree -name "a*" -exec rm {} \\; -exec rm -f tree/b.txt \\;', 'estimate'],
  ['find tree -iname "A*" | grep -v x | xargs rm', 'estimate'],
  ['find tree -name "* *" -print | xargs rm'],
  // Options of the shell that change what a pattern is.
  ['shopt -s dotglob; rm -rf tree/*', 'estimate'],
  ['shopt -s extglob\nrm -f tree/!(a).txt', 'estimate'],
  ['set -f; rm -f tree/*.txt', 'estimate'],
  ['bash -O dotglob -c "rm -rf tree/*"', 'estimate'],
  ['set -C; echo x > b.txt', 'estimate'],
  // Words that the program takes in another way than their name says.
  ['rm -rf current/', 'estimate'],
  ['rm -rf */', 'estimate'],
  ['cd current && rm -f ../b.txt sub/../a.txt'],
  ['rm -rf tree/.', 'estimate'],
  ['rm -rf tree --no-such-option', 'estimate'],
  ['rm -i b.txt', 'estimate'],
  ['unlink a.txt b.txt', 'estimate'],
  ['touch ./-r && rm *', 'estimate'],
  ['tar --remove-files -cf made.tar tree', 'estimate'],
  ['git rm -qf "dest/*.txt"', 'unknown'],
  ['cp --parents tree/sub/c.txt dest'],
  ['cp -al tree/. dest', 'estimate'],
  ['cp a.txt void'],
  ['echo x > void'],
  ['tar -xvf plain.tar -C dest > b.txt'],
  ['tar -xf plain.tar -C dest --recursive-unlink', 'estimate'],
  ['tar -xf again.tar -C dest'],
  ['unzip -qo again.zip -d dest'],
  ["sed -i 's/nothing like it/x/' a.txt b.txt"],
  ["sed -i 's/^n/x/' b.txt", 'estimate'],
  ['find way/ -name "*.txt" -delete'],
  ['find -H way -type f -delete'],
  ['find -L tree -name "*.txt" -delete', 'estimate'],
  ['find . -maxdepth 1 -name "*.txt" -type f -mmin +2 -delete'],
  ['ls tree | xargs rm', 'estimate'],
];

for (const [command, claim = 'exact'] of CASES) {
  test(`${command}: what is replaced and deleted is what really is`, async (t) => {
    const folder = `${scratch(t)}/desk`;
    fs.mkdirSync(folder);
    desk(folder);
    const subject = await shellSubject(folder, command);
    const print = fingerprint(folder);
    const { entries, state, unknown } = await lookAt(source, subject);
    assert.equal(fingerprint(folder), print, 'the look changed something');
    assert.equal(state, 'done');
    const texts = await changedTexts(changesOf([{ source: '', state, entries, unknown }]), folder, diskTexts());

    const before = stateOf(folder).files;
    really(folder, command);
    const now = stateOf(folder).files;
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
  const folder = scratch(t);
  desk(folder);
  const { entries } = await lookAt(source, await shellSubject(folder, 'cp -r tree/. dest'));
  assert.deepEqual(partsOf(entries.find(({ verb }) => verb === 'write')), { untracked: '2 none', tracked: '1 git' });
});

test('archives that lie about themselves end as "not known", and names in them lead nowhere', async (t) => {
  const folder = scratch(t);
  desk(folder);
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

test('rsync: what it replaces and deletes is told apart, at most these', async (t) => {
  const folder = scratch(t);
  desk(folder);
  const { entries } = await lookAt(source, await shellSubject(folder, 'rsync -a --delete tree/ dest/'));
  const told = (verb: string) => entries.find((entry) => entry.verb === verb)?.count;
  assert.deepEqual(told('write'), { kind: 'estimate', value: 3 });
  // own.txt, same.txt, twin.txt, sub/own.txt and tree/a.txt.
  assert.deepEqual(told('delete'), { kind: 'estimate', value: 5 });
  const more = await lookAt(source, await shellSubject(folder, 'rsync -a --remove-source-files tree/ fresh/'));
  assert.deepEqual(more.entries.find(({ verb }) => verb === 'delete')?.count, { kind: 'estimate', value: 4 });
});
