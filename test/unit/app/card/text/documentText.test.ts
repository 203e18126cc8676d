import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Action } from '../../../../../src/action/action.ts';
import { documentText } from '../../../../../src/app/card/text/documentText.ts';

const shell = (command: string, more: Partial<Extract<Action, { kind: 'shell' }>> = {}): Action => ({
  kind: 'shell',
  command,
  shell: 'bash',
  ...more,
});

test('a short text is itself', async () => {
  const document = await documentText(shell('rm -rf build\nls'));
  assert.deepEqual([document.text, document.exact, document.whole], ['rm -rf build\nls', true, true]);
});

test('a long chain stands one step a line, and the header has the hash of the exact text', async () => {
  const text = Array.from({ length: 40 }, (_, step) => `echo step ${step}`).join(' && ');
  const document = await documentText(shell(text));
  const [header = '', ...lines] = document.text.split('\n');
  assert.ok(header.endsWith(createHash('sha256').update(text).digest('hex')), header);
  assert.equal(lines.length, 40);
  assert.equal(lines[39], 'echo step 39');
  assert.equal(lines[0], 'echo step 0 &&  ↵');
  const at = text.indexOf('echo step 17');
  assert.equal(document.text.slice(document.place(at), document.place(at) + 12), 'echo step 17');
});

test('a mark keeps its place where one step ends and the next begins, and over the borders of slices', async () => {
  const text = `${'é'.repeat(4_095)}\u202e${'x'.repeat(40_000)}\u200bend`;
  const document = await documentText(shell(text));
  assert.equal(document.text.split('⟨U+202E RLO⟩').length, 2);
  const at = document.place(text.indexOf('end'));
  assert.equal(document.text.slice(at, at + 3), 'end');
});

test('a letter that looks like another is marked also where its word goes over a slice', async () => {
  const text = `${'y'.repeat(4_092)}pass\u0430word`;
  const document = await documentText(shell(text));
  assert.match(document.text.replaceAll(' ↵\n', ''), /pass⟨U\+0430 CYRILLIC⟩word$/);
});

test('long standard input and long variables stand below the text, secrets masked; short ones are on the card', async () => {
  const stdin = `DROP TABLE x;${' '.repeat(5000)}\u200b-- end`;
  const environment = { PGHOST: 'db', PGOPTIONS: `-c ${'a'.repeat(5000)}`, PGPASSWORD: 'p'.repeat(5000) };
  const document = await documentText(shell('psql', { stdin, environment }));
  assert.match(document.text, /^# Display form.*\npsql\n\n# .*Standard input\nDROP TABLE x; /);
  assert.match(document.text, /⟨U\+200B ZWSP⟩-- end\n\n# .*PGOPTIONS\n-c a/);
  assert.ok(!document.text.includes('pppp'), 'a password is shown');
  assert.ok(!document.text.includes('PGHOST'));
});

test('what no editor could show is cut short, says so, and counts as not seen', async () => {
  const document = await documentText(shell('\u202e'.repeat(2000)), 10_000);
  assert.equal(document.whole, false);
  assert.match(document.text, /Cut short by Keyturn.*cannot be approved.*\n$/);
  assert.ok(!/SHA-256/.test(document.text), 'the hash would be of another text');
});

test('it gives the editor its turn while it works on a long text', async () => {
  let turns = 0;
  const tick = setInterval(() => (turns += 1), 1);
  const document = await documentText(shell('echo "a line of a long script"; é\n'.repeat(60_000)));
  clearInterval(tick);
  assert.ok(document.exact);
  assert.ok(turns > 2, `the editor had ${turns} turns`);
});
