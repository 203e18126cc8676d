import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { stampOf } from '../../../../src/app/facts/granted.ts';
import { systemDigests } from '../../../../src/app/system/digests.ts';
import { watchRuleFile } from '../../../../src/app/rules/ruleFileWatch.ts';
import type { RuleFileWatch } from '../../../../src/app/rules/ruleFileWatch.ts';
import type { RuleTexts } from '../../../../src/app/rules/ruleTexts.ts';
import type { Consents } from '../../../../src/review/consent.ts';
import { decodeRuleFile } from '../../../../src/rules/file/decodeRuleFile.ts';
import { editedRules } from '../../../../src/rules/learn/editRules.ts';

const refusing = (kind: string): string =>
  JSON.stringify({ version: 1, rules: [{ id: 'no', when: { effect: kind }, then: 'refuse' }] });

const PASSING =
  '{ "version": 1, "rules": [{ "id": "ls", "owner": "me", "when": { "command": ["ls"] }, "then": "pass" }] }';

interface Ground {
  readonly file: string;
  readonly watch: RuleFileWatch;
  readonly alarms: readonly string[];
  /** Accepts the card that was offered last. */
  readonly accept: () => void;
  readonly kept: Map<string, string>;
}

async function ground(
  use: (made: Ground) => Promise<void>,
  {
    texts = TEXTS,
    kept = new Map<string, string>(),
  }: { readonly texts?: RuleTexts; readonly kept?: Map<string, string> } = {},
  file?: string,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rules-'));
  const alarms: string[] = [];
  let accept = (): void => undefined;
  const own = file ?? path.join(folder, 'rules.jsonc');
  try {
    const watch = await watchRuleFile({
      path: own,
      layer: 'workspace',
      secrets: {
        get: (key) => Promise.resolve(kept.get(key)),
        store: async (key, value) => {
          kept.set(key, value);
        },
      },
      digests: systemDigests,
      consents: {
        offer: () =>
          new Promise<boolean>((resolve) => {
            accept = () => resolve(true);
          }),
        withdraw: () => undefined,
      } as unknown as Consents,
      texts,
      alarm: (code) => alarms.push(code),
      changed: () => undefined,
    });
    await use({ file: own, watch, alarms, accept: () => accept(), kept });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const TEXTS: RuleTexts = {
  decode: (text) => Promise.resolve(decodeRuleFile(text)),
  edit: (text, edit) => Promise.resolve(editedRules(text, edit)),
};

function signal(): readonly [Promise<void>, () => void] {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return [given, () => give()];
}

const LEARNED = {
  id: 'learned',
  owner: 'learned',
  when: { command: ['npm', 'test'] },
  then: 'pass',
  expires: '2099-01-01',
} as const;

test('who looks after a change gets it, though a look that began before is still under way', async () => {
  const [began, begin] = signal();
  const [ended, end] = signal();
  const slow: RuleTexts = {
    ...TEXTS,
    decode: async (text) => {
      if (text.includes('file.read')) {
        begin();
        await ended;
      }
      return decodeRuleFile(text);
    },
  };
  await ground(
    async ({ file, watch }) => {
      await writeFile(file, refusing('file.read'));
      const first = watch.look();
      await began;
      await writeFile(file, refusing('file.delete'));
      const second = watch.look();
      end();
      await Promise.all([first, second]);
      assert.deepEqual(
        watch.file.current?.rules.map(({ when }) => when.effect),
        ['file.delete'],
        'the look that was asked for after the change answered with what was there before it',
      );
    },
    { texts: slow },
  );
});

test('the stamp tells what the rules come from, and nothing while somebody is about to change them', async () => {
  const [began, begin] = signal();
  const [ended, end] = signal();
  const slow: RuleTexts = {
    ...TEXTS,
    decode: async (text) => {
      begin();
      await ended;
      return decodeRuleFile(text);
    },
  };
  await ground(
    async ({ file, watch }) => {
      assert.equal(watch.stamp, undefined, 'it was never looked at');
      await watch.look();
      const absent = watch.stamp;
      assert.equal(absent, await stampOf(file));
      await writeFile(file, refusing('file.read'));
      assert.equal(watch.stamp, absent);
      const looking = watch.look();
      await began;
      // The file was looked at, and what it says is not known yet.
      assert.equal(watch.stamp, undefined);
      end();
      await looking;
      assert.equal(watch.stamp, await stampOf(file));
      assert.notEqual(watch.stamp, absent);
    },
    { texts: slow },
  );
});

test('a rule that a person has accepted is not written over what somebody wrote meanwhile, and that is said', async () => {
  await ground(async ({ file, watch, alarms, accept }) => {
    await writeFile(file, refusing('file.delete'));
    await watch.look();
    assert.equal(await watch.propose({ add: LEARNED }, {}), true);
    // Written and accepted between two looks.
    await writeFile(file, refusing('file.write'));
    accept();
    await watch.look();
    await watch.look();
    assert.ok(alarms.includes('rules.overtaken'), 'the person pressed a button and nobody told that it did nothing');
    assert.deepEqual(
      watch.file.current?.rules.map(({ id }) => id),
      ['no'],
    );
  });
});

test('what was accepted and cannot be read any more is no reason for silence about another text', async () => {
  const kept = new Map([[`keyturn.rules.${systemDigests.sha256('/nowhere/rules.jsonc')}`, '{ "version": 7 }']]);
  await ground(
    async ({ watch, alarms }) => {
      await watch.look();
      assert.deepEqual(alarms, ['rules.changed'], 'the file that was accepted is gone');
    },
    { kept },
    '/nowhere/rules.jsonc',
  );
});

test('accepted rules that take too long to read hold everything, and are not forgotten', async () => {
  const busy: RuleTexts = {
    ...TEXTS,
    decode: () =>
      Promise.resolve({
        ok: false,
        problems: [{ code: 'too-slow', range: [0, 1], field: '', values: { seconds: '60' }, severity: 'error' }],
      }),
  };
  const kept = new Map([[`keyturn.rules.${systemDigests.sha256('/nowhere/rules.jsonc')}`, PASSING]]);
  await assert.rejects(
    ground(() => Promise.resolve(), { texts: busy, kept }, '/nowhere/rules.jsonc'),
    /too long/,
  );
  assert.deepEqual([...kept.values()], [PASSING]);
});

test('a look that fails is made again: what the file tightens is not lost to it', async () => {
  let failing = true;
  const texts: RuleTexts = {
    ...TEXTS,
    decode: (text) => (failing ? Promise.reject(new Error('out of memory')) : TEXTS.decode(text)),
  };
  await ground(
    async ({ file, watch }) => {
      await writeFile(file, refusing('git.push'));
      await assert.rejects(watch.look(), /out of memory/, 'nobody was told that the rules are not known');
      failing = false;
      await watch.look();
      assert.equal(watch.file.current?.rules[0]?.id, 'no', 'the file was taken for one that had been looked at');
    },
    { texts },
  );
});
