import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Action } from '../../src/action/action.ts';
import { findingSentence, hasSentence } from '../../src/app/sentences/findings.ts';
import { diskFacts } from '../../src/app/facts/diskFacts.ts';
import { judgeAction } from '../../src/app/judge.ts';
import { openReaders } from '../../src/app/readers.ts';
import { diskTexts } from '../../src/app/texts.ts';
import { NO_DISK } from '../../src/reading/ports.ts';
import type { Finding } from '../../src/effect/finding.ts';
import { ruleIds } from '../../src/effect/ruleIds.ts';
import { RULE_EXAMPLES } from '../rules/examples.ts';
import { ALL_RULES, rulesPage } from '../rules/rulesPage.ts';

const opened = openReaders({ dist: path.join(process.cwd(), 'dist') });
after(() => opened.close());

const HOME = '/home/user';

async function findingsOf(action: Action): Promise<readonly Finding[]> {
  const options = { readers: opened.readers, texts: NO_DISK, workspace: () => '/workspace', home: HOME };
  const { verdict } = await judgeAction(action, '/workspace', { ...options, autoPass: () => 'reads' });
  return verdict.findings;
}

/** The same in a workspace on disk. */
async function findingsOnDisk(command: string, disk: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  const top = realpathSync(mkdtempSync(path.join(tmpdir(), 'keyturn-rules-')));
  try {
    const workspace = path.join(top, 'workspace');
    const home = path.join(top, 'home');
    mkdirSync(workspace);
    mkdirSync(home);
    writeFileSync(path.join(home, 'notes.txt'), 'private');
    execFileSync('git', ['init', '-q', workspace], {
      stdio: 'ignore',
      env: { PATH: process.env['PATH'] ?? '', HOME: home },
    });
    for (const [name, content] of Object.entries(disk)) {
      const file = path.join(workspace, name);
      mkdirSync(path.dirname(file), { recursive: true });
      if (!content.startsWith('-> ')) writeFileSync(file, content);
      else symlinkSync(content.slice(3).replace(/^~/, home), file);
    }
    const { verdict } = await judgeAction({ kind: 'shell', command }, workspace, {
      readers: opened.readers,
      texts: diskTexts(),
      facts: diskFacts(5000),
      workspace: () => workspace,
      home,
      autoPass: () => 'low',
    });
    return verdict.findings;
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}

test('every rule id is on the page, and has a sentence and an example', () => {
  for (const rule of ruleIds()) assert.ok(ALL_RULES.includes(rule), `${rule} is not on the page`);
  for (const rule of ALL_RULES) {
    assert.ok(hasSentence(rule), `${rule} has no sentence`);
    assert.ok(RULE_EXAMPLES[rule] !== undefined, `${rule} has no example in test/rules/examples.ts`);
  }
  for (const rule of Object.keys(RULE_EXAMPLES)) assert.ok(ALL_RULES.includes(rule), `there is no rule ${rule}`);
});

test('RULES.md is what the rules say', () => {
  assert.equal(readFileSync('RULES.md', 'utf8'), rulesPage(), 'RULES.md is out of date: run npm run rules');
});

test('every example produces its rule, with a range in the text and a sentence of its own', async () => {
  const wrong: string[] = [];
  for (const [rule, example] of Object.entries(RULE_EXAMPLES)) {
    if (typeof example === 'object' && 'when' in example) continue;
    const command = typeof example === 'string' ? example : 'command' in example ? example.command : undefined;
    const findings =
      typeof example === 'object' && 'disk' in example
        ? await findingsOnDisk(example.command, example.disk)
        : await findingsOf(typeof example === 'string' ? { kind: 'shell', command: example } : example.action);
    const found = findings.find((finding) => finding.rule === rule);
    if (found === undefined) {
      wrong.push(`${rule}: ${JSON.stringify(example)}\n    gives ${findings.map((one) => one.rule).join(', ')}`);
      continue;
    }
    const [start, end] = found.range;
    if (command !== undefined && !(0 <= start && start <= end && end <= command.length))
      wrong.push(`${rule}: range ${String(start)}-${String(end)} of ${command}`);
    const sentence = findingSentence(found);
    if (!/^[A-Z(./~].*[.]$/s.test(sentence) && !/\.$/.test(sentence)) wrong.push(`${rule}: ${sentence}`);
  }
  assert.equal(wrong.length, 0, wrong.join('\n'));
});
