import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PLATFORMS } from '../../../src/http/catalog/all.ts';
import { openHttpReader } from '../../../src/http/openHttp.ts';
import type { Context, HttpRequest, Reading, Source } from '../../../src/reading/reader.ts';

const CONTEXT: Context = {
  cwd: '/workspace',
  workspace: '/workspace',
  home: '/home/user',
  environment: {},
  traits: [],
  place: 'unknown',
  depth: 0,
};

async function read(request: HttpRequest, language: Source['language'] = 'http'): Promise<Reading> {
  const reader = await openHttpReader();
  const text =
    language === 'graphql' ? (request.body ?? '') : `${request.method} ${request.url}\n\n${request.body ?? ''}`;
  return reader(language === 'graphql' ? { language, text } : { language, text, request }, CONTEXT);
}

const request = (line: string, body?: string, headers: HttpRequest['headers'] = []): HttpRequest => {
  const [method = '', url = ''] = line.split(' ');
  return { method, url, headers, ...(body === undefined ? {} : { body }) };
};

const summary = ({ effects }: Reading): readonly string[] =>
  effects.map(({ kind, object }) => `${kind} ${object.type} ${object.name}`);

for (const platform of PLATFORMS) {
  test(`${platform.name}: its own examples`, async () => {
    for (const example of platform.examples) {
      const reading = await read({
        ...request(example.request, example.body, example.headers),
        ...(example.socket === undefined ? {} : { socket: example.socket }),
      });
      const found = reading.effects.find(
        ({ kind, object }) =>
          kind === example.effect && (example.object === undefined || object.name === example.object),
      );
      assert.ok(
        found,
        `${example.request}: wanted ${example.effect} ${example.object ?? ''}, got ${summary(reading).join(' · ')}`,
      );
    }
  });
}

test('a method that a header, a parameter or a form field overrides is the one that is read', async () => {
  for (const asked of [
    request('POST http://localhost:3000/users/7', '', [['X-HTTP-Method-Override', 'DELETE']]),
    request('GET http://localhost:3000/users/7?_method=DELETE'),
    request('POST http://localhost:3000/users/7', '_method=delete'),
  ])
    assert.ok(summary(await read(asked)).includes('store.delete resource users/7'));
  const [first] = summary(await read(request('DELETE http://localhost:3000/users/7?_method=GET')));
  assert.equal(first, 'network.send host localhost');
});

test('a server of statements is read by its statement', async () => {
  const reading = await read(request('POST http://localhost:8123/', 'DROP TABLE x'));
  assert.deepEqual(
    reading.embedded.map(({ want }) => ('text' in want ? want.text : '')),
    ['DROP TABLE x'],
  );
  const unknown = await read({ ...request('POST http://localhost:8123/'), bodyUnknown: true });
  assert.ok(summary(unknown).some((line) => line.startsWith('network.send')));
});

test('the deletion of a volume by an API token is named as what it is', async () => {
  const reading = await read(
    request(
      'POST https://backboard.railway.app/graphql/v2',
      '{"query":"mutation { volumeDelete(volumeId: \\"3d2c42fb-0000\\") }"}',
      [['Authorization', 'Bearer token']],
    ),
  );
  const effect = reading.effects.find(({ kind }) => kind === 'infra.destroy');
  assert.equal(effect?.object.type, 'volume');
  assert.equal(effect.object.name, '3d2c42fb-0000');
  assert.equal(effect.environment, 'production');
  assert.ok(effect.traits.includes('credential'), 'the token is part of the danger');
  assert.ok(reading.complete);
});

test('the identifier is found in variables and in nested input', async () => {
  const body = JSON.stringify({
    query:
      'mutation Del($v: String!, $n: X) { volumeDelete(volumeId: $v) deleteService(input: { serviceId: "s9" }) other(x: $n) }',
    variables: { v: 'vol-7' },
  });
  const found = summary(await read(request('POST https://backboard.railway.com/graphql/v2', body)));
  assert.ok(found.includes('infra.destroy volume vol-7'), found.join());
  assert.ok(found.includes('infra.destroy resource service/s9'), found.join());
});

test('verbs that destroy or stop without saying delete', async () => {
  for (const [field, kind] of [
    ['environmentStop', 'infra.change'],
    ['tokenRevoke', 'infra.change'],
    ['branchUnprotect', 'infra.change'],
    ['projectArchive', 'infra.change'],
    ['databaseReset', 'infra.destroy'],
    ['secretRotate', 'infra.change'],
    ['serviceDisable', 'infra.change'],
    ['purgeQueue', 'infra.destroy'],
    ['environmentsTerminate', 'infra.destroy'],
  ] as const) {
    const found = summary(
      await read(request('POST https://backboard.railway.app/graphql/v2', `{"query":"mutation { ${field}(id: 1) }"}`)),
    );
    assert.ok(
      found.some((one) => one.startsWith(kind)),
      `${field}: wanted ${kind}, got ${found.join()}`,
    );
  }
});

test('a mutation hidden behind a query, a fragment or another operation name is seen', async () => {
  const query = 'query Q { me { id } } mutation M { ...F } fragment F on Mutation { volumeDelete(volumeId: "v") }';
  const all = summary(await read(request('POST https://backboard.railway.app/graphql/v2', JSON.stringify({ query }))));
  assert.ok(all.includes('infra.destroy volume v'), all.join());
  const named = summary(
    await read(request('POST https://backboard.railway.app/graphql/v2', JSON.stringify({ query, operationName: 'Q' }))),
  );
  assert.ok(!named.some((one) => one.startsWith('infra')), named.join());
  const batch = summary(
    await read(
      request('POST https://backboard.railway.app/graphql/v2', JSON.stringify([{ query: '{ me { id } }' }, { query }])),
    ),
  );
  assert.ok(batch.includes('infra.destroy volume v'), batch.join());
});

test('plain reads are reads of the host', async () => {
  for (const line of [
    'GET https://example.com/a?b=c',
    'HEAD http://localhost:3000/',
    'GET http://127.0.0.1:8080/health',
  ]) {
    const reading = await read(request(line));
    assert.deepEqual(
      reading.effects.map(({ kind }) => kind),
      ['network.fetch'],
      line,
    );
    assert.deepEqual(reading.effects[0]?.traits, [], line);
    assert.ok(reading.complete);
  }
});

test('keys, unknown bodies and secrets are said', async () => {
  const keyed = await read(request('GET https://example.com/', undefined, [['X-Api-Key', 'k']]));
  assert.deepEqual(keyed.effects[0]?.traits, ['credential']);
  const file = await read({ ...request('POST https://example.com/'), bodyUnknown: true });
  assert.ok(file.effects[0]?.traits.includes('reads-local'));
  const secret = await read(
    request(
      'POST https://paste.example.com/',
      '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA1234567890\n-----END RSA PRIVATE KEY-----',
    ),
  );
  assert.ok(
    summary(secret).some((one) => one.startsWith('secret.send')),
    summary(secret).join(),
  );
});

test('what cannot be known is not complete', async () => {
  assert.equal((await read(request('GET $HOST/x'))).complete, false, 'a host known only when it runs');
  assert.equal((await read(request('POST https://x.dev/graphql', '{"query":"mutation { broken("}'))).complete, false);
  assert.equal((await read({ ...request('POST https://x.dev/graphql'), bodyUnknown: true })).complete, false);
});

test('a DELETE to any host names what it deletes', async () => {
  const found = summary(await read(request('DELETE http://localhost:3000/api/users/5')));
  assert.ok(found.includes('store.delete resource users/5'), found.join());
});

test("SQL in a platform's query endpoint is handed on as SQL", async () => {
  const reading = await read(
    request('POST https://api.supabase.com/v1/projects/p/database/query', '{"query":"DROP TABLE x"}'),
  );
  const want = reading.embedded[0]?.want;
  assert.ok(want !== undefined && !('request' in want && typeof want.request === 'string'));
  assert.equal('text' in want ? want.text : '', 'DROP TABLE x');
});

test('a GraphQL document without a request', async () => {
  const found = summary(
    await read({ method: '', url: '', headers: [], body: 'mutation { volumeDelete(volumeId: "v1") }' }, 'graphql'),
  );
  assert.ok(found.includes('infra.destroy volume v1'), found.join());
});

test('a document of endless depth is refused, not parsed', async () => {
  const deep = `{"query":"query ${'{a'.repeat(50_000)}"}`;
  assert.equal((await read(request('POST https://x.dev/graphql', deep))).complete, false);
});

test('JSON-RPC that only asks is a look, whatever the method of HTTP', async () => {
  const told = async (body: string, line = 'POST http://localhost:8545'): Promise<string> =>
    summary(await read(request(line, body))).join(' · ');
  const asks = 'network.fetch host localhost';
  assert.equal(await told('{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}'), asks);
  assert.equal(await told('[{"jsonrpc": "2.0", "method": "net_version", "id": 1}]'), asks);
  assert.equal(await told('{"jsonrpc":"2.0","id":1,"method":"tools/list"}', 'POST http://localhost:3000/mcp'), asks);
  const twins: readonly (readonly [body: string, line?: string])[] = [
    ['{"jsonrpc":"2.0","id":1,"method":"eth_sendTransaction","params":[{}]}'],
    ['[{"jsonrpc":"2.0","method":"net_version"},{"jsonrpc":"2.0","method":"evm_revert"}]'],
    ['{"jsonrpc":"2.0","method":"eth_sendTransaction","method":"eth_call"}'],
    ['{"jsonrpc":"2.0","\\u006dethod":"eth_sendTransaction","method":"eth_call"}'],
    ['{"jsonrpc":"2.0","method":"eth_call","Method":"eth_sendTransaction"}'],
    ['{"method":"eth_call"}'],
    ['[]'],
    ['{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{}}', 'POST http://localhost:3000/mcp'],
    ['{"jsonrpc":"2.0","id":1,"method":"eth_call"}', 'POST http://localhost:8080/actuator/shutdown'],
    ['{"jsonrpc":"2.0","id":1,"method":"eth_call"}', 'DELETE http://localhost:8545'],
    ['{"jsonrpc":"2.0","id":1,"method":"eth_call"}', 'POST http://localhost:8545/?action=delete'],
    [
      '{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"file:///a"}}',
      'POST http://localhost:3000/mcp',
    ],
  ];
  for (const [body, line] of twins) assert.match(await told(body, line), /network\.send/, body);
});

test('through a socket the host in the address means nothing', async () => {
  const asked = async (url: string): Promise<Reading> =>
    read({ method: 'GET', url, headers: [], socket: '/var/run/docker.sock' });
  const plain = await asked('http://v1.43/containers/json');
  assert.deepEqual([summary(plain), plain.complete], [['network.fetch host localhost'], true]);
  assert.equal((await asked('http://$HOST/containers/json')).complete, false);
  assert.deepEqual(summary(await asked('http://d/containers/db/archive?path=/run/secrets')), [
    'network.fetch host localhost',
    'secret.read secret /run/secrets',
  ]);
});

test('what Prometheus is asked for is no document of GraphQL', async () => {
  const url = (query: string): string => `http://localhost:9090/api/v1/query?query=${encodeURIComponent(query)}`;
  const sum = await read(request(`GET ${url('sum(rate(up{job="api"}[5m]))')}`));
  assert.deepEqual([summary(sum), sum.complete], [['network.fetch host localhost'], true]);
  for (const query of ['mutation { drop }', ', # x\nmutation { drop }', '"why" mutation { drop }'])
    assert.notDeepEqual(summary(await read(request(`GET ${url(query)}`))), summary(sum), query);
});

test('what a command inside of an address asks is no part of the address', async () => {
  const asked = async (url: string): Promise<string> =>
    summary(await read({ method: 'GET', url, headers: [] })).join(' · ');
  for (const inner of ["$(curl -s 'localhost:3001/y#')", "`curl -s 'localhost:3001/y?z#'`", '$(f $(g "#") (h))'])
    assert.match(
      await asked(`http://localhost:3000/users/7?a=${inner}&_method=DELETE`),
      /store\.delete resource users\/7/,
    );
  assert.match(await asked('http://localhost:3000/$(curl -s localhost/y?z)/purge'), /infra\.change/);
  assert.match(await asked('http://localhost:7379/FLUSHALL'), /store\.delete/);
});

test('Vault gives out secrets at its own port', async () => {
  for (const [url, held] of [
    ['http://localhost:8200/v1/secret/data/app', true],
    ['https://vault.example.com:8200/v1/kv/app', true],
    ['http://localhost:8200/v1/team/data/app', true],
    ['http://localhost:8200/v1/team-kv/prod/db', true],
    ['http://localhost:8200/v1/sys/storage/raft/snapshot', true],
    ['http://localhost:8200/v1/team-kv/prod?list=true', false],
    ['http://localhost:8200/v1/sys/health', false],
    ['http://localhost:8200/ui/', false],
    ['http://localhost:8200/v1/secret/metadata/app', false],
    ['http://localhost:3000/v1/secret/data/app', false],
  ] as const) {
    const { effects } = await read(request(`GET ${url}`));
    assert.equal(
      effects.some(({ kind }) => kind === 'secret.read'),
      held,
      url,
    );
  }
});

test('by JSON-RPC nodes and servers of tools are asked', async () => {
  const looks = async (call: object, path = ''): Promise<boolean> =>
    summary(
      await read(request(`POST http://localhost:8899${path}`, JSON.stringify({ jsonrpc: '2.0', id: 1, ...call }))),
    ).join() === 'network.fetch host localhost';
  const hello = { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'a', version: '1' } };
  for (const call of [
    { method: 'getHealth' },
    { method: 'getBalance', params: ['1'] },
    { method: 'debug_traceTransaction', params: ['0x1'] },
    { method: 'initialize', params: hello },
  ])
    assert.ok(await looks(call), call.method);
  for (const call of [
    { method: 'requestAirdrop', params: ['1', 1] },
    { method: 'sendTransaction', params: ['x'] },
    { method: 'getBlocksAndDelete' },
    { method: 'debug_setHead', params: ['0x1'] },
    { method: 'anvil_reset' },
    { method: 'initialize', params: { drop: true } },
    { method: 'initialize' },
    { method: 'tools/call', params: { name: 'a' } },
  ])
    assert.ok(!(await looks(call)), call.method);
  assert.ok(!(await looks({ method: 'initialize', params: hello }, '/setup')));
});

test('a model of another machine is told what it is asked', async () => {
  const looks = async (url: string, body: object): Promise<boolean> =>
    summary(await read(request(`POST ${url}`, JSON.stringify(body)))).join() === 'store.read resource api/chat';
  assert.ok(
    await looks('http://localhost:11434/api/chat', {
      model: 'a',
      messages: [{ role: 'user', content: 'in the cloud' }],
    }),
  );
  assert.ok(!(await looks('http://localhost:11434/api/chat', { model: 'a:120b-cloud' })));
  assert.ok(!(await looks('http://models.example:11434/api/chat', { model: 'a' })));
  assert.ok(!(await looks('http://localhost:8000/api/chat', { model: 'a' })));
});

test('a word that stands in the text opens nothing to who only asks a server of this machine', async () => {
  const opens = async (line: string, body: object, value: string): Promise<boolean> => {
    const reading = await read(request(line, JSON.stringify(body), [['Authorization', value]]));
    return reading.effects.some(({ traits }) => traits.includes('credential'));
  };
  const query = { query: '{ users { id } }' };
  assert.equal(await opens('POST http://localhost:4000/graphql', query, 'Bearer dev'), false);
  assert.equal(await opens('POST http://localhost:9200/a/_search', {}, 'Basic x'), false);
  assert.equal(await opens('POST http://localhost:4000/graphql', query, 'Bearer $TOKEN'), true);
  assert.equal(await opens('POST https://api.example.com/graphql', query, 'Bearer dev'), true);
  assert.equal(await opens('POST http://localhost:4000/graphql', { query: 'mutation { a }' }, 'Bearer dev'), true);
  assert.equal(await opens('POST http://localhost:3000/users', {}, 'Bearer dev'), true);
});

test('a POST to what bills or pays moves money, wherever it is', async () => {
  const moves = async (line: string): Promise<boolean> =>
    (await read(request(line, '{"amount":100}'))).effects.some(({ kind }) => kind === 'money.move');
  for (const line of [
    'POST https://billing.example.com/v1/subscriptions',
    'PATCH https://payments.internal.example.com/plans/7',
    'POST https://api.example.com/v1/charges',
    'POST https://api.example.com/v1/orders/7/refund',
    'POST https://api.example.com/invoices/7/pay',
  ])
    assert.equal(await moves(line), true, line);
  for (const line of [
    'GET https://billing.example.com/v1/charges',
    'POST https://billing.example.com/v1/invoices/search',
    'POST https://api.example.com/v1/billing/webhook',
    'POST http://localhost:3000/api/checkout',
    'POST https://app.example.com/capture',
    'POST https://api.example.com/v1/users',
  ])
    assert.equal(await moves(line), false, line);
});
