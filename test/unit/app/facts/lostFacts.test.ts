import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { folderFacts, lostFacts } from '../../../../src/app/facts/globFacts.ts';
import { remadeOf } from '../../../../src/app/facts/remade.ts';

const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-lost-')));
after(() => rmSync(root, { recursive: true, force: true }));
const at = (name: string): string => path.join(root, name);
const write = (name: string): void => {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), '');
};
const git = (...words: readonly string[]): void => {
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...words], { cwd: root, stdio: 'ignore' });
};

git('init', '-q');
writeFileSync(at('.gitignore'), 'dist\nbuild\nnode_modules\n*.pyc\ncoverage\nnotes\n');
for (const name of ['src/a.txt', 'src/.hidden.txt', 'src/deep/B.TXT', 'dist/main.js', 'build/kept.js', 'app/x.pyc'])
  write(name);
for (const name of ['target/mine.rs', 'notes/mine.md', 'coverage/index.html', 'node_modules/x/index.js']) write(name);
git('init', '-q', at('coverage/report'));
git('add', '-f', '.gitignore', 'src', 'build/kept.js');
git('commit', '-qm', 'one');

const names = (pattern: string): readonly string[] | undefined =>
  lostFacts(at(pattern))
    ?.map((fact) => path.relative(root, fact.path))
    .sort();

test('what may be lost by a pattern: hidden names, either case and whole trees too', () => {
  assert.deepEqual(names('src/*.txt'), ['src/.hidden.txt', 'src/a.txt']);
  assert.deepEqual(names('src/**/*.txt'), ['src/.hidden.txt', 'src/a.txt', 'src/deep/B.TXT']);
  assert.deepEqual(names('src/**'), ['src/.hidden.txt', 'src/a.txt', 'src/deep/B.TXT']);
  assert.deepEqual(names('src/a.txt/**'), ['src/a.txt'], 'a file that a tool lists by its own name');
  assert.deepEqual(names('gone/*.txt'), []);
});

test('a set with a bracket, a caret or a range over both cases in it is read as a shell reads it', () => {
  for (const name of ['sets/]one', 'sets/ab', 'sets/Bc', 'sets/^d', 'sets/_e', 'sets/7']) write(name);
  const cases: readonly (readonly [pattern: string, found: readonly string[]])[] = [
    ['[]a]*', ['sets/]one', 'sets/ab']],
    ['[!]a]*', ['sets/7', 'sets/Bc', 'sets/^d', 'sets/_e']],
    ['[b^]*', ['sets/Bc', 'sets/^d']],
    ['[A-z]*', ['sets/]one', 'sets/^d', 'sets/_e', 'sets/ab', 'sets/Bc']],
    ['[Z-b]*', ['sets/]one', 'sets/^d', 'sets/_e', 'sets/ab']],
  ];
  for (const [pattern, found] of cases) assert.deepEqual(names(`sets/${pattern}`), [...found].sort(), pattern);
  for (const disputed of ['{a,b}*', '[[:alpha:]]*', '*@(a|b)', '*\\b'])
    assert.equal(names(`sets/${disputed}`), undefined, `${disputed} is read in different ways`);
});

test('a name that could be taken for two names or for an option is not understood', () => {
  for (const odd of ['odd/a b.log', 'dash/-rf', 'quote/a"b.log']) {
    write(odd);
    assert.equal(names(`${path.dirname(odd)}/*`), undefined, odd);
  }
});

test('a link to a folder stands among what a tree loses: some programs follow it', () => {
  mkdirSync(at('linked'));
  symlinkSync(at('src'), at('linked/src'));
  assert.deepEqual(names('linked/**/*.txt'), ['linked/src']);
  mkdirSync(at('venv/lib'), { recursive: true });
  symlinkSync('lib', at('venv/lib64'));
  assert.deepEqual(names('venv/**/*.txt'), [], 'the pattern goes through that folder anyway');
});

test('a build makes again what git ignores and keeps nothing of, by such a name', async () => {
  const asked = ['dist', 'dist/main.js', 'build', 'app/x.pyc', 'node_modules', 'target', 'notes', 'coverage', 'src'];
  const remade = await remadeOf(asked.map(at), root, new AbortController().signal);
  // build: git keeps a file of it · target: not ignored · notes: any name · coverage: holds a repository.
  assert.deepEqual(
    asked.filter((name) => remade.has(at(name))),
    ['dist', 'dist/main.js', 'app/x.pyc', 'node_modules'],
  );
});

test('outside of a repository nothing is made again', async () => {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-bare-')));
  after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(path.join(folder, 'dist'));
  assert.equal((await remadeOf([path.join(folder, 'dist')], folder, new AbortController().signal)).size, 0);
});

test('a folder that goes as a whole: all it holds, unless a pattern would read its name otherwise or it holds too much', () => {
  const held = (name: string): readonly string[] | undefined =>
    folderFacts(at(name))
      ?.map((fact) => path.relative(root, fact.path))
      .sort();
  assert.deepEqual(held('src'), ['src/.hidden.txt', 'src/a.txt', 'src/deep/B.TXT']);
  mkdirSync(at('hollow/deep'), { recursive: true });
  assert.deepEqual(held('hollow'), []);
  write('star*/a.txt');
  assert.equal(held('star*'), undefined);
  for (let index = 0; index <= 300; index++) write(`full/${index}.txt`);
  assert.equal(held('full'), undefined);
});
