import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Action } from '../../../../src/action/action.ts';
import { cardRequest, requestLines } from '../../../../src/app/card/cardRequest.ts';
import { remarkSentence } from '../../../../src/app/sentences/previews.ts';
import { openHttpReader } from '../../../../src/http/openHttp.ts';
import { httpSource } from '../../../../src/preview/http/httpSource.ts';
import type { PreviewReport, PreviewSubject, RequestFacts } from '../../../../src/preview/preview.ts';
import { readWhole } from '../../../../src/reading/readWhole.ts';
import { openShellReader } from '../../../../src/shell/openShell.ts';

const source = httpSource();

async function subjectOf(action: Action): Promise<PreviewSubject> {
  const context = {
    cwd: '/workspace',
    workspace: '/workspace',
    home: '/home/nobody',
    environment: {},
    traits: [],
    place: 'unknown',
    depth: 0,
  } as const;
  const none = async (): Promise<{ unread: 'absent' }> => ({ unread: 'absent' });
  const readers = { shell: openShellReader(), http: openHttpReader };
  const reading = await readWhole(action, context, readers, { file: none, packageScript: none });
  return { action, reading, cwd: '/workspace', workspace: '/workspace' };
}

async function look(action: Action): Promise<PreviewReport> {
  const subject = await subjectOf(action);
  assert.ok(source.wants(subject));
  const reports: PreviewReport[] = [];
  await source.look(subject, (report) => reports.push(report), new AbortController().signal);
  assert.equal(reports.length, 1);
  return reports[0] ?? assert.fail();
}

const shell = (command: string): Action => ({ kind: 'shell', command, shell: 'bash', cwd: '/workspace' });

async function decoded(action: Action): Promise<RequestFacts> {
  return (await look(action)).requests?.[0] ?? assert.fail('no request was taken apart');
}

const told = ({ facts }: RequestFacts): readonly string[] =>
  facts.map(({ what, name, value }) => [what, name, value].filter((part) => part !== undefined).join(' '));

test('a GraphQL mutation in a curl command: operation, arguments and ids, the token masked', async () => {
  const request = await decoded(
    shell(
      `curl -X POST https://backboard.railway.app/graphql/v2 -H "Authorization: Bearer 8f2b1c9d-secret-token" -H 'Content-Type: application/json' -d '{"query":"mutation { volumeDelete(volumeId: \\"3d2c42fb-1111-4222-8333-444455556666\\") }"}'`,
    ),
  );
  assert.equal(request.method, 'POST');
  assert.equal(request.host, 'backboard.railway.app');
  assert.deepEqual(told(request), [
    'host backboard.railway.app',
    'path /graphql/v2',
    'header Authorization •••',
    'header Content-Type application/json',
    'operation mutation volumeDelete',
    'argument volumeId 3d2c42fb-1111-4222-8333-444455556666',
    'id volumeId 3d2c42fb-1111-4222-8333-444455556666',
  ]);
  assert.deepEqual(request.texts, [
    { what: 'graphql', text: 'mutation { volumeDelete(volumeId: "3d2c42fb-1111-4222-8333-444455556666") }' },
  ]);
  assert.doesNotMatch(JSON.stringify(request), /8f2b1c9d/);
});

test('variables fill the arguments of a named operation, and secrets among them are masked', async () => {
  const body = JSON.stringify({
    operationName: 'Remove',
    query: 'query Look { me { id } } mutation Remove($input: RemoveInput!) { projectDelete(input: $input) { id } }',
    variables: { input: { projectId: 'proj_12345678', password: 'hunter2hunter2', deep: { apiKey: 'k-1' } } },
  });
  const request = await decoded({ kind: 'http', method: 'post', url: 'https://api.example.com/graphql', body });
  assert.deepEqual(
    told(request).filter((fact) => !/^(?:host|path)/.test(fact)),
    [
      'operation mutation projectDelete',
      'argument input.projectId proj_12345678',
      'argument input.password •••',
      'argument input.deep.apiKey •••',
      'id input.projectId proj_12345678',
    ],
  );
  assert.match(request.texts[1]?.text ?? '', /^\{\n {2}"input": \{\n {4}"projectId": "proj_12345678"/);
  assert.doesNotMatch(JSON.stringify(request), /hunter2|k-1/);
});

test('address, query and JSON body are decoded', async () => {
  const request = await decoded({
    kind: 'http',
    method: 'DELETE',
    url: 'https://user:swordfish@api.example.com:8443/v1/customers/cus_Nf8a9/cards%2F7?reason=no%20longer&access_token=abcdefgh&force=true',
    headers: [['X-Api-Key', 'abcdef']],
    body: '{"ids":[1,2],"order":{"order_id":991,"token":"t0k3n"},"__proto__":{"id":"x"}}',
  });
  assert.deepEqual(told(request), [
    'host api.example.com:8443',
    'path /v1/customers/cus_Nf8a9/cards/7',
    'query reason no longer',
    'query access_token •••',
    'query force true',
    'header X-Api-Key •••',
    'id customers cus_Nf8a9',
    'id cards 7',
    'id order.order_id 991',
    'id __proto__.id x',
  ]);
  assert.match(request.texts[0]?.text ?? '', /"order_id": 991,\n {4}"token": "•••"/);
  assert.deepEqual(
    request.notes.map(({ code }) => code),
    ['note.http-userinfo'],
  );
  assert.doesNotMatch(JSON.stringify(request), /swordfish|t0k3n|abcdef/);
});

test('forms, other clients, and bodies that are not in the text', async () => {
  const form = await decoded(
    shell(`curl https://api.stripe.com/v1/refunds -d charge=ch_3MmlLrLk -d amount=1000 -u sk_live_abcdefghijkl:`),
  );
  assert.ok(told(form).includes('field charge ch_3MmlLrLk'));
  assert.ok(told(form).includes('field amount 1000'));
  assert.doesNotMatch(JSON.stringify(form), /sk_live/);
  const gh = await decoded(shell('gh api -X DELETE repos/acme/shop/environments/production'));
  assert.equal(gh.method, 'DELETE');
  assert.ok(
    told(gh).some((fact) => fact.startsWith('path ') && fact.endsWith('/repos/acme/shop/environments/production')),
  );
  const httpie = await decoded(shell('http DELETE https://api.example.com/volumes/42 confirm==yes'));
  assert.ok(told(httpie).includes('id volumes 42'), told(httpie).join());
  const file = await decoded(shell('curl -X PUT https://api.example.com/config --data-binary @config.json'));
  assert.match(file.notes.map(remarkSentence).join(' '), /known only when it runs/);
  const dynamic = await decoded(shell('curl -X DELETE "https://api.example.com/volumes/$ID"'));
  assert.match(dynamic.notes.map(remarkSentence).join(' '), /known only when it runs/);
});

test('a plain read says all there is to say by itself', async () => {
  for (const command of ['curl -s https://example.com/health', 'git status'])
    assert.ok(!source.wants(await subjectOf(shell(command))), command);
});

test('hostile and huge requests stay text within bounds', async () => {
  const url = `https://api.example.com/a%0Ab/%E2%80%AE?${'n=v&'.repeat(300)}${'x'.repeat(4_000)}=${'y'.repeat(4_000)}`;
  const body = JSON.stringify({ html: '<img src=x>', lines: 'a\nb', big: 'z'.repeat(100_000) });
  const request = await decoded({ kind: 'http', method: 'POST', url, body });
  const card = cardRequest(request);
  assert.ok(card.rows.length <= 60);
  assert.ok(
    card.rows.every(([label, value]) => !/[\n\u202e]/.test(label + value)),
    'a line break or a bidi mark is left',
  );
  assert.ok(JSON.stringify(card).length < 60_000);
  assert.ok((request.texts[0]?.leftOut ?? 0) > 0);
  assert.deepEqual(
    request.notes.map(({ code }) => code),
    ['note.http-more-facts'],
  );
  for (const line of requestLines(request)) assert.doesNotMatch(line, /[\n\u202e]/);
  for (const text of ['['.repeat(100_000), '{"query":"mutation {"}', 'x'.repeat(300_000), '\0\u202e'])
    await decoded({ kind: 'http', method: 'POST', url: 'https://api.example.com/', body: text });
  const many = await look(
    shell(Array.from({ length: 14 }, (_, n) => `curl -X DELETE https://a.example/${n}`).join('\n')),
  );
  assert.equal(many.requests?.length, 10);
  assert.match(many.unknown.map(remarkSentence).join(), /4 more requests/);
});
