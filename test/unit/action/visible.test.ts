import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasHidden, misleads, visible, visibleLine, visibleText } from '../../../src/action/visible.ts';

test('what would mislead the eye shows as a mark, in place', () => {
  assert.deepEqual(visible('a\u202eb\u00a0c'), [
    { text: 'a', start: 0, end: 1 },
    { mark: '⟨U+202E RLO⟩', codePoint: 0x202e, kind: 'hidden', start: 1, end: 2 },
    { text: 'b', start: 2, end: 3 },
    { mark: '⟨U+00A0 NBSP⟩', codePoint: 0xa0, kind: 'space', start: 3, end: 4 },
    { text: 'c', start: 4, end: 5 },
  ]);
});

test('spoofing samples: none stays plain', () => {
  const samples = [
    '\u0000',
    '\u0007',
    '\u0008',
    '\r',
    '\u001b',
    '\u007f',
    '\u0085',
    '\u009b',
    '\u00ad',
    '\u034f',
    '\u061c',
    '\u115f',
    '\u180e',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u2028',
    '\u2029',
    '\u202a',
    '\u202e',
    '\u2060',
    '\u2066',
    '\u2069',
    '\u2800',
    '\u3164',
    '\ufe0f',
    '\ufeff',
    '\uffa0',
    '\ufff9',
    '\ue000',
    '\u0378',
    '\u{e0041}',
    '\u{e0100}',
    '\u{1d173}',
    '\u{f0000}',
    '\ud800',
    '\udc00',
  ];
  for (const sample of samples) {
    assert.ok(hasHidden(`a${sample}b`), JSON.stringify(sample));
    assert.ok(!visibleText(`a${sample}b`).includes(sample), JSON.stringify(sample));
  }
});

test('plain text of many scripts stays as it is', () => {
  for (const text of ['ls -la\n\tx', 'naïve café', 'привет', '日本語', 'עברית', '😀👍🏽', 'a´b', '→ ✓ …'])
    assert.equal(visibleText(text), text);
});

test('one line stays one line', () => {
  assert.equal(visibleLine('a\nb\tc\u2028d'), 'a⏎b c⟨U+2028 LINE SEPARATOR⟩d');
});

test('hidden characters mislead, except where they belong', () => {
  for (const text of [
    'a\u200b',
    'rm\u202e x',
    'a\rb',
    '👍\u200dx',
    'a\ufe0f',
    'x\ufeff',
    'a\u{e0041}',
    '\u001b[2K',
    '👍\u{e0072}\u{e006d}\u{e007f}',
    '❤\ufe0f\ufe0f',
  ])
    assert.ok(misleads(text), JSON.stringify(text));
  for (const text of [
    'ls',
    '❤️ ok',
    '👩\u200d👩\u200d👧 x',
    '👍🏽',
    '1️⃣',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
    '\ufeffselect 1',
    'a\r\nb',
  ])
    assert.ok(!misleads(text), JSON.stringify(text));
});

test('a look-alike letter of another script is marked where its word has Latin letters, and misleads', () => {
  assert.equal(visibleText('p\u0430ypal'), 'p⟨U+0430 CYRILLIC⟩ypal');
  assert.deepEqual(visible('\u041elder')[0], {
    mark: '⟨U+041E CYRILLIC⟩',
    codePoint: 0x41e,
    kind: 'hidden',
    start: 0,
    end: 1,
  });
  for (const text of ['rm -rf \u0455rc', 'cat admin\u03bf.txt', 'gi\u0442hub.c\u043em'])
    assert.ok(misleads(text), JSON.stringify(text));
  for (const text of ['cat заказ.txt', 'git commit -m "сборка v2 для git-хука"', 'echo Δt 5µs α'])
    assert.ok(!misleads(text), JSON.stringify(text));
  assert.equal(visibleText('сор'), 'сор');
});

test('a look-alike letter is marked up to sixty characters from a Latin one of its word, on either side', () => {
  const far = 'б'.repeat(60);
  for (const text of [`a${far}о`, `о${far}a`]) assert.ok(misleads(text), text);
  for (const text of [`a${far}бо`, `о${far}бa`, `a${far} о`]) assert.ok(!misleads(text), text);
  assert.equal(visibleText(`о${far}бо${far}a`), `о${far}б⟨U+043E CYRILLIC⟩${far}a`);
  // A mark between two of them comes where it stands.
  assert.deepEqual(
    visible('оa\u200bо b\u0430').flatMap((piece) => ('mark' in piece ? [piece.codePoint] : [])),
    [0x43e, 0x200b, 0x430],
  );
});

test('a megabyte of letters that look like others is looked through in one go', () => {
  // Looked for with a pattern that reached around each letter, the first took twelve seconds of the editor's thread.
  assert.ok(!misleads('а'.repeat(1_000_000)));
  assert.ok(misleads('аa'.repeat(500_000)));
  assert.ok(misleads(`${'а'.repeat(1_000_000)}a`));
});
