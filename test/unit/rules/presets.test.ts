import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { judgeAction } from '../../../src/app/judge.ts';
import { openReaders } from '../../../src/app/readers.ts';
import { NO_DISK } from '../../../src/reading/ports.ts';
import { activeRules } from '../../../src/rules/activeRules.ts';
import { decodeRuleFile } from '../../../src/rules/file/decodeRuleFile.ts';
import { outcomeOf } from '../../../src/rules/outcomeOf.ts';

const FOLDER = path.join(process.cwd(), 'media', 'presets');
const opened = openReaders({ dist: path.join(process.cwd(), 'dist') });
after(() => opened.close());

test('the presets are these', () => {
  assert.deepEqual(readdirSync(FOLDER).sort(), ['cautious.jsonc', 'database.jsonc', 'observe.jsonc', 'solo.jsonc']);
});

for (const name of readdirSync(FOLDER)) {
  test(`preset ${name} is read in a minute, has nothing to warn of, and its examples come out as it says`, async () => {
    const text = readFileSync(path.join(FOLDER, name), 'utf8');
    assert.ok(text.split('\n').length <= 100, 'more than a page');
    const decoded = decodeRuleFile(text, '2026-11-22');
    assert.ok(decoded.ok, JSON.stringify(decoded));
    assert.deepEqual(decoded.warnings, []);
    const { file } = decoded;
    assert.ok(file.examples.length >= file.rules.length, 'each rule has its example');
    const active = activeRules([{ layer: 'user', accepted: file, current: file }]);
    for (const { text: given, kind, dialect, expect } of file.examples) {
      const action =
        kind === 'sql'
          ? { kind, statement: given, ...(dialect === undefined ? {} : { dialect }) }
          : { kind: 'shell' as const, command: given };
      const { verdict } = await judgeAction(action, '/workspace', {
        readers: opened.readers,
        texts: NO_DISK,
        workspace: () => '/workspace',
        home: '/home/user',
        autoPass: () => 'reads',
        rules: () => Promise.resolve(active),
      });
      assert.equal(outcomeOf(verdict), expect, `${given}: ${JSON.stringify(verdict.reason)}`);
    }
  });
}
