import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, read } from '../reading.ts';

/** What the text hands on as a request's body, or as its address. */
const asked = (text: string): string | undefined => {
  const [want] = read(text).embedded.map((one) => one.want);
  return want !== undefined && 'language' in want ? (want.request?.body ?? want.request?.url) : undefined;
};

test('a value that jq is told to write is the body that is sent', () => {
  const body = (program: string): string | undefined => asked(`jq -nc ${program} | curl -d @- localhost:3000/graphql`);
  assert.equal(body(`'{query: "{ a }"}'`), '{"query":"{ a }"}\n');
  assert.equal(body(`--arg q 'x "y"' '{query: $q, $q}'`), '{"query":"x \\"y\\"","q":"x \\"y\\""}\n');
  assert.equal(
    body(`--argjson n 3 '{"a": [$n, true, null, -1.5, {}], b: {c: []}}'`),
    '{"a":[3,true,null,-1.5,{}],"b":{"c":[]}}\n',
  );
  assert.equal(
    asked(`Q='{ a }'; curl -d "$(jq -n --arg q "$Q" '{query: $q}')" localhost:3000/graphql`),
    '{\n  "query": "{ a }"\n}',
  );
});

test('a text that comes in becomes a value', () => {
  assert.equal(
    asked(`echo '{ a }' | jq -Rsc '{query: .}' | curl -d @- localhost:3000/graphql`),
    '{"query":"{ a }\\n"}\n',
  );
  assert.equal(asked(`echo x | jq -R '{query: .}' | curl -d @- localhost:3000/graphql`), 'localhost:3000/graphql');
  assert.equal(asked(`echo x | jq -Rs '{query: .a}' | curl -d @- localhost:3000/graphql`), 'localhost:3000/graphql');
});

test('a text in the letters of an address', () => {
  assert.equal(asked(`curl "localhost:3000/x?q=$(printf %s 'a b&c' | jq -sRr @uri)"`), 'localhost:3000/x?q=a%20b%26c');
  assert.equal(asked(`curl "localhost:3000/x?q=$(jq -rn --arg q 'a b' '$q|@uri')"`), 'localhost:3000/x?q=a%20b');
});

test('what jq brings in itself, or is not written so, is not known', () => {
  for (const program of [
    `'{query: env.Q}'`,
    `'{query: $ENV.Q}'`,
    `'{query: $__prog_args}'`,
    `'{query: "\\(1)"}'`,
    `'{query: input}'`,
    `'{query: "a"} + {b: 1}'`,
    `'{query: "a"'`,
    `'{query: "a"}, 2'`,
    `'{}' notes.json`,
    `--rawfile q notes.txt '{query: $q}'`,
    `--arg q "$(cat notes.txt)" '{query: $q}'`,
    `--arg q "$HOSTNAME" '{query: $q}'`,
    `-f a.jq`,
    `'${'['.repeat(2000)}${']'.repeat(2000)}'`,
  ]) {
    const reading = read(`jq -n ${program} | curl -d @- localhost:3000/graphql`);
    const request = reading.embedded.flatMap(({ want }) =>
      'language' in want && want.request !== undefined ? [want.request] : [],
    )[0];
    assert.equal(request?.bodyUnknown, true, program);
  }
  assert.ok(!asked('curl "localhost:3000/x?q=$(cat notes.txt | jq -sRr @uri)"')?.includes('%'));
});

test('code that jq writes is code', () => {
  assert.deepEqual(effectsOf(`jq -nr '"rm -rf src"' | sh`), ['file.delete /workspace/src']);
  assert.ok(read(`jq -nr '"\\u0072m -rf src"' | sh`).effects.some(({ traits }) => traits.includes('decoded')));
});
