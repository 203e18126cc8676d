import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Action } from '../../src/action/action.ts';
import { argvText } from '../../src/action/argvText.ts';
import { digestBytes } from '../../src/action/digest.ts';
import { redact, secretSpans } from '../../src/action/redact.ts';
import { hasHidden, visible, visibleText } from '../../src/action/visible.ts';
import { volume } from '../support/volume.ts';

const text = fc.string({ unit: 'binary', maxLength: 60 });
const sound = fc.string({ unit: 'grapheme', maxLength: 20 });
const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

/** Without the fields that are undefined: an absent field is not there at all. */
const present = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;

const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,5}$/);
const action = fc
  .oneof(
    fc.record({
      kind: fc.constant('shell'),
      command: optional(sound),
      argv: optional(fc.array(sound, { minLength: 1, maxLength: 3 })),
      cwd: optional(sound),
      environment: optional(fc.dictionary(name, sound, { minKeys: 1, maxKeys: 3 })),
      stdin: optional(sound),
    }),
    fc.record({ kind: fc.constant('sql'), statement: sound, dialect: optional(sound), connection: optional(sound) }),
    fc.record({
      kind: fc.constant('http'),
      method: sound,
      url: sound,
      headers: optional(fc.array(fc.tuple(sound, sound), { minLength: 1, maxLength: 2 })),
      body: optional(sound),
    }),
    fc.record({
      kind: fc.constant('file'),
      operation: fc.constantFrom('write', 'delete'),
      path: sound,
      content: optional(sound),
    }),
    fc.record({ kind: fc.constant('tool'), server: sound, tool: sound, input: sound }),
  )
  .map((value) => present(value) as unknown as Action);

/** As the digest sees it: the order of an environment's names does not matter. */
const canonical = (value: Action): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

test('two actions have the same digest bytes only when they are the same action', () => {
  fc.assert(
    fc.property(action, action, (a, b) => {
      const same = Buffer.compare(digestBytes(a), digestBytes(b)) === 0;
      assert.equal(same, canonical(a) === canonical(b));
    }),
    { numRuns: volume(3000) },
  );
});

test('digest bytes can be read back without a doubt', () => {
  fc.assert(
    fc.property(action, (one) => {
      let rest = Buffer.from(digestBytes(one)).subarray('keyturn-action-v1\n'.length);
      const names: string[] = [];
      while (rest.length > 0) {
        const first = rest.indexOf(':');
        const second = rest.indexOf(':', first + 1);
        const length = Number(rest.subarray(first + 1, second).toString());
        names.push(rest.subarray(0, first).toString());
        assert.equal(rest[second + 1 + length], 0x0a);
        rest = rest.subarray(second + 2 + length);
      }
      assert.equal(new Set(names).size, names.length);
      assert.equal(names[0], 'kind');
    }),
  );
});

test('pieces cover the text without gap, and what is shown hides nothing', () => {
  fc.assert(
    fc.property(text, (value) => {
      let at = 0;
      let plain = '';
      for (const piece of visible(value)) {
        assert.equal(piece.start, at);
        at = piece.end;
        if ('text' in piece) {
          assert.equal(piece.text, value.slice(piece.start, piece.end));
          plain += piece.text;
        }
      }
      assert.equal(at, value.length);
      assert.ok(!hasHidden(plain));
      assert.ok(!hasHidden(visibleText(value)));
      assert.equal(visibleText(visibleText(value)), visibleText(value));
    }),
    { numRuns: volume(2000) },
  );
});

test('redaction never throws, keeps what is around, and finds nothing more the second time around the same span', () => {
  const part = fc.constantFrom(
    'PASSWORD=',
    '"token": "',
    '--password ',
    'Bearer ',
    'https://u:',
    '@h',
    'abcdefgh12345',
    '"',
    ' ',
    '\n',
    '=',
    "'",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        text,
        fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
      ),
      (value) => {
        const spans = secretSpans(value);
        let at = 0;
        for (const [start, end] of spans) {
          assert.ok(start >= at && end > start && end <= value.length);
          at = end;
        }
        if (spans.length === 0) assert.equal(redact(value), value);
      },
    ),
    { numRuns: volume(2000) },
  );
});

test('hostile repetition does not make redaction or marks slow', () => {
  // Quadratic work on these 200,000 characters would take minutes: the run would end by the runner's own limit.
  for (const unit of [
    'password',
    'password=',
    '-',
    'a:',
    'https://a:',
    '-----BEGIN ',
    'eyJ',
    'Bearer ',
    '&token=',
    'x-',
    "'",
    '\u202e',
  ])
    assert.equal(typeof redact(visibleText(unit.repeat(Math.ceil(200_000 / unit.length)))), 'string');
});

test('words of argv have apart ranges in order', () => {
  fc.assert(
    fc.property(fc.array(sound, { minLength: 1, maxLength: 6 }), (argv) => {
      const { text: shown, ranges } = argvText(argv);
      assert.equal(ranges.length, argv.length);
      let at = -1;
      for (const [start, end] of ranges) {
        assert.equal(start, at + 1);
        assert.ok(end > start && end <= shown.length);
        at = end;
      }
      assert.equal(at, shown.length);
    }),
  );
});
