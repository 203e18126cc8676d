import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { CLAUDE_MATCHER } from '../../../src/agents/claudeTools.ts';
import { guardedWords } from '../../../src/agents/guardedCommand.ts';

const SCRIPT = '/home/ana/.keyturn/hooks/claude-code-0123456789abcdef.sh';
const FILE = '/home/ana/shop/.claude/settings.local.json';

const change = (before: string | undefined) => ({ file: FILE, before, client: SCRIPT });

function connected(before: string | undefined): string {
  const plan = claudeCode.planConnect(change(before));
  assert.equal(plan.plan, 'edit', JSON.stringify(plan));
  return plan.plan === 'edit' ? plan.after : '';
}

function disconnected(before: string): string {
  const plan = claudeCode.planDisconnect(change(before));
  assert.equal(plan.plan, 'edit', JSON.stringify(plan));
  return plan.plan === 'edit' ? plan.after : '';
}

test('connecting writes the nested form that stops on failure, into the personal file', () => {
  assert.equal(claudeCode.settingsFile({ root: '/home/ana/shop', home: '/home/ana' }), FILE);
  const settings = JSON.parse(connected(undefined)) as { hooks: Record<string, unknown[]> };
  const [, , , , guard] = guardedWords(SCRIPT, 'PreToolUse', '');
  assert.deepEqual(settings.hooks['PreToolUse'], [
    {
      matcher: CLAUDE_MATCHER,
      hooks: [
        {
          type: 'command',
          command: '/usr/bin/env',
          args: ['-i', '/bin/sh', '-c', guard, SCRIPT, '.claude/settings.local.json', 'PreToolUse'],
          timeout: 86_400,
          onFailure: 'block',
          statusMessage: 'Waiting for Keyturn',
        },
      ],
    },
  ]);
  assert.deepEqual(Object.keys(settings.hooks), [
    'PreToolUse',
    'PostToolUse',
    'PostToolUseFailure',
    ...['PermissionRequest', 'UserPromptSubmit', 'SessionStart', 'SessionEnd'],
  ]);
});

test('what was there stays: other keys, other hooks, comments, layout', () => {
  const before = `{
    // mine
    "model": "opus",
    "hooks": {
        "PreToolUse": [
            { "matcher": "Bash", "hooks": [{ "type": "command", "command": "/mine" }] }
        ],
        "Stop": []
    },
    "permissions": { "deny": ["Read(.env)"] }
}
`;
  const after = connected(before);
  assert.ok(claudeCode.connected(after, SCRIPT));
  for (const kept of ['// mine', '"model": "opus"', '"command": "/mine"', '"Stop": []', '"deny": ["Read(.env)"]']) {
    assert.ok(after.includes(kept), `${kept} must stay:\n${after}`);
  }
  const back = disconnected(after);
  assert.ok(back.includes('"command": "/mine"') && back.includes('// mine'), back);
  assert.equal(back.includes(SCRIPT), false);
});

const LAYOUTS: readonly string[] = [
  '{}\n',
  '{}',
  '{ }',
  '{\n}\n',
  '{\n  "model": "opus"\n}\n',
  '{"model":"opus"}',
  '{ "model": "opus", }\n',
  '{\r\n\t"model": "opus" // mine\r\n}\r\n',
  '{"hooks":{}}',
  '{"hooks": {\n  }}',
  '{"hooks":{"PreToolUse":[]}}',
  '{"hooks":{"PostToolUse":[ ], "Stop":[]},"a":[1,2]}',
  '{"hooks":{"PreToolUse":[{"matcher":"Bash","hooks":[{"type":"command","command":"/mine"}]}]}}',
  '{\n    "hooks": {\n        "PreToolUse": [\n            { "matcher": "Bash", "hooks": [] }, /* x, y */\n        ],\n    },\n}\n',
  '/* a */ { /* b */ } // c',
];

test('disconnecting undoes connecting to the letter, whatever the layout', () => {
  for (const before of LAYOUTS) {
    const after = connected(before);
    assert.ok(claudeCode.connected(after, SCRIPT), after);
    assert.equal(disconnected(after), before);
  }
});

test('taking out the first of several keeps the others', () => {
  const after = connected('{"hooks":{"PreToolUse":[]}}');
  const settings = JSON.parse(after) as { hooks: { PreToolUse: unknown[] } };
  settings.hooks.PreToolUse.push({ matcher: 'Bash', hooks: [{ type: 'command', command: '/later' }] });
  const back = JSON.parse(disconnected(JSON.stringify(settings))) as { hooks: { PreToolUse: { hooks: unknown[] }[] } };
  assert.deepEqual(back.hooks.PreToolUse, [{ matcher: 'Bash', hooks: [{ type: 'command', command: '/later' }] }]);
});

test('connecting twice changes nothing; an older entry of ours is replaced', () => {
  const once = connected(undefined);
  assert.equal(claudeCode.planConnect(change(once)).plan, 'nothing');
  const older = once.replace('"onFailure": "block"', '"onFailure": "allow"');
  assert.equal(claudeCode.connected(older, SCRIPT), false, 'an entry that lets calls run on failure is no connection');
  const again = JSON.parse(connected(older)) as { hooks: { PreToolUse: unknown[] } };
  assert.equal(again.hooks.PreToolUse.length, 1);
  const unguarded = JSON.parse(once) as { hooks: { PreToolUse: { hooks: { command: string; args: string[] }[] }[] } };
  const [handler] = unguarded.hooks.PreToolUse.flatMap(({ hooks }) => hooks);
  assert.ok(handler);
  Object.assign(handler, { command: SCRIPT, args: ['PreToolUse'] });
  assert.equal(claudeCode.connected(JSON.stringify(unguarded), SCRIPT), false);
  assert.deepEqual(JSON.parse(connected(JSON.stringify(unguarded))), JSON.parse(once), 'the entry that names no file');
});

test('a file that is not what it should be is left alone, and the place is named', () => {
  const cases: readonly (readonly [before: string, what: string])[] = [
    ['{"hooks":', ''],
    ['[]', ''],
    ['null', ''],
    ['{"hooks":[]}', 'hooks'],
    ['{"hooks":{"PreToolUse":{}}}', 'hooks.PreToolUse'],
    ['{"hooks":{"PostToolUse":[{"type":"command","command":"x"}]}}', 'hooks.PostToolUse[0]'],
  ];
  for (const [before, what] of cases) {
    for (const plan of [claudeCode.planConnect(change(before)), claudeCode.planDisconnect(change(before))]) {
      assert.deepEqual([plan.plan, plan.plan === 'unreadable' ? plan.what : ''], ['unreadable', what], before);
    }
  }
});

test('nothing to disconnect is nothing', () => {
  assert.equal(claudeCode.planDisconnect(change(undefined)).plan, 'nothing');
  assert.equal(claudeCode.planDisconnect(change('{"hooks":{}}')).plan, 'nothing');
});

test('hooks that are switched off are no connection, and the switch is named', () => {
  const off = connected('{"disableAllHooks":true,"env":{"LD_PRELOAD":"./x.so","LANG":"C"}}');
  assert.equal(claudeCode.connected(off, SCRIPT), false);
  assert.deepEqual(claudeCode.hazards(off), ['disableAllHooks', 'env.LD_PRELOAD']);
  assert.deepEqual(claudeCode.hazards(undefined), []);
});
