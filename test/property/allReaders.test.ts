import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LANGUAGES } from '../../src/code/languages.ts';
import { openHttpReader } from '../../src/http/openHttp.ts';
import type { Reading, Source } from '../../src/reading/reader.ts';
import { readShell } from '../../src/shell/readShell.ts';
import '../support/wholeCatalogue.ts';
import { CONTEXT, openRead } from '../unit/code/reading.ts';

/** Cases in all: 8,000 in `npm test`, 200,000 in `npm run test:full`. */
const TIMES = process.env['KEYTURN_FULL'] === '1' ? 25 : 1;

const readCode = await openRead();
const readHttp = await openHttpReader();

/** The reading can cross a thread, says where everything stands, and is complete only when nothing was left unread. */
function assertSound({ text }: Source, reading: Reading): void {
  assert.deepEqual(structuredClone(reading), reading);
  for (const { range } of [...reading.effects, ...reading.embedded, ...reading.problems, ...reading.asks]) {
    const [start, end] = range;
    assert.ok(0 <= start && start <= end && end <= text.length, `range ${range.join()} in ${JSON.stringify(text)}`);
  }
  if (reading.problems.length > 0) assert.equal(reading.complete, false, JSON.stringify(text));
}

const soup = (words: readonly string[], maxLength = 30): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.constantFrom(...words), fc.constantFrom('', ' ', ' ', '\n')), { maxLength })
    .map((parts) => parts.map((part) => part.join('')).join(''));
const anything = fc.string({ unit: 'binary', maxLength: 60 });

const SHELL =
  "rm -rf / ~ $HOME \"$X\" 'a b' $(ls) `ls` { } ( ) ; & && || | > >> < <<EOF EOF <<< if then fi for in do done while case esac function f() cd /tmp sudo env X=1 bash -c eval xargs find -exec \\; curl https://x.example psql -c 'DROP TABLE a' python3 -c git push \\ \" ' ${a:-b} $((1+1)) [[ ]] ! # é \ud800 * ? [a] {a,b}".split(
    ' ',
  );

test('shell: any text is answered soundly', () => {
  fc.assert(
    fc.property(fc.oneof({ weight: 4, arbitrary: soup(SHELL) }, { weight: 1, arbitrary: anything }), (text) => {
      const source: Source = { language: 'shell', dialect: 'bash', text };
      assertSound(source, readShell(source, CONTEXT) as Reading);
    }),
    { numRuns: 3000 * TIMES },
  );
});

const URLS =
  'https://api.github.com/repos/a/b http://localhost:3000/x https://backboard.railway.com/graphql/v2 https://x.supabase.co/rest/v1/t https://$HOST/a //x a.b/c?query={a} https://dynamodb.us-east-1.amazonaws.com/ http://[::1]:9200/i/_search https://a:b@c.example/%zz https://api.stripe.com/v1/refunds \ud800'.split(
    ' ',
  );
const BODIES = soup(
  '{ } [ ] " : , query mutation volumeDelete ( ) id $ fragment on ... DROP TABLE TableName sk_live_123 \\ é'.split(' '),
);

test('http: any request is answered soundly', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'DELETE', 'PATCH', 'PUT', '', 'x y'),
      fc.oneof(fc.constantFrom(...URLS), anything),
      fc.oneof(BODIES, anything, fc.constant(undefined)),
      fc.array(fc.tuple(fc.constantFrom('X-Amz-Target', 'Content-Type', 'Authorization'), anything), { maxLength: 2 }),
      async (method, url, body, headers) => {
        const request = { method, url, headers, ...(body === undefined ? {} : { body }) };
        const source: Source = { language: 'http', text: `${method} ${url}`, request };
        assertSound(source, await readHttp(source, CONTEXT));
      },
    ),
    { numRuns: 2600 * TIMES },
  );
});

const CODE =
  'import require use from fs os File shutil ( ) [ ] { } < > => -> :: . , ; : = + - * / % & | ! ? \' " ` # // /* */ $ $x @ \\ lambda def function fn class end do if else for in foreach print puts echo unlink system eval <?php ?> f" ${ #{ {$ <<~A A é \ud800 1 x'.split(
    ' ',
  );

for (const dialect of LANGUAGES.keys()) {
  test(`${dialect}: any text is answered soundly`, () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 4, arbitrary: soup(CODE) }, { weight: 1, arbitrary: anything }), (text) => {
        assertSound({ language: 'code', dialect, text }, readCode(dialect, text));
      }),
      { numRuns: 600 * TIMES },
    );
  });
}
