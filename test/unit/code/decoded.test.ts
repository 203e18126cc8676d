import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scanWords } from '../../../src/code/words/scanWords.ts';
import { CONTEXT, openRead, summary } from './reading.ts';

const read = await openRead();

test('a text that a program decodes and runs is read as decoded, and the program stays opaque', () => {
  for (const [dialect, text, inner] of [
    ['python', "import base64; exec(base64.b64decode('cHJpbnQoMSk='))", 'print(1)'],
    ['javascript', "eval(atob('cHJpbnQoMSk='))", 'print(1)'],
  ] as const) {
    const { embedded, effects, complete } = read(dialect, text);
    assert.deepEqual(
      embedded.map(({ want, context }) => ['text' in want ? want.text : '', context.traits]),
      [[inner, ['decoded']]],
    );
    assert.ok(effects.some(({ kind, traits }) => kind === 'exec.opaque' && traits.includes('decoded')));
    assert.equal(complete, false);
  }
});

test('a plain text that is run is read at its place, and not as decoded', () => {
  const [inner] = read('python', 'exec("print(1)")').embedded;
  assert.deepEqual(inner?.range, [6, 14]);
  assert.equal(inner.context.traits, undefined);
});

test('a shell that a program starts with decoded words runs decoded text', () => {
  for (const text of [
    "import base64, os; os.system(base64.b64decode('bHM=').decode())",
    "import base64, subprocess; subprocess.run(['sh', '-c', base64.b64decode('bHM=').decode()])",
  ])
    assert.deepEqual(read('python', text).embedded[0]?.context.traits, ['decoded']);
});

test('what is not text in its encoding, or not known, is not guessed at', () => {
  for (const text of [
    "import base64; exec(base64.b64decode('////'))",
    'import base64; exec(base64.b64decode(x))',
    "import codecs; exec(codecs.decode('6869', 'utf-7'))",
  ])
    assert.ok(
      summary(read('python', text)).every((one) => one.startsWith('exec.opaque ')),
      text,
    );
});

test('in a language without a grammar a decoder with its literal is found by its words', () => {
  for (const [text, wanted] of [
    ["use MIME::Base64; eval decode_base64('dW5saW5rICJhIjs=');", 'code unlink "a";'],
    ["eval pack('H*', '756e6c696e6b202261223b');", 'code unlink "a";'],
    ["use MIME::Base64; system(decode_base64('cm0gLXJmIH4='));", 'shell rm -rf ~'],
  ] as const) {
    const reading = scanWords({ language: 'code', dialect: 'perl', text }, CONTEXT);
    assert.ok(summary(reading).includes(wanted), `${text}: ${summary(reading).join(', ')}`);
    const inner = reading.embedded.find(({ want }) => 'text' in want && wanted.endsWith(want.text));
    assert.deepEqual(inner?.context.traits, ['decoded'], text);
    assert.ok(reading.effects.some(({ kind }) => kind === 'exec.opaque'));
  }
});

test('code in a language of which only a letter is known, or nothing, is called code', () => {
  const nameOf = (dialect: string): string | undefined =>
    scanWords({ language: 'code', text: 'f()', dialect }, CONTEXT).effects[0]?.object.name;
  assert.deepEqual(['other', 'r', 'perl'].map(nameOf), ['code', 'R code', 'perl']);
});
