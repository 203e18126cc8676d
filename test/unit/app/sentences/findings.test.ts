import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findingSentence, hasSentence } from '../../../../src/app/sentences/findings.ts';
import { ruleIds } from '../../../../src/effect/ruleIds.ts';

const VALUES = { name: 'x', type: 'file', kind: 'file.delete', target: '', real: 'y', key: 'k', where: 'w', path: 'p' };

test('every rule id has a sentence of its own', () => {
  for (const rule of ruleIds()) assert.ok(hasSentence(rule), rule);
});

test('every problem that a reader names has a sentence of its own', () => {
  const ids = new Set<string>();
  for (const folder of ['reading', 'shell', 'sql', 'http', 'code', 'app'])
    for (const name of readdirSync(path.join('src', folder), { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.ts'))
        for (const [, id] of readFileSync(path.join('src', folder, name), 'utf8').matchAll(/'(problem\.[a-z-]+)'/g))
          if (id !== undefined) ids.add(id);
  assert.ok(ids.size >= 10, 'no ids found: the test looks in the wrong place');
  assert.deepEqual(
    [...ids].filter((id) => !hasSentence(id)),
    [],
    'add their sentences to src/app/sentences/problemSentences.ts',
  );
});

test('sentences end, and no place of theirs stays unfilled', () => {
  for (const rule of ruleIds()) {
    const sentence = findingSentence({ rule, range: [0, 1], values: VALUES });
    assert.match(sentence, /^[A-Z“x(wyk].*[.]$/s, rule);
    assert.doesNotMatch(sentence, /[{}]/, rule);
  }
});

test('what was decoded is said, marked and redacted like a name, and only where it is known', () => {
  const finding = { rule: 'trait.decoded', range: [0, 1] as const, values: VALUES };
  assert.doesNotMatch(findingSentence(finding), /It says/);
  const shown = findingSentence({ ...finding, values: { ...VALUES, decoded: 'rm -rf x\n\u202egnp\u001b[2J' } });
  assert.match(shown, /It says “rm -rf x.*”\.$/);
  assert.doesNotMatch(shown, /[\n\u001b\u202e]/);
  assert.ok(findingSentence({ ...finding, values: { ...VALUES, decoded: 'a'.repeat(400) } }).length < 280);
});

test('hostile names are marked, cut and redacted', () => {
  const sentence = findingSentence({
    rule: 'file.delete',
    range: [0, 1],
    values: { ...VALUES, name: `/w/\u202e\u001b[31m\nPASSWORD=hunter2 ${'a'.repeat(500)}` },
  });
  assert.ok(sentence.includes('⟨U+202E RLO⟩⟨U+001B ESC⟩[31m⏎PASSWORD=•••'), sentence);
  assert.ok(sentence.length < 200);
});

test('what is only possible is said as possible, and where it happens', () => {
  assert.equal(
    findingSentence({
      rule: 'sql.delete',
      range: [0, 1],
      values: { name: 'orders', certainty: 'possible', target: '/workspace/shop.db' },
    }),
    'Perhaps: deletes rows of orders on /workspace/shop.db.',
  );
});

test('another repository is said right behind the name, where the sentence goes on', () => {
  const say = (rule: string): string =>
    findingSentence({ rule, range: [0, 1], values: { name: 'main', target: '/srv/app' } });
  assert.equal(
    say('git.push-force'),
    'Replaces or deletes main in /srv/app on the remote; commits of others can be lost.',
  );
  assert.equal(say('publish.remove'), 'Takes main in /srv/app away from everyone who uses it.');
  assert.equal(say('infra.destroy'), 'Destroys infrastructure: main on /srv/app.');
});

test('a host of one word is called a host', () => {
  const say = (name: string): string =>
    findingSentence({ rule: 'network.fetch', range: [0, 1], values: { name, type: 'host' } });
  assert.equal(say('prod'), 'Fetches from the host prod.');
  assert.equal(say('api.example.com'), 'Fetches from api.example.com.');
});
