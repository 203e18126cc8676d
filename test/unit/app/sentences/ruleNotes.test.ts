import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tallyWords } from '../../../../src/app/sentences/ruleNotes.ts';

const NONE = { passed: 0, held: 0, refused: 0, watched: 0 };

test('a rule says in words what it decided this week', () => {
  assert.equal(tallyWords({ ...NONE, held: 3 }, false), 'held 3 this week');
  assert.equal(
    tallyWords({ passed: 1200, held: 3, refused: 1, watched: 2 }, false),
    'refused 1, held 3, passed 1,200, only watched 2 this week',
  );
  assert.equal(tallyWords(undefined, false), 'decided nothing this week');
});

test('what was not looked at is not said to be nothing', () => {
  assert.equal(tallyWords({ ...NONE, held: 3 }, true), 'held at least 3 this week');
  assert.doesNotMatch(tallyWords(undefined, true), /nothing this week/);
});
