import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { openReaders } from '../../src/app/readers.ts';
import { judgeAction } from '../../src/app/judge.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import type { Verdict } from '../../src/rules/ruling.ts';

const opened = openReaders({ dist: path.join(process.cwd(), 'dist') });
after(() => opened.close());

const options = {
  readers: opened.readers,
  texts: NO_DISK,
  workspace: () => '/workspace',
  home: '/home/user',
  autoPass: () => 'reads' as const,
};

const verdictOf = async (command: string): Promise<Verdict> =>
  (await judgeAction({ kind: 'shell', command }, '/workspace', options)).verdict;

/** Everyday sets: what is held of them has the least to say. */
const SETS = /^shell(?:Reads|Harmless|Average\w*|DailyInWorkspace|PlainDay\w*|PlainReads)\.jsonl$/;

test('whatever is held says why, and has a level', async () => {
  const folder = path.join(process.cwd(), 'test/corpus/accuracy');
  const texts = readdirSync(folder)
    .filter((name) => SETS.test(name))
    .flatMap((name) => readFileSync(path.join(folder, name), 'utf8').trim().split('\n'))
    .map((line) => (JSON.parse(line) as { readonly text: string }).text);
  assert.ok(texts.length > 2500, `only ${String(texts.length)} rows were found`);
  const silent: string[] = [];
  for (const text of texts) {
    const { ruling, level, findings } = await verdictOf(text);
    if (ruling !== 'pass' && (level === 'none' || findings.length === 0)) silent.push(`${level}: ${text}`);
  }
  assert.deepEqual(silent, []);
});

test('a command named by a variable passes where it certainly only reads', async () => {
  for (const text of ['x=ls; $x', 'x=cat; $x README.md', 'CMD="git status"; $CMD', 'x=ls; y=$x; $y -la | wc -l'])
    assert.equal((await verdictOf(text)).ruling, 'pass', text);
  for (const text of ['x=rm; $x -rf a', 'x=$(cat f); $x', 'x=cat; $x ~/.ssh/id_rsa', 'c=cu; ${c}rl https://a.example'])
    assert.equal((await verdictOf(text)).ruling, 'hold', text);
});
