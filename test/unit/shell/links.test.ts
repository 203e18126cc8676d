import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, read } from './reading.ts';

const leadsOut = (text: string): boolean => read(text).effects.some((effect) => effect.traits.includes('leads-out'));

test('a link that leads out of the workspace says so', () => {
  for (const text of [
    'ln -sf /etc/passwd x',
    'ln -s /etc/passwd x',
    'ln -s ~/.ssh/id_rsa x',
    'ln -s ../../etc/passwd src/x',
    'ln -s /etc/passwd /etc/hosts d/',
    'ln -t d -s /etc/passwd',
    'ln -s "$TARGET" x',
    'ln /etc/passwd x',
    'ln .env shown.txt',
    'ln .claude/settings.json notes.json',
    'cp -s /etc/passwd x',
    'cp -l .claude/settings.json notes.json',
  ])
    assert.ok(leadsOut(text), text);
  for (const text of [
    'ln -s a.txt x',
    'ln -sf ../a.txt src/x',
    'ln a.txt x',
    'ln -s /workspace/a x',
    'cp /etc/hosts x',
  ])
    assert.ok(!leadsOut(text), text);
});

test('a link stands under the name that ln gives it', () => {
  assert.deepEqual(effectsOf('ln -s ../lib/a.txt'), ['file.create /workspace/a.txt']);
  assert.deepEqual(effectsOf('ln -sf a b d/'), ['file.write /workspace/d/a', 'file.write /workspace/d/b']);
  assert.deepEqual(effectsOf('ln -sfn a current'), ['file.write /workspace/current']);
  assert.deepEqual(effectsOf('ln -t d a'), ['file.create /workspace/d/a']);
});

test('a copy beside its original replaces an older copy at most', () => {
  const replaces = (text: string): boolean => read(text).effects.some((effect) => effect.traits.includes('overwrites'));
  for (const text of [
    'cp x x.bak',
    'cp settings.json settings.json.bak',
    'cp src/a.ts src/a.copy.ts',
    'cp a.db a.db.20240101',
    'cp a a~',
    'for f in a b; do cp "$f" "$f.copy"; done',
  ])
    assert.ok(!replaces(text), text);
  for (const text of ['cp a b', 'cp x.bak x', 'cp a.ts lib/a.copy.ts', 'cp x y.bak', 'cp "$X" x.bak', 'cp a a.db'])
    assert.ok(replaces(text), text);
});

test('files that go into a folder keep their names there, patterns too', () => {
  assert.deepEqual(effectsOf('for f in *.txt; do mv "$f" d/; done'), [
    'file.move /workspace/*.txt',
    'file.write /workspace/d/*.txt',
  ]);
  assert.deepEqual(effectsOf('mv a.txt *.md d'), [
    'file.move /workspace/a.txt',
    'file.move /workspace/*.md',
    'file.write /workspace/d/a.txt',
    'file.write /workspace/d/*.md',
  ]);
});

test('a name that is worked out may be another file’s', () => {
  const [effect] = read("rename 's/a/b/' x.txt").effects;
  assert.ok(effect?.traits.includes('overwrites'));
});
