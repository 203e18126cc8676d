import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_OPINION, type Agent, type HookCall } from '../../../src/agents/agent.ts';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { claudePlugin } from '../../../src/agents/claudePlugin.ts';
import { fixture, changed, actionOf, call } from './claudeCalls.ts';

test('a Bash call is the very command, in its folder', () => {
  const decoded = claudeCode.decode('PreToolUse', fixture('PreToolUse'), { pid: 77 });
  assert.deepEqual(decoded, {
    call: 'intents',
    intents: [
      {
        version: 1,
        runner: { name: 'claude-code', session: 'c1b56c14-0f3b-4f36-9f62-49a04d8d1e7c', pid: 77 },
        action: { kind: 'shell', command: 'touch marker', shell: 'bash', cwd: '/home/ana/shop' },
        claim: { promptId: '0c44aecc-1074-4a83-b0c8-7507fbca9ab9' },
        expiresIn: 86_000,
      },
    ],
    cwd: '/home/ana/shop',
    key: 'c1b56c14-0f3b-4f36-9f62-49a04d8d1e7c/toolu_01n7zmyap9fk',
    promptKey:
      'c1b56c14-0f3b-4f36-9f62-49a04d8d1e7c/0c44aecc-1074-4a83-b0c8-7507fbca9ab9/Bash/{"command":"touch marker"}',
    changeable: { command: 'touch marker' },
    twin: {
      key: '["claude-code","c1b56c14-0f3b-4f36-9f62-49a04d8d1e7c/toolu_01n7zmyap9fk","Bash","{\\"command\\":\\"touch marker\\"}"]',
      way: 'settings',
    },
  });
});

test('connected by settings and plugin one call is one twin; another call of the same id is not', () => {
  const twin = (agent: Agent, command: string) => {
    const decoded = agent.decode('PreToolUse', fixture('PreToolUse').replace('touch marker', command), {});
    assert.ok(decoded.call === 'intents' && decoded.twin !== undefined);
    return decoded.twin;
  };
  const settings = twin(claudeCode, 'touch marker');
  const plugin = twin(claudePlugin, 'touch marker');
  assert.equal(plugin.key, settings.key);
  assert.notEqual(plugin.way, settings.way);
  assert.notEqual(twin(claudePlugin, 'touch other').key, settings.key);
});

test('the description of a call is a claim, never part of the action', () => {
  const decoded = call('Bash', { command: 'rm -rf data', description: 'tidy up' });
  assert.ok(decoded.call === 'intents');
  assert.equal(decoded.intents[0].claim?.summary, 'tidy up');
  assert.equal(JSON.stringify(decoded.intents[0].action).includes('tidy'), false);
});

test("a subagent's call is held like any other, and named as such", () => {
  const decoded = claudeCode.decode('PreToolUse', fixture('PreToolUse-subagent'), {});
  assert.ok(decoded.call === 'intents');
  assert.match(decoded.intents[0].claim?.summary ?? '', /^subagent general-purpose/);
});

test('a page that is fetched is a GET of its address; a call without one is denied', () => {
  const input = { url: 'https://example.com/a?b=1', prompt: 'what is new?' };
  assert.deepEqual(actionOf(call('WebFetch', input)), { kind: 'http', method: 'GET', url: input.url });
  assert.equal(call('WebFetch', { prompt: 'x' }).call, 'problem');
  assert.equal(call('WebFetch', { url: 7 }).call, 'problem');
});

test("Claude's own question has the key of the call it is about, and is answered in its own form", () => {
  const asked = claudeCode.decode('PermissionRequest', fixture('PermissionRequest'), {});
  const of = JSON.parse(fixture('PermissionRequest')) as Readonly<Record<string, unknown>>;
  const made = claudeCode.decode(
    'PreToolUse',
    changed('PreToolUse', { session_id: of['session_id'], prompt_id: of['prompt_id'] }),
    {},
  );
  assert.ok(asked.call === 'prompt' && made.call === 'intents');
  assert.equal(asked.promptKey, made.promptKey);
  assert.equal(
    claudeCode.answer('PermissionRequest', { decision: 'allow', reason: 'yes' }),
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"allow"}}}',
  );
  assert.equal(
    claudeCode.answer('PermissionRequest', { decision: 'deny', reason: 'no' }),
    '{"hookSpecificOutput":{"hookEventName":"PermissionRequest","decision":{"behavior":"deny","message":"no"}}}',
  );
  assert.equal(claudeCode.answer('PermissionRequest', { decision: 'none' }), NO_OPINION);
});

test('events of a session are heard, a prompt is kept, and nothing is ever said on them', () => {
  for (const event of ['SessionStart', 'SessionEnd', 'UserPromptSubmit']) {
    const heard = claudeCode.decode(event, fixture(event), {});
    assert.ok(heard.call === 'session', JSON.stringify(heard));
    assert.equal(heard.prompt?.text, event === 'UserPromptSubmit' ? 'Please make the marker' : undefined);
    for (const decision of [
      { decision: 'none' },
      { decision: 'allow', reason: 'x' },
      { decision: 'deny', reason: 'x' },
    ] as const)
      assert.equal(claudeCode.answer(event, decision), NO_OPINION, 'its output would be read by the model');
    assert.equal(claudeCode.decode(event, '{}', {}).call, 'problem');
    assert.equal(claudeCode.decode(event, changed(event, { session_id: 7 }), {}).call, 'problem');
  }
});

test('a command that Keyturn runs in its place stands whole in the answer', () => {
  const input = { command: 'keyturn exec 01', description: 'x', timeout: 1000 };
  const said = claudeCode.answer('PreToolUse', { decision: 'allow', reason: 'ok', input });
  assert.deepEqual(JSON.parse(said), {
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: 'allow',
      updatedInput: input,
      permissionDecisionReason: 'ok',
    },
  });
});

test('an MCP call is a tool action with its input letter by letter', () => {
  assert.deepEqual(actionOf(claudeCode.decode('PreToolUse', fixture('PreToolUse-mcp'), {})), {
    kind: 'tool',
    server: 'pg',
    tool: 'query',
    input: '{"sql":"DELETE FROM t WHERE id = 1"}',
  });
  const spaced = fixture('PreToolUse-mcp').replace('{"sql":"DELETE', '{ "n": 1.0, "sql" : "\\u0044ELETE');
  assert.deepEqual(actionOf(claudeCode.decode('PreToolUse', spaced, {})), {
    kind: 'tool',
    server: 'pg',
    tool: 'query',
    input: '{ "n": 1.0, "sql" : "\\u0044ELETE FROM t WHERE id = 1"}',
  });
});

test('the server of an MCP call is the one in the name that is called, whatever else is said', () => {
  const lying = changed('PreToolUse-mcp', { mcp_server: { name: 'harmless', source: 'user' } });
  const action = actionOf(claudeCode.decode('PreToolUse', lying, {}));
  assert.ok(action?.kind === 'tool');
  assert.deepEqual([action.server, action.tool], ['pg', 'query']);
});

test('a tool that is not known is held as a tool, never waved through', () => {
  const action = actionOf(call('RocketLaunch', { target: 'moon' }));
  assert.deepEqual(action, { kind: 'tool', server: 'claude-code', tool: 'RocketLaunch', input: '{"target":"moon"}' });
});

test('a write has its content; an edit the whole new text where the file is known, else both texts', () => {
  assert.deepEqual(actionOf(call('Write', { file_path: '/home/ana/shop/a.txt', content: 'new\n' })), {
    kind: 'file',
    operation: 'write',
    path: '/home/ana/shop/a.txt',
    content: 'new\n',
  });
  const input = { file_path: '/home/ana/shop/a.txt', old_string: 'b', new_string: '$&x' };
  const content = (text: string | undefined, all = false) => {
    const action = actionOf(call('Edit', { ...input, replace_all: all }, () => text));
    return action?.kind === 'file' ? action.content : undefined;
  };
  assert.equal(content('a b c'), 'a $&x c', 'a replacement is text, not a pattern');
  assert.equal(content('b b', true), '$&x $&x');
  assert.equal(content('b b'), '- b\n+ $&x', 'an edit of an unclear place is shown as it came');
  assert.equal(content('none'), '- b\n+ $&x');
  assert.equal(content(undefined), '- b\n+ $&x');
});

test('a notebook cell is an edit that says which cell', () => {
  const input = { notebook_path: '/home/ana/shop/n.ipynb', cell_id: 'c3', new_source: 'print(1)', edit_mode: 'insert' };
  assert.deepEqual(actionOf(call('NotebookEdit', input)), {
    kind: 'file',
    operation: 'edit',
    path: '/home/ana/shop/n.ipynb',
    content: '# insert cell c3\nprint(1)',
  });
});

test('what cannot be read as a call is a problem that names the place', () => {
  const cases: readonly (readonly [body: string, field: string, code: string])[] = [
    ['', '', 'syntax'],
    ['{"session_id":"a"', '', 'syntax'],
    ['[]', '', 'wrong-type'],
    ['{}', 'tool_input', 'missing'],
    [fixture('PreToolUse').replace('{"session_id"', '{"tool_name":"Read","session_id"'), 'tool_name', 'duplicate-key'],
    [fixture('PreToolUse').replace('touch marker', '\\ud800'), 'tool_input.command', 'lone-surrogate'],
    [fixture('PreToolUse').replace('touch marker', '\\u0000'), 'tool_input.command', 'nul'],
    [changed('PreToolUse', { session_id: '' }), 'session_id', 'missing'],
    [changed('PreToolUse', { tool_use_id: 7 }), 'tool_use_id', 'missing'],
    [changed('PreToolUse', { cwd: 'shop' }), 'cwd', 'wrong-value'],
    [changed('PreToolUse', { hook_event_name: 'PostToolUse' }), 'hook_event_name', 'wrong-value'],
    [changed('PreToolUse', { tool_input: {} }), 'tool_input.command', 'missing'],
    [changed('PreToolUse', { tool_input: { command: ['ls'] } }), 'tool_input.command', 'missing'],
    [
      changed('PreToolUse', { tool_name: 'Write', tool_input: { file_path: 'a', content: '' } }),
      'tool_input.file_path',
      'missing',
    ],
  ];
  for (const [body, field, code] of cases) {
    const decoded = claudeCode.decode('PreToolUse', body, {});
    assert.equal(decoded.call, 'problem', body);
    assert.ok(decoded.call === 'problem');
    assert.equal(decoded.problem.code, code, body);
    assert.ok(decoded.problem.field.endsWith(field.split('.').at(-1) ?? ''), `${body}: ${decoded.problem.field}`);
  }
  assert.equal(claudeCode.decode('SessionStart', fixture('PreToolUse'), {}).call, 'problem', 'an event we do not know');
});

test('a skill is what the commands in its text would do; one without any goes, one that is nowhere is held', () => {
  const decode = (input: unknown, files: Readonly<Record<string, string | undefined>>) =>
    claudeCode.decode(
      'PreToolUse',
      JSON.stringify({
        ...{ hook_event_name: 'PreToolUse', session_id: 's', tool_use_id: 't', cwd: '/home/ana/shop/api' },
        ...{ tool_name: 'Skill', tool_input: input },
      }),
      {
        readText: (file) => files[file],
        namesIn: (folder) =>
          Object.keys(files).flatMap((file) =>
            file.startsWith(`${folder}/`) ? (file.slice(folder.length + 1).split('/', 1)[0] ?? []) : [],
          ),
      },
    );
  const kinds = (call: HookCall) =>
    call.call === 'intents' ? call.intents.map(({ action }) => action.kind === 'shell' && action.command) : call.call;
  const held = [false];
  const project = '/home/ana/shop/.claude/skills/ship/SKILL.md';
  assert.deepEqual(kinds(decode({ skill: 'ship' }, { [project]: '# Ship\n!`git status`\nthen !`rm -rf dist`\n' })), [
    'git status',
    'rm -rf dist',
  ]);
  const named = '/home/ana/.claude/skills/other/SKILL.md';
  assert.deepEqual(kinds(decode({ skill: 'ship' }, { [named]: '---\ndescription: x\nname: ship\n---\n!`rm x`' })), [
    'rm x',
  ]);
  assert.equal(kinds(decode({ skill: 'ship' }, { [project]: 'Only words, and `git status`.' })), 'noOpinion');
  assert.deepEqual(kinds(decode({ skill: 'ship' }, {})), held, 'of a plugin, or deeper: nobody has read it');
  assert.deepEqual(kinds(decode({ skill: 'ship' }, { [project]: undefined })), held, 'a link, a pipe, or too large');
  for (const text of ['!`rm -rf $ARGUMENTS`', '```!\nrm -rf x\n```', '---\nhooks:\n  Stop: []\n---'])
    assert.deepEqual(kinds(decode({ skill: 'ship' }, { [project]: text })), held, text);
  for (const input of [{}, { skill: '../../x' }, { skill: '' }, { skill: 7 }])
    assert.deepEqual(kinds(decode(input, {})), held, JSON.stringify(input));
  const command = { '/home/ana/shop/.claude/commands/db/reset.md': '!`rm x`' };
  assert.deepEqual(kinds(decode({ command: '/db:reset now' }, command)), ['rm x']);
});
