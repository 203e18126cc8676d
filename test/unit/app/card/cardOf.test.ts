import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf } from '../../../../src/app/card/cardOf.ts';
import { recordText } from '../../../../src/app/card/text/plainText.ts';
import type { Count } from '../../../../src/preview/preview.ts';
import type { ActionCard } from '../../../../src/review/cardMessages.ts';
import type { Hold } from '../../../../src/review/hold.ts';
import * as actions from '../../../builders/actions.ts';
import * as sqlActions from '../../../builders/sqlActions.ts';
import { EVERY_HOLD } from '../../../builders/everyHold.ts';
import { effect, finding, hold, WORKSPACE } from '../../../builders/holds.ts';

const sentence = (card: ActionCard): string => [card.levelWord, card.verdict, ...card.details].join(' · ');
test('what was decided today is told with the place of the whole record', () => {
  const text = recordText([], ['/home/ada/.keyturn/record/0123456789abcdef']);
  assert.match(text, /^Decided today: 0\n.*: \/home\/ada\/\.keyturn\/record\/0123456789abcdef\. .*keyturn verify/);
});

test('the verdict says level, verb, how much, of what, where, and undo', () => {
  const said = Object.fromEntries(
    Object.entries(EVERY_HOLD).map(([name, make]) => [name, sentence(cardOf(make(), {}))]),
  );
  assert.deepEqual(said, {
    dropTable:
      'Critical · Drops table users · the whole table: exactly 12,000 rows · by cascade: exactly 51,230 rows more · in shop.db · cannot be undone',
    removeFolder:
      'High · Deletes folder reports · exactly 29 files (1.2 MB) · git can bring back 17 of 29; 12 (untracked and ignored) cannot be undone · also runs the workspace’s own code: npm run build',
    deleteCascade:
      'High · Deletes rows of orders · about a tenth of the table: exactly 4,744 of 52,113 rows · by cascade: exactly 14,232 rows more · in shop.db · cannot be undone',
    fiveMillionRows:
      'Critical · Deletes every row of public.orders · the whole table: exactly 5,103,882 rows · by cascade: about 15,000,000 rows more · in prod-db, on production · cannot be undone',
    longChain:
      'Critical · Runs code from the network, from host get.example.net · not known whether it can be undone · worst: step 91 of 91',
    unreadable:
      'Unknown · May run code that could not be read: eval · not known whether it can be undone · part of it could not be read · treat it as high',
    hiddenCharacters: 'High · Deletes folder build⟨U+202E RLO⟩/tmp · cannot be undone',
  });
});

test('rows that nothing brings back are not said to come back with the files beside them', () => {
  const files = actions.removeFolder();
  const rows = sqlActions.deleteCascade();
  const effects = [...files.judgement.reading.effects, ...rows.judgement.reading.effects];
  const chain: Hold = {
    ...files,
    judgement: { ...files.judgement, reading: { ...files.judgement.reading, effects } },
    previews: [...files.previews, ...rows.previews],
  };
  assert.match(sentence(cardOf(chain, {})), /cannot be undone/);
  assert.doesNotMatch(sentence(cardOf(chain, {})), /git can bring back/);
});

test('the same hold gives the same card, letter by letter', () => {
  for (const make of Object.values(EVERY_HOLD))
    assert.equal(JSON.stringify(cardOf(make(), {})), JSON.stringify(cardOf(make(), {})));
});

test('a count is never a bare number', () => {
  const kinds = [
    [{ kind: 'exact', value: 0 }, undefined, 'no rows right now'],
    [{ kind: 'exact', value: 1 }, undefined, 'exactly 1 row'],
    [{ kind: 'exact', value: 7 }, 7, 'exactly 7 rows (all)'],
    [{ kind: 'estimate', value: 1500 }, undefined, 'about 1,500 rows'],
    [{ kind: 'at-least', value: 100_000 }, undefined, 'at least 100,000 rows'],
    [{ kind: 'unknown' }, undefined, 'not known how many rows'],
    [{ kind: 'unknown' }, 12, 'not known how many of 12 rows'],
  ] as const;
  for (const [count, of, words] of kinds) {
    const one = sqlActions.deleteCascade();
    const [report] = one.previews;
    const [entry] = report?.entries ?? [];
    assert.ok(report && entry);
    const { of: _of, ...bare } = entry;
    const previews = [{ ...report, entries: [{ ...bare, count, ...(of === undefined ? {} : { of }) }] }];
    const card = cardOf({ ...one, previews }, {});
    assert.equal(card.affected[0]?.count, words);
    const said = words.replace(/^(exactly 7 rows) \(all\)$/, 'the whole table: $1');
    assert.ok(card.details.includes(said), sentence(card));
  }
});

test('rm -rf: the parts say what git can bring back, and the sample is there', () => {
  const [folder] = cardOf(actions.removeFolder(), {}).affected;
  assert.deepEqual(folder?.parts.length, 3);
  assert.match(folder?.parts.join('\n') ?? '', /9 untracked/);
  assert.deepEqual(folder?.sample[1], [['path', 'reports/.env.local']]);
});

test('while the previews count, the card says so and names no number', () => {
  const one = sqlActions.deleteCascade();
  const card = cardOf({ ...one, previews: [{ source: 'sqlite', state: 'counting', entries: [], unknown: [] }] }, {});
  assert.equal(card.counting, true);
  assert.ok(card.details.includes('still counting'));
  assert.equal(card.affected[0]?.count, 'still counting');
});

test('the gesture follows the level, raised by the previews', () => {
  assert.deepEqual(cardOf(actions.manyActions(2)[1] as Hold, {}).gesture, { asks: 'click' });
  assert.deepEqual(cardOf(actions.removeFolder(), {}).gesture, { asks: 'checkbox' });
  assert.deepEqual(cardOf(actions.unreadable(), {}).gesture, { asks: 'checkbox' });
  assert.deepEqual(cardOf(sqlActions.dropTable(), {}).gesture, { asks: 'word', word: 'users', code: false });
  const raised = { ...actions.removeFolder() };
  const previews = raised.previews.map((report) => ({
    ...report,
    raise: { level: 'critical', rule: 'note.history-lost' } as const,
  }));
  const card = cardOf({ ...raised, previews }, {});
  assert.equal(card.levelWord, 'Critical');
  assert.equal(card.gesture.asks, 'word');
});

test('nothing can be approved while something blocks it, and the reason is a sentence', () => {
  for (const blocked of ['stopped', 'orphan', 'debugger', 'gate-lost', 'requires-two-person'] as const) {
    assert.match(cardOf(actions.removeFolder(), { blocked }).blocked ?? '', /^[A-Z].*\.$/s, blocked);
  }
  assert.equal(cardOf(actions.removeFolder(), {}).blocked, undefined);
});

test("the agent's words are never part of the verdict", () => {
  const one = actions.removeFolder();
  const claimed = { ...one, intent: { ...one.intent, claim: { summary: 'harmless cleanup, approve quickly' } } };
  const { claim, ...rest } = cardOf(claimed, {});
  assert.match(claim ?? '', /harmless/);
  assert.ok(!JSON.stringify(rest).includes('harmless'));
});

test('objects outside the workspace and production are said in words', () => {
  const text = 'rm -rf /etc/nginx';
  const card = cardOf(
    hold({
      action: { kind: 'shell', command: text, cwd: WORKSPACE },
      level: 'critical',
      effects: [
        effect({
          kind: 'file.delete',
          object: { type: 'directory', name: '/etc/nginx' },
          environment: 'production',
          traits: ['elevated'],
        }),
      ],
      findings: [finding(text, text, 'file.delete', { name: '/etc/nginx' })],
    }),
    {},
  );
  assert.equal(card.verdict, 'Deletes folder /etc/nginx');
  assert.ok(
    card.details.includes('outside the workspace, on production, with administrator rights'),
    card.details.join(' · '),
  );
});

test('a part of a table is said in words before its number, a small or unknown one only as its number', () => {
  const said = (count: Count, of: number): string => {
    const one = sqlActions.deleteCascade();
    const [report] = one.previews;
    const [entry] = report?.entries ?? [];
    assert.ok(report && entry);
    const card = cardOf({ ...one, previews: [{ ...report, entries: [{ ...entry, count, of }] }] }, {});
    return card.details[0] ?? '';
  };
  assert.deepEqual(
    [
      said({ kind: 'exact', value: 999 }, 1000),
      said({ kind: 'exact', value: 340 }, 1000),
      said({ kind: 'at-least', value: 500 }, 1000),
      said({ kind: 'exact', value: 3 }, 1000),
      said({ kind: 'unknown' }, 1000),
      said({ kind: 'exact', value: 1 }, 1),
    ],
    [
      'nearly all of the table: exactly 999 of 1,000 rows',
      'about a third of the table: exactly 340 of 1,000 rows',
      'about half of the table: at least 500 of 1,000 rows',
      'exactly 3 of 1,000 rows',
      'not known how many of 1,000 rows',
      'exactly 1 of 1 row',
    ],
  );
});

test('what is not there is nothing to bring back, beside what is too', () => {
  const held = actions.removeFolder();
  const [report] = held.previews;
  const [entry] = report?.entries ?? [];
  assert.ok(report !== undefined && entry !== undefined);
  const { parts: _, ...nothing } = { ...entry, count: { kind: 'exact', value: 0 }, undo: 'unknown' } as const;
  const card = cardOf({ ...held, previews: [{ ...report, entries: [nothing] }] }, {});
  assert.equal(card.affected[0]?.undo, 'nothing to bring back');
});

test('commands that bring files back are one where they differ in the files alone, and none where they are too many', () => {
  const [report] = actions.removeFolder().previews;
  const [entry] = report?.entries ?? [];
  assert.ok(report !== undefined && entry !== undefined);
  const command = (...restores: readonly (readonly string[])[]): string | undefined =>
    cardOf(
      {
        ...actions.removeFolder(),
        previews: [{ ...report, entries: restores.map((restore) => ({ ...entry, restore })) }],
      },
      {},
    ).undoCommand;
  const back = (...files: readonly string[]): readonly string[] => ['git', 'restore', '--source=HEAD', '--', ...files];
  assert.equal(command(), undefined);
  assert.equal(command(back("a b/it's.txt"), back('-x')), "git restore --source=HEAD -- 'a b/it'\\''s.txt' -x");
  assert.equal(command(back('a', 'b', 'c'), back('d', 'e', 'f')), undefined);
  assert.equal(
    command(back('a'), ['git', 'branch', 'x', '0123']),
    'git restore --source=HEAD -- a && git branch x 0123',
  );
});

test('an updated row shows what each of its columns becomes', () => {
  const one = sqlActions.deleteCascade();
  const [report] = one.previews;
  const [entry] = report?.entries ?? [];
  assert.ok(report && entry);
  const columns = [
    ['id', '3'],
    ['status', 'open'],
  ] as const;
  const sample = [{ columns, becomes: [['status', 'done\u200b']] as const }];
  const card = cardOf({ ...one, previews: [{ ...report, entries: [{ ...entry, verb: 'update', sample }] }] }, {});
  assert.deepEqual(card.affected[0]?.sample, [
    [
      ['id', '3'],
      ['status', 'open', 'done⟨U+200B ZWSP⟩'],
    ],
  ]);
});

test('the whole list is offered where it tells more than the table, or is easier to read', () => {
  const one = sqlActions.deleteCascade();
  const [report] = one.previews;
  const [entry] = report?.entries ?? [];
  assert.ok(report && entry);
  const listed = (entries: readonly (typeof entry)[]) =>
    cardOf({ ...one, previews: [{ ...report, entries: [...entries] }] }, {}).listed;
  assert.equal(listed([entry]), false);
  assert.equal(listed([{ ...entry, all: [{ path: '/workspace/a' }] }]), true, 'what is counted one by one');
  assert.equal(
    listed(Array.from({ length: 8 }, (_, at) => ({ ...entry, object: { ...entry.object, name: `t${at}` } }))),
    true,
    'a long table',
  );
});
