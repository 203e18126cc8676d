import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SECRET_PATTERNS, SHORTEST_TOKEN } from '../../../src/action/secretPatterns.ts';
import { isSecretName, redact, redactAction, redactValue, secretSpans } from '../../../src/action/redact.ts';

/** Made up by joining, so that no scanner takes them for real ones. */
const join = (...parts: readonly string[]): string => parts.join('');

test('secrets of known shapes do not survive', () => {
  const cases: readonly (readonly [text: string, secret: string])[] = [
    ['psql postgres://app:hunter2@db/shop', 'hunter2'],
    ['curl -H "Authorization: Bearer abcDEF123456"', 'abcDEF123456'],
    ['curl -H "Authorization: Basic dXNlcjpwYXNz"', 'dXNlcjpwYXNz'],
    ['curl -H "Authorization: token abcdef"', 'abcdef'],
    ['curl -u me:s3cr3t https://x', 's3cr3t'],
    [join('AKIA', 'IOSFODNN7EXAMPLE'), 'IOSFODNN7EXAMPLE'],
    [join('ghp_', 'a'.repeat(36)), 'aaaa'],
    [join('github_pat_', 'b'.repeat(40)), 'bbbb'],
    [join('glpat-', 'c'.repeat(20)), 'cccc'],
    [join('xoxb-', '1234567890-abcdef'), '1234567890'],
    [join('sk_live_', 'd'.repeat(24)), 'dddd'],
    [join('sk-', 'ant-api03-', 'e'.repeat(40)), 'eeee'],
    [join('npm_', 'f'.repeat(36)), 'ffff'],
    [join('AIza', 'g'.repeat(35)), 'gggg'],
    [join('eyJhbGciOiJI', '.', 'eyJzdWIiOiIx', '.', 'SflKxwRJSMeKKF2'), 'SflKxw'],
    ['PGPASSWORD=hunter2 psql', 'hunter2'],
    ['export API_KEY="two words"', 'two words'],
    ["DB_PASSWORD: 'x y'", 'x y'],
    ['{"client_secret": "abc123"}', 'abc123'],
    ['mysql --password=hunter2 shop', 'hunter2'],
    ['gh auth login --token hunter2', 'hunter2'],
    ['https://x/y?access_token=hunter2&z=1', 'hunter2'],
    ["CREATE USER a IDENTIFIED BY 'hunter2'", 'hunter2'],
    ["ALTER ROLE a PASSWORD 'hunter2'", 'hunter2'],
    [join('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEowIBAAKC\n', '-----END RSA PRIVATE KEY-----'), 'MIIEowIBAAKC'],
    [join('-----BEGIN OPENSSH ', 'PRIVATE KEY-----\nb3BlbnNzaC1r'), 'b3BlbnNzaC1r'],
  ];
  for (const [text, secret] of cases) {
    assert.ok(!redact(text).includes(secret), `${secret} stays in ${redact(text)}`);
    assert.ok(redact(text).includes('•••'), text);
  }
});

test('the shortest secrets are found, and nothing shorter is one', () => {
  for (const text of [join('xoxb-', 'a1b2c3d4'), 'pwd=x', 'pwd: x', '?key=abcd'])
    assert.ok(redact(text).includes('•••'), `${text} is left as it is`);
  const begins = ['AKIA', 'ghp_', 'glpat-', 'xoxb-', 'xapp-', 'sk_test_', 'whsec_', 'sk-', 'hf_', 'npm_', 'SG.', 'eyJ'];
  for (const begin of begins)
    for (const filler of ['a', 'A', '1', '.', '_']) {
      const text = begin.padEnd(SHORTEST_TOKEN - 1, filler);
      for (const pattern of SECRET_PATTERNS) {
        pattern.lastIndex = 0;
        assert.ok(!pattern.test(text), `${text} is shorter than ${SHORTEST_TOKEN} and fits ${pattern.source}`);
      }
    }
});

test('what is no secret stays readable', () => {
  for (const text of [
    'git commit -m "explain the token bucket"',
    'SELECT id FROM tokens WHERE user_id = 7',
    'rm -rf src/password-reset',
    'curl https://api.example.com/v1/users?page=2',
    'echo $API_KEY',
    'ssh me@host',
    'psql postgres://app@db/shop',
  ])
    assert.equal(redact(text), text);
});

test('spans are in order and apart', () => {
  const text = 'PASSWORD=a TOKEN=b https://u:c@h';
  const spans = secretSpans(text);
  assert.deepEqual(
    spans.map(([start, end]) => text.slice(start, end)),
    ['a', 'b', 'c'],
  );
});

test('values go by their names', () => {
  for (const name of [
    'DB_PASSWORD',
    'x-api-key',
    'Authorization',
    'Set-Cookie',
    'AWS_SECRET_ACCESS_KEY',
    'token',
    'userPass',
    'clientPwd',
    'totp',
    'card_cvv',
  ])
    assert.ok(isSecretName(name), name);
  for (const name of ['PGHOST', 'content-type', 'author', 'compass', 'AWS_PROFILE', 'byPassage', 'compassPoint'])
    assert.ok(!isSecretName(name), name);
  assert.equal(redactValue('PGPASSWORD', 'x'), '•••');
  assert.equal(redactValue('DATABASE_URL', 'postgres://a:b@c/d'), 'postgres://a:•••@c/d');
});

test('an action keeps its shape', () => {
  assert.deepEqual(
    redactAction({
      kind: 'shell',
      argv: ['mysql', '--password', 'hunter2', '-e', 'select 1'],
      environment: { PGPASSWORD: 'a', PGHOST: 'b' },
    }),
    {
      kind: 'shell',
      argv: ['mysql', '--password', '•••', '-e', 'select 1'],
      environment: { PGPASSWORD: '•••', PGHOST: 'b' },
    },
  );
});
