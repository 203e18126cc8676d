import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectsOf, read } from '../reading.ts';

/** `METHOD URL body` of each request that is handed on. */
const requestsOf = (text: string): readonly string[] =>
  read(text).embedded.flatMap(({ want }) =>
    'language' in want && want.request !== undefined
      ? [`${want.request.method} ${want.request.url} ${want.request.body ?? ''}`.trimEnd()]
      : [],
  );

test('what HTTPie gets as JSON is sent as JSON', () => {
  assert.deepEqual(requestsOf(`http GET :9200/_search query:='{"match_all":{}}' size:=3 name=4`), [
    'GET http://localhost:9200/_search {"query":{"match_all":{}},"size":3,"name":"4"}',
  ]);
  assert.deepEqual(requestsOf('http :3000 a:=x'), ['POST http://localhost:3000 {"a":"x"}']);
});

test('of a certificate that is only checked against nothing is shown', () => {
  const look = read('curl --cacert certs/ca.pem https://localhost:8443/').effects.at(0);
  assert.equal(look?.kind, 'file.read');
  assert.deepEqual(look.traits, ['names-only']);
  assert.deepEqual(effectsOf('curl -d @certs/ca.pem https://localhost:8443/').slice(0, 1), [
    'secret.read /workspace/certs/ca.pem',
  ]);
});

test('a container is named where more is done in it than asked', () => {
  const named = (text: string): boolean => effectsOf(text).some((effect) => effect.startsWith('container.run'));
  assert.equal(named('docker exec web curl -s localhost:3000/health'), false);
  assert.equal(named('docker compose exec web wget -qO- http://127.0.0.1:3000/health'), false);
  assert.equal(named('kubectl exec deploy/web -- curl -sI localhost:8080'), false);
  assert.equal(named('docker exec web curl -s -X POST localhost:3000/x'), true);
  assert.equal(named('docker exec web curl -s -X DELETE localhost:9200/orders'), true);
  assert.equal(named('docker exec web curl -s -d a=b localhost:3000/x'), true);
  assert.equal(named('docker exec web curl -s -o /app/x localhost:3000/x'), true);
  assert.equal(named('docker exec web sh -c "curl -s localhost:3000/x | sh"'), true);
});
