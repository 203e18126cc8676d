import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { judgeAction } from '../../src/app/judge.ts';
import { openReaders } from '../../src/app/readers.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import { activeRules } from '../../src/rules/activeRules.ts';
import { decodeRuleFile } from '../../src/rules/file/decodeRuleFile.ts';
import type { Outcome } from '../../src/rules/file/ruleFile.ts';
import { outcomeOf } from '../../src/rules/outcomeOf.ts';

/** Rules that a person has accepted, a text of an agent, and what must come of it. Labelled by hand. */
interface Row {
  readonly rules: readonly object[];
  readonly kind: 'shell' | 'sql';
  readonly text: string;
  readonly expect: Outcome;
}

const opened = openReaders({ dist: path.join(process.cwd(), 'dist') });
after(() => opened.close());

const rows = readFileSync(path.join(process.cwd(), 'test', 'corpus', 'rules', 'decisions.jsonl'), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Row);

test('rules decide as their examples say', async () => {
  assert.ok(rows.length >= 300, `${rows.length} rows`);
  const wrong: string[] = [];
  for (const { rules, kind, text, expect } of rows) {
    const decoded = decodeRuleFile(JSON.stringify({ version: 1, rules }));
    assert.ok(decoded.ok, JSON.stringify(decoded));
    const active = activeRules([{ layer: 'user', accepted: decoded.file, current: decoded.file }]);
    const action = kind === 'sql' ? { kind, statement: text, dialect: 'postgresql' } : { kind, command: text };
    const { verdict } = await judgeAction(action, '/workspace', {
      readers: opened.readers,
      texts: NO_DISK,
      workspace: () => '/workspace',
      home: '/home/user',
      autoPass: () => 'reads',
      rules: () => Promise.resolve(active),
    });
    const found = outcomeOf(verdict);
    if (found !== expect)
      wrong.push(
        `${text} under ${JSON.stringify(rules)}: ${found}, wanted ${expect} (${JSON.stringify(verdict.reason)})`,
      );
  }
  assert.equal(wrong.length, 0, wrong.join('\n'));
});
