import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { markOf, visibleText } from '../../src/action/visible.ts';
import { LONGEST_LINE } from '../../src/app/card/text/displayForm.ts';
import { documentText } from '../../src/app/card/text/documentText.ts';
import { excerptLines } from '../../src/app/card/text/excerpt.ts';
import { ROWS_UNFOLDED, textLines, type Flag } from '../../src/app/card/text/textLines.ts';
import { volume } from '../support/volume.ts';

const piece = fc.oneof(
  fc.constantFrom(
    '\n',
    ' && ',
    '; ',
    ' | ',
    "'",
    '"',
    '\\',
    '\u202e',
    '\u200b',
    '\r',
    '\t',
    '\u{e0041}',
    '\ud800',
    'é',
    '😀',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('rm -rf build', 'echo hello world, this is a step of some length', '\n\n\n'),
);
const text = fc.array(piece, { maxLength: 120 }).map((pieces) => pieces.join(''));
const flagged = text.chain((value) =>
  fc.tuple(
    fc.constant(value),
    fc
      .array(fc.tuple(fc.nat(value.length), fc.nat(value.length)), { maxLength: 6 })
      .map((pairs) =>
        pairs.map(([a, b], index): Flag => ({ number: index + 1, range: [Math.min(a, b), Math.max(a, b)] })),
      ),
  ),
);

test('the rows of a card are the whole text, whatever is flagged', () => {
  fc.assert(
    fc.property(flagged, ([value, flags]) => {
      const lines = textLines(value, flags);
      const drawn = lines
        .map(
          ({ continues, pieces }, index) =>
            (continues || index === 0 ? '' : '\n') + pieces.map((one) => one.text).join(''),
        )
        .join('');
      assert.equal(drawn, visibleText(value));
    }),
    { numRuns: volume(500) },
  );
});

test('every flagged character is in a flagged piece, and no other is', () => {
  fc.assert(
    fc.property(flagged, ([value, flags]) => {
      const inPieces = textLines(value, flags).flatMap(({ pieces }) =>
        pieces.flatMap((one) =>
          one.mark === undefined ? [...one.text].map(() => one.flags ?? []) : [one.flags ?? []],
        ),
      );
      const expected: number[][] = [];
      let at = 0;
      for (const character of value) {
        if (character !== '\n') {
          const start = at;
          const end = at + character.length;
          expected.push(
            flags
              .filter(({ range }) => range[0] < range[1] && range[0] < end && range[1] > start)
              .map(({ number }) => number),
          );
        }
        at += character.length;
      }
      assert.deepEqual(inPieces, expected);
    }),
    { numRuns: volume(300) },
  );
});

test('only unflagged rows in the middle of long texts fold', () => {
  fc.assert(
    fc.property(flagged, ([value, flags]) => {
      const lines = textLines(value, flags);
      lines.forEach((line, index) => {
        if (!line.fold) return;
        assert.ok(lines.length > ROWS_UNFOLDED, 'a short text is folded');
        assert.ok(index > 0 && index < lines.length - 1, 'the first or the last row is folded');
        assert.ok(
          line.pieces.every((one) => one.flags === undefined && one.mark !== 'hidden'),
          'a flagged row is folded',
        );
      });
    }),
    { numRuns: volume(300) },
  );
});

test('a document is the exact text, or says that it is not, and breaks every long line', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.nat(3), async (value, times) => {
      const long = value.repeat(times * 20 + 1);
      const document = await documentText({ kind: 'shell', command: long });
      if (document.exact) assert.equal(document.text, long);
      else assert.match(document.text, /^# Display form/);
      for (const line of document.text.split('\n'))
        assert.ok(line.length <= LONGEST_LINE + 2, `a line of ${line.length}`);
      const shown = document.exact
        ? document.text
        : document.text.slice(document.text.indexOf('\n') + 1).replaceAll(' ↵\n', '');
      assert.equal(shown, visibleText(long));
    }),
    { numRuns: volume(200) },
  );
});

test('an offset of the text stands in the document at the same character', async () => {
  await fc.assert(
    fc.asyncProperty(text, async (value) => {
      const document = await documentText({ kind: 'shell', command: value });
      let at = 0;
      for (const character of value) {
        const place = document.place(at);
        // A look-alike letter is marked for the company it keeps: alone it is itself, in a mixed word a mark.
        const marked = markOf(character.codePointAt(0) ?? 0);
        const shown = document.text.startsWith(marked, place) ? marked : visibleText(character);
        assert.equal(document.text.slice(place, place + shown.length), shown);
        at += character.length;
      }
    }),
    { numRuns: volume(100) },
  );
});

test('an excerpt has both ends and all that is flagged, as it stands in the text, and says what it leaves out', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ' ', '😀', '\u202e', ';'), maxLength: 200 });
  const long = fc.array(line, { minLength: 50, maxLength: 400 }).map((lines) => lines.join('\n'));
  const places = fc.array(fc.tuple(fc.nat(), fc.nat(300)), { maxLength: 6 });
  fc.assert(
    fc.property(long, places, (value, wanted) => {
      const flags = wanted.map(([at, length], index): Flag => {
        const start = at % (value.length + 1);
        return { number: index + 1, range: [start, Math.min(value.length, start + length)] };
      });
      const lines = excerptLines(value, flags);
      // The pieces, and as many blanks as were left out, give the length of the whole text back.
      let left = 0;
      let drawn = '';
      lines.forEach((one, index) => {
        const skipped = Number(/^[\d,]+/.exec(one.leftOut ?? '0')?.[0].replaceAll(',', ''));
        left += skipped;
        const feed = index > 0 && !one.continues && skipped === 0 ? '\n' : '';
        drawn += feed + one.pieces.map(({ text: part }) => part).join('');
      });
      const whole = textLines(value, flags);
      assert.equal(lines.at(-1)?.number, whole.at(-1)?.number, 'the last line has another number');
      assert.ok(left < value.length);
      const flagged = new Set(lines.flatMap(({ pieces }) => pieces.flatMap(({ flags: numbers }) => numbers ?? [])));
      for (const { number, range } of flags)
        if (/[^\n]/.test(value.slice(...range)))
          assert.ok(flagged.has(number), `the flag ${number} is not on the card`);
      if (left === 0) assert.equal(drawn, visibleText(value));
    }),
    { numRuns: 100 },
  );
});
