import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { openReaders } from '../../../../../src/app/readers.ts';
import { answerNotes } from '../../../../../src/app/rules/notes/answerNotes.ts';
import type { Note } from '../../../../../src/app/rules/notes/noteRequest.ts';

const opened = openReaders({ dist: path.resolve('dist') });
after(() => opened.close());
const answer = answerNotes(opened.readers);

const TEXT = `{
  // Comments stay out of the way.
  "version": 1,
  "rules": [
    {
      "id": "pushes",
      "when": { "effect": "git.push", "object": "main" },
      "then": "confirm",
      "examples": [
        { "text": "git push origin main", "expect": "confirm" },
        { "text": "git push origin feature", "expect": "confirm" },
        { "text": "git push origin feature", "expect": "hold" }
      ],
    },
    { "id": "listing", "when": { "command": ["ls"] }, "then": "refuse" },
  ],
  "examples": [
    { "text": "git status", "expect": "pass" },
    { "text": "ls", "expect": "pass" },
    { "text": "rm -rf /", "expect": "pass" },
  ],
}
`;

const WHOLE = [0, TEXT.length] as const;
const ask = async (text: string, range: readonly [number, number] = WHOLE): Promise<readonly Note[]> =>
  (await answer({ ask: 'examples', text, layer: 'workspace', range })) as readonly Note[];

test('beside each example stands whether it comes out as expected, and what of its rule is not met', async () => {
  const notes = await ask(TEXT);
  assert.deepEqual(
    notes.map(({ words }) => words),
    [
      '✓ as expected',
      '✗ comes to hold: object not met',
      '✓ as expected: object not met',
      '✓ as expected',
      '✗ comes to refuse by “listing”',
      '✗ comes to hold by Keyturn’s floor',
    ],
  );
  assert.match(notes[1]?.detail ?? '', /pushes[^]*effect "git\.push": met[^]*object "main": not met[^]*Decided by: /);
  assert.deepEqual(
    notes.map(({ offset }) => TEXT.slice(offset - 2, offset)),
    ['},', '},', '" }', '},', '},', '},'].map((end) => end.slice(-2)),
    'a note stands behind its example and its comma',
  );
});

test('only examples on the screen are tried', async () => {
  const at = TEXT.indexOf('"git status"');
  assert.deepEqual(
    (await ask(TEXT, [at, at + 5])).map(({ words }) => words),
    ['✓ as expected'],
  );
});

test('a text that is no rules file has no examples to try', async () => {
  for (const text of ['', '{', '[]', '{ "version": 1, "examples": [{ "text": "ls" }] }', '['.repeat(50_000)])
    assert.deepEqual(await ask(text, [0, text.length]), []);
});

test('each rule says what it decided, also in a text that is being written', async () => {
  const text = TEXT.replace('"expect": "pass" }', '"expect": }');
  const notes = (await answer({
    ask: 'tallies',
    text,
    layer: 'workspace',
    records: { folder: '/nowhere' },
    from: 0,
  })) as readonly Note[];
  assert.deepEqual(
    notes.map(({ offset, words }) => [text.slice(offset, offset + 1), words]),
    [
      ['{', 'decided nothing this week'],
      ['{', 'decided nothing this week'],
    ],
  );
});
