import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeIntent } from '../../../src/action/decodeIntent.ts';
import { INPUT_CODES } from '../../../src/action/problem.ts';
import { inputSentence } from '../../../src/app/sentences/input.ts';

const RUNNER = '"version":1,"runner":{"name":"t"}';
const shell = (fields: string): string => `{${RUNNER},"action":{"kind":"shell",${fields}}}`;

function named(text: string): string {
  const decoded = decodeIntent(text);
  assert.ok(!decoded.ok, `accepted ${text.slice(0, 200)}`);
  return `${decoded.problem.code} ${decoded.problem.field}`;
}

test('every kind of action decodes to what was filed', () => {
  const decoded = decodeIntent(
    `{${RUNNER},"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","action":{"kind":"tool","server":"s","tool":"t","input":{ "a" : 1 }},` +
      `"claim":{"summary":"s"},"expiresIn":60}`,
  );
  assert.deepEqual(decoded, {
    ok: true,
    intent: {
      version: 1,
      id: '01ARZ3NDEKTSV4RRFFQ69G5FAV',
      runner: { name: 't' },
      action: { kind: 'tool', server: 's', tool: 't', input: '{ "a" : 1 }' },
      claim: { summary: 's' },
      expiresIn: 60,
    },
  });
  for (const action of [
    '{"kind":"shell","command":"","environment":{"PGHOST":"db"},"stdin":"x"}',
    '{"kind":"shell","argv":["rm","-rf","my dir",""],"cwd":"/w","shell":"bash"}',
    '{"kind":"sql","statement":"select 1","dialect":"postgresql","connection":"prod"}',
    '{"kind":"http","method":"DELETE","url":"https://a/b","headers":[["a","b"]],"body":""}',
    '{"kind":"file","operation":"write","path":"/a","content":""}',
  ]) {
    const one = decodeIntent(`{${RUNNER},"action":${action}}`);
    assert.deepEqual(one.ok && one.intent.action, JSON.parse(action));
  }
});

test('bad input is refused with the field at fault', () => {
  const cases: readonly (readonly [text: string, named: string])[] = [
    ['nonsense', 'syntax '],
    ['[]', 'wrong-type '],
    ['{}', 'missing version'],
    [`{"version":2,"runner":{"name":"t"},"action":{"kind":"shell","command":"a"}}`, 'wrong-value version'],
    [`{${RUNNER}}`, 'missing action'],
    [`{${RUNNER},"action":{}}`, 'missing action.kind'],
    [`{${RUNNER},"action":{"kind":"mail"}}`, 'wrong-value action.kind'],
    [`{${RUNNER},"action":{"kind":"shell"}}`, 'one-of action'],
    [shell('"command":"a","argv":["a"]'), 'one-of action'],
    [shell('"argv":[]'), 'too-short action.argv'],
    [shell('"argv":["","x"]'), 'too-short action.argv.0'],
    [shell('"argv":["a",1]'), 'wrong-type action.argv.1'],
    [shell('"command":7'), 'wrong-type action.command'],
    [shell('"command":"a","cwd":"relative"'), 'wrong-value action.cwd'],
    [shell('"command":"a","shell":"fish"'), 'wrong-value action.shell'],
    [shell('"command":"a","zsh":true'), 'unknown-field action.zsh'],
    [shell('"command":"a","command":"b"'), 'duplicate-key action.command'],
    [shell('"command":"a\\u0000"'), 'nul action.command'],
    [shell('"command":"a\\ud800"'), 'lone-surrogate action.command'],
    [shell('"command":"a","environment":{"A:1":"x"}'), 'wrong-value action.environment.A:1'],
    [shell('"command":"a","environment":{"A\\n":"x"}'), 'wrong-value action.environment.A\n'],
    [shell('"command":"a","environment":{"A":1}'), 'wrong-type action.environment.A'],
    [`{${RUNNER},"action":{"kind":"tool","server":"s","tool":"t","input":[]}}`, 'wrong-value action.input'],
    [`{${RUNNER},"action":{"kind":"tool","server":"s","tool":"t"}}`, 'missing action.input'],
    [`{${RUNNER},"action":{"kind":"http","method":"GET","url":"file:///etc"}}`, 'wrong-value action.url'],
    [`{${RUNNER},"action":{"kind":"http","method":"GET /","url":"http://a"}}`, 'wrong-value action.method'],
    [`{${RUNNER},"action":{"kind":"file","operation":"write","path":"a"}}`, 'wrong-value action.path'],
    [`{${RUNNER},"id":"../../etc","action":{"kind":"shell","command":"a"}}`, 'wrong-value id'],
    [`{${RUNNER},"expiresIn":86401,"action":{"kind":"shell","command":"a"}}`, 'wrong-value expiresIn'],
    [`{${RUNNER},"expiresIn":1.5,"action":{"kind":"shell","command":"a"}}`, 'wrong-type expiresIn'],
    [`{"version":1,"runner":{"name":""},"action":{"kind":"shell","command":"a"}}`, 'too-short runner.name'],
    [`{"version":1,"runner":{"name":"t","pid":0},"action":{"kind":"shell","command":"a"}}`, 'wrong-value runner.pid'],
    [`{${RUNNER},"claim":{"verdict":"safe"},"action":{"kind":"shell","command":"a"}}`, 'unknown-field claim.verdict'],
  ];
  for (const [text, expected] of cases) assert.equal(named(text), expected, text);
});

test('every problem has a sentence, and hidden characters of its field show as marks', () => {
  for (const code of INPUT_CODES) {
    const sentence = inputSentence({ field: 'a\u202eb', code, values: {} });
    assert.match(sentence, /^“a⟨U\+202E RLO⟩b” .+\.$/);
  }
});
