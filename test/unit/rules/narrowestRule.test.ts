import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect } from '../../../src/effect/effect.ts';
import { decodeRuleFile } from '../../../src/rules/file/decodeRuleFile.ts';
import { withoutRule, withRule } from '../../../src/rules/learn/editRules.ts';
import { narrowestRule } from '../../../src/rules/learn/narrowestRule.ts';
import type { Approved } from '../../../src/rules/learn/narrowestRule.ts';
import { effect } from '../../builders/holds.ts';

const SPAN = { today: '2026-11-22', until: '2026-12-22' };
const SHA = 'a'.repeat(64);
const PACKAGE = { path: '/w/package.json', sha256: SHA };
const run = effect({ kind: 'exec.project', object: { type: 'operation', name: 'npm test' }, environment: 'unknown' });

function learned(command: readonly string[], more: Partial<Approved> = {}): ReturnType<typeof narrowestRule> {
  return narrowestRule(
    {
      verdict: { level: 'low', reason: { layer: 'autoPass', rule: 'not-a-read' } },
      effects: [run],
      complete: true,
      commands: [{ argv: command, cwd: '/w', sole: true }],
      scripts: [PACKAGE],
      ...more,
    },
    SPAN,
  );
}
const why = (command: readonly string[], more: Partial<Approved> = {}): string => {
  const found = learned(command, more);
  return 'why' in found ? found.why : 'learned';
};

test('the rule is the very words, effects, objects and scripts, and ends after 30 days', () => {
  assert.deepEqual(learned(['npm', 'test']), {
    rule: {
      id: 'learned-npm-test-2026-11-22',
      owner: 'learned',
      when: {
        effect: 'exec.project',
        object: 'npm test',
        environment: 'unknown',
        level: 'low',
        command: ['npm', 'test'],
        scripts: [PACKAGE],
      },
      then: 'pass',
      because: 'Learned from an approval on 2026-11-22.',
      expires: '2026-12-22',
    },
  });
});

test('only the words of a message are left open', () => {
  const commit = effect({ kind: 'git.change', object: { type: 'repository', name: '/w' } });
  const found = learned(['git', 'commit', '-m', 'Fix 7'], { effects: [commit], scripts: [] });
  assert.ok('rule' in found);
  assert.deepEqual(found.rule.when.command, ['git', 'commit', '-m', '{word}']);
  const odd = learned(['git', 'commit', '-m', '--amend'], { effects: [commit], scripts: [] });
  assert.ok('rule' in odd);
  assert.deepEqual(odd.rule.when.command, ['git', 'commit', '-m', '--amend'], 'an option is none');
});

test('names with wildcards are taken literally', () => {
  const star = effect({ kind: 'file.create', object: { type: 'file', name: '/w/a*.ts' } });
  const found = learned(['touch', 'a*.ts'], { effects: [star], scripts: [] });
  assert.ok('rule' in found);
  assert.deepEqual(found.rule.when.object, { matches: '/w/a\\x{2a}\\x{2e}ts' });
});

test('nothing is learned of what is weighty, open, compound or runs whatever it is given', () => {
  const at = (level: Approved['verdict']['level']): Partial<Approved> => ({
    verdict: { level, reason: { layer: 'autoPass', rule: 'x' } },
  });
  const by = (layer: 'floor' | 'facts' | 'user' | 'workspace'): Partial<Approved> => ({
    verdict: { level: 'low', reason: { layer, rule: 'x' } },
  });
  const of = (more: Partial<Effect> & Pick<Effect, 'kind'>): Partial<Approved> => ({
    effects: [effect({ object: { type: 'file', name: '/w/a' }, ...more })],
    scripts: [],
  });
  const cases: readonly (readonly [string, readonly string[], Partial<Approved>])[] = [
    ['learned', ['npm', 'test'], at('medium')],
    ['weighty', ['npm', 'test'], at('high')],
    ['weighty', ['npm', 'test'], at('critical')],
    ['weighty', ['npm', 'test'], at('unknown')],
    ['weighty', ['npm', 'test'], { complete: false }],
    ['held-otherwise', ['npm', 'test'], by('floor')],
    ['held-otherwise', ['npm', 'test'], by('facts')],
    ['held-otherwise', ['npm', 'test'], by('user')],
    ['held-otherwise', ['npm', 'test'], by('workspace')],
    ['compound', ['npm', 'test'], { commands: [{ argv: ['npm', 'test'], cwd: '/w', sole: false }] }],
    ['compound', ['npm', 'test'], { commands: [] }],
    ['compound', ['touch', '{word}'], {}],
    ['compound', ['git', 'commit', '-m', 'a\nb'], {}],
    ['script', ['npm', 'test'], { scripts: [] }],
    ['script', ['npm', 'test'], { scripts: [{ ...PACKAGE, sha256: 'unreadable' }] }],
    ['learned', ['npm', 'test'], { scripts: [PACKAGE, { path: '/w/GNUmakefile', sha256: 'absent' }] }],
    ['effect', ['x'], { effects: [] }],
    ['effect', ['x'], of({ kind: 'gate.tamper' })],
    ['effect', ['x'], of({ kind: 'secret.read' })],
    ['effect', ['x'], of({ kind: 'exec.opaque' })],
    ['effect', ['x'], of({ kind: 'file.delete', certainty: 'possible' })],
    ['effect', ['x'], of({ kind: 'file.delete', traits: ['dynamic'] })],
    ['effect', ['x'], of({ kind: 'file.delete', environment: 'production' })],
    ['effect', ['x'], of({ kind: 'file.delete', object: { type: 'unknown', name: '$X' } })],
    ['effect', ['x'], of({ kind: 'file.delete', object: { type: 'file', name: 'a'.repeat(600) } })],
  ];
  for (const [expected, command, more] of cases) assert.equal(why(command, more), expected, JSON.stringify(more));
  for (const program of [
    'bash',
    '/bin/sh',
    'python3.12',
    'node',
    'sudo',
    'env',
    'xargs',
    'ssh',
    'npx',
    'curl',
    'eval',
    'cmd.exe',
    '/mnt/c/Python/Python.exe',
  ])
    assert.equal(why([program, 'x']), 'interpreter', program);
});

test('the rule stands at the end of the file, and every comment stays', () => {
  const found = learned(['npm', 'test']);
  assert.ok('rule' in found);
  const text = `// mine
{
  "version": 1, // one
  "rules": [
    // the first
    { "id": "a", "when": { "effect": "sql.*" }, "then": "hold" }, // kept
  ],
}
`;
  const edited = withRule(text, found.rule);
  for (const comment of ['// mine', '// one', '// the first', '// kept']) assert.ok(edited?.includes(comment), comment);
  const decoded = decodeRuleFile(edited ?? '');
  assert.ok(decoded.ok);
  assert.deepEqual(decoded.file.rules[1], found.rule);
  const twice = decodeRuleFile(withRule(edited ?? '', found.rule) ?? '');
  assert.ok(twice.ok);
  assert.equal(twice.file.rules[2]?.id, 'learned-npm-test-2026-11-22-2');
  const less = withoutRule(edited ?? '', found.rule.id) ?? '';
  const again = decodeRuleFile(less);
  assert.ok(again.ok && again.file.rules.length === 1 && less.includes('// kept'));
  for (const none of ['', '{ "version": 1 }']) {
    const made = decodeRuleFile(withRule(none, found.rule) ?? '');
    assert.ok(made.ok && made.file.rules.length === 1, JSON.stringify(none));
  }
  assert.equal(withRule('{ "version": 1, "rules": [', found.rule), undefined, 'a file that is none stays as it is');
  assert.equal(withoutRule(edited ?? '', 'other'), undefined);
});
