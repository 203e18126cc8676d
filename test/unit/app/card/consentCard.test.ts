import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consentCard } from '../../../../src/app/card/consentCard.ts';
import { lineDiff } from '../../../../src/app/card/lineDiff.ts';
import { autoPassConsent, connectConsent } from '../../../builders/consents.ts';

test('connecting an agent shows the whole change to the file', () => {
  const consent = connectConsent();
  const card = consentCard(consent, false);
  const lines = (card.diff?.parts ?? []).flatMap((part) => part.lines);
  const text = (signs: string): string =>
    lines
      .filter(({ sign }) => signs.includes(sign))
      .map(({ pieces }) => `${pieces.map((piece) => piece.text).join('')}\n`)
      .join('');
  assert.equal(text(' -'), consent.file?.before);
  assert.equal(text(' +'), consent.file?.after);
  assert.match(card.sentences.join(' '), /settings\.local\.json/);
  assert.deepEqual(
    card.diff?.parts.map(({ folded }) => folded),
    ['14 unchanged lines', undefined],
  );
});

test('letting unread code run asks for the checkbox and says so plainly', () => {
  const card = consentCard(autoPassConsent(), false);
  assert.deepEqual(card.gesture, { asks: 'checkbox' });
  assert.match(card.sentences.join(' '), /lets code run that you have not read/);
});

test('the change to a file is compared once, however often the card is made', () => {
  const consent = connectConsent();
  assert.equal(consentCard(consent, false).diff, consentCard(consent, true).diff);
  const other = { ...consent, file: { path: '/other', after: 'x\n' } };
  assert.equal(consentCard(other, false).diff?.path, '/other', 'another consent got the change of this one');
});

test('a debugger blocks consents too', () => {
  assert.match(consentCard(connectConsent(), true).blocked ?? '', /debugger/);
});

test('hidden characters in a path or a file show as marks', () => {
  const consent = connectConsent();
  const card = consentCard(
    { ...consent, values: { ...consent.values, path: '/a\u202e' }, file: { path: '/a\u202e', after: 'x\u200by\n' } },
    false,
  );
  assert.equal(card.diff?.path, '/a⟨U+202E RLO⟩');
  assert.deepEqual(card.diff?.parts, [
    {
      lines: [{ sign: '+', pieces: [{ text: 'x' }, { text: '⟨U+200B ZWSP⟩', mark: 'hidden' }, { text: 'y' }] }],
    },
  ]);
});

test('a diff gives back both texts, whatever they are', () => {
  const texts = [
    '',
    'a\n',
    'a\nb\nc\n',
    'b\nc\nd\n',
    'c\nb\na\n',
    'a\na\na\n',
    'x\ny\nz\n',
    Array.from({ length: 2000 }, (_, n) => `${n}\n`).join(''),
  ];
  for (const before of texts) {
    for (const after of texts) {
      const diff = lineDiff(before, after);
      const side = (signs: string): string =>
        diff
          .filter(({ sign }) => signs.includes(sign))
          .map(({ text }) => `${text}\n`)
          .join('');
      assert.equal(side(' -'), before);
      assert.equal(side(' +'), after);
    }
  }
});

test('a connection of the settings says where it leads and what accepting it gives away', () => {
  const values = {
    name: 'shop',
    kind: 'postgresql',
    place: 'ann@db.example.org:5432/shop',
    environment: 'production',
    tls: 'require',
    remote: 'yes',
  };
  const card = consentCard({ id: 'x', kind: 'connection', content: '', values, openedAt: 0 }, false);
  assert.equal(card.level, 'high');
  const said = card.sentences.join(' ');
  assert.match(
    said,
    /“shop” is the postgresql database ann@db\.example\.org:5432\/shop, environment production, TLS require/,
  );
  assert.match(said, /another machine/);
  assert.match(said, /handed the connection with its password, once/);
});

test('a database of another machine is allowed as exactly that one, and marks hide nothing in it', () => {
  const values = { dialect: 'postgresql', place: 'ann@db.example.org:5432/\u202eshop' };
  const card = consentCard({ id: 'x', kind: 'database', content: '', values, openedAt: 0 }, false);
  assert.match(card.title, /ann@db\.example\.org:5432\/⟨U\+202E/);
  assert.match(card.sentences.join(' '), /Exactly this host, port, database and user are allowed, no other/);
});
