import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { decodeIntent } from '../../src/action/decodeIntent.ts';
import { scanJson } from '../../src/action/json.ts';
import { stringMembers } from '../../src/action/jsonString.ts';
import { volume } from '../support/volume.ts';

/** JSON-like noise: valid pieces in any order. */
const noise = fc
  .array(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '\\',
      '\\u0061',
      '\\ud800',
      '1',
      '-',
      '.',
      'e',
      'true',
      'nul',
      ' ',
      '\n',
      '\0',
      'é',
      '😀',
      '\ud83d',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

const places = (value: unknown): boolean =>
  JSON.stringify(value, (key, inner: unknown) => (key === '__proto__' ? 'PROTO' : inner))?.includes('PROTO') ?? false;

test('what JSON.parse and the scanner both read is the same value; what JSON.parse refuses, the scanner refuses', () => {
  fc.assert(
    fc.property(fc.oneof(noise, fc.json(), fc.string({ unit: 'binary' })), (text) => {
      const scanned = scanJson(text);
      let parsed: unknown;
      try {
        parsed = JSON.parse(text);
      } catch {
        assert.ok(!scanned.ok, 'accepted what is not JSON');
        return;
      }
      if (scanned.ok) assert.deepEqual(scanned.value, parsed);
    }),
    { numRuns: volume(3000) },
  );
});

test('any value of sound strings survives', () => {
  const sound = fc.jsonValue({ depthSize: 'medium' });
  fc.assert(
    fc.property(sound, (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/\\u0000|\\ud[89a-f]/i.test(text) && !places(value) && !text.includes('__proto__'));
      const scanned = scanJson(text);
      assert.ok(scanned.ok, text);
      assert.deepEqual(scanned.value, JSON.parse(text));
    }),
  );
});

test('the exact source of a value parses to that value, whatever stands around it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('', ' ', '\n\t'), (value, space) => {
      const source = JSON.stringify(value, undefined, space);
      fc.pre(!/\\u0000|\\ud[89a-f]/i.test(source) && !source.includes('__proto__'));
      const scanned = scanJson(`{"b":[${source}],${space}"a":${space}{"input":${space}${source}${space}}}`, [
        'a',
        'input',
      ]);
      assert.ok(scanned.ok);
      assert.deepEqual(scanned.value, { b: [JSON.parse(source)], a: { input: source } });
    }),
  );
});

test('the decoder never throws, and accepts only what it was made for', () => {
  const key = fc.constantFrom(
    'version',
    'runner',
    'name',
    'action',
    'kind',
    'command',
    'argv',
    'input',
    'zzz',
    'environment',
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<unknown>(1, 'shell', 'tool', 'sql', null, true, '', 'x'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4 }),
    ),
  })).any;
  fc.assert(
    fc.property(
      fc.oneof(
        value.map((made) => JSON.stringify(made)),
        noise,
      ),
      (text) => {
        const decoded = decodeIntent(text ?? '');
        if (decoded.ok) assert.ok(decoded.intent.version === 1 && typeof decoded.intent.runner.name === 'string');
        else assert.equal(typeof decoded.problem.field, 'string');
      },
    ),
    { numRuns: volume(3000) },
  );
});

test('strings of a JSON text are found with every unit in its place', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string(), { maxKeys: 4 }), (object) => {
      const source = JSON.stringify(object);
      const members = stringMembers(source);
      assert.deepEqual(
        members.map(({ value }) => value),
        Object.values(JSON.parse(source) as Record<string, string>),
      );
      for (const { value, start, end, offsets } of members) {
        assert.equal(JSON.parse(`"${source.slice(start, end)}"`), value);
        assert.equal(offsets.length, value.length);
        assert.ok(
          offsets.every((offset, index) => offset >= start && offset < end && offset > (offsets[index - 1] ?? -1)),
        );
      }
    }),
  );
});
