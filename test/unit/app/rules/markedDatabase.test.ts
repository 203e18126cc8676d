import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { judgeAction } from '../../../../src/app/judge.ts';
import { openReaders } from '../../../../src/app/readers.ts';
import type { Marked, PreviewReport } from '../../../../src/preview/preview.ts';
import { markedBy } from '../../../../src/preview/server/marker.ts';
import { NO_DISK } from '../../../../src/reading/ports.ts';
import { activeRules } from '../../../../src/rules/activeRules.ts';
import { decodeRuleFile } from '../../../../src/rules/file/decodeRuleFile.ts';
import { outcomeOf } from '../../../../src/rules/outcomeOf.ts';

const opened = openReaders({ dist: path.join(process.cwd(), 'dist') });
after(() => opened.close());

const report = (marked: Marked | undefined): PreviewReport => ({
  source: 'postgresql',
  state: 'done',
  entries: [],
  unknown: [],
  ...(marked === undefined ? {} : { marked }),
});

/** What comes of an update when the previews are there, by what the database says of itself. */
async function outcome(rules: readonly object[], environments: readonly object[], marked: Marked | undefined) {
  const decoded = decodeRuleFile(JSON.stringify({ version: 1, rules, environments }));
  assert.ok(decoded.ok, JSON.stringify(decoded));
  const active = activeRules([{ layer: 'user', accepted: decoded.file, current: decoded.file }]);
  const command = 'psql -h db.example.com -c "update orders set paid = true where id = 5"';
  const { again } = await judgeAction({ kind: 'shell', command }, '/workspace', {
    readers: opened.readers,
    texts: NO_DISK,
    workspace: () => '/workspace',
    home: '/home/user',
    autoPass: () => 'reads',
    rules: () => Promise.resolve(active),
    counting: true,
  });
  assert.ok(again !== undefined, 'a rule of the place is asked again when somebody looked');
  const verdict = again([report(marked)]);
  return [outcomeOf(verdict), verdict.level];
}

const rule = (environment: string, then: string) => ({ id: 'a', when: { effect: 'sql.*', environment }, then });

test('a rule of production counts once the database says that it is, whatever it was labelled', async () => {
  const rules = [rule('production', 'confirm')];
  const local = [{ environment: 'local', target: 'db.example.com' }];
  assert.deepEqual(await outcome(rules, [], undefined), ['hold', 'high']);
  assert.deepEqual(await outcome(rules, [], 'staging'), ['hold', 'high']);
  assert.deepEqual(await outcome(rules, [], 'production'), ['confirm', 'critical']);
  assert.deepEqual(await outcome(rules, local, undefined), ['hold', 'medium']);
  assert.deepEqual(await outcome(rules, local, 'production'), ['confirm', 'critical']);
  assert.deepEqual(await outcome([rule('staging', 'refuse')], local, 'staging'), ['refuse', 'high']);
});

test('what a database says of itself lets nothing pass', async () => {
  const pass = { id: 'p', owner: 'me', when: { effect: 'sql.update', environment: 'unknown' }, then: 'pass' };
  assert.deepEqual((await outcome([rule('staging', 'confirm'), pass], [], 'staging'))[0], 'confirm');
});

test('a marker is its own word', () => {
  const said = (comment: string): unknown => markedBy([comment]).marked;
  assert.equal(said('keyturn: production'), 'production');
  assert.equal(said('team=ada\nKeyturn=PRODUCTION;'), 'production');
  assert.equal(markedBy(['keyturn: staging', undefined, 'keyturn: production']).marked, 'production');
  for (const none of [
    '',
    'keyturn',
    'production',
    'keyturn: production-like',
    'unkeyturn: production',
    'keyturn: local',
  ])
    assert.equal(said(none), undefined, none);
});
