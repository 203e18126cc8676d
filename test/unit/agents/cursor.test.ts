import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_OPINION, type HookCall } from '../../../src/agents/agent.ts';
import { isAnswer } from '../../../src/agents/answerText.ts';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { cursor } from '../../../src/agents/cursor.ts';
import { cursorBody } from './documented.ts';

const body = cursorBody;

function intents(call: HookCall) {
  assert.equal(call.call, 'intents', JSON.stringify(call));
  assert.ok(call.call === 'intents');
  return call;
}

test('each documented event becomes an intent', () => {
  const shell = intents(cursor.decode('beforeShellExecution', body('beforeShellExecution'), { pid: 7 }));
  const bash = { kind: 'shell', command: 'touch marker', shell: 'bash', cwd: '/home/ana/shop' };
  assert.deepEqual(shell.intents[0].action, bash);
  assert.deepEqual(shell.intents[0].runner, { name: 'cursor', session: 'c-41', pid: 7 });
  assert.deepEqual(shell.intents[0].claim, { promptId: 'g-7' });
  const mcp = intents(cursor.decode('beforeMCPExecution', body('beforeMCPExecution'), {}));
  const tool = { kind: 'tool', server: 'pg', tool: 'query', input: '{"sql":"DELETE FROM t WHERE id = 1"}' };
  assert.deepEqual(mcp.intents[0].action, tool);
  const older = body('beforeMCPExecution', { tool_input: JSON.stringify({ sql: 'DELETE FROM t WHERE id = 1' }) });
  assert.deepEqual(intents(cursor.decode('beforeMCPExecution', older, {})).intents[0].action, tool);
  const pre = intents(cursor.decode('preToolUse', body('preToolUse'), {}));
  assert.deepEqual(pre.intents[0].action, bash, 'an empty folder is the window’s');
});

test('edits are files, looking is let by, and what is not known is held as a tool call', () => {
  const pre = (tool_name: string, tool_input: unknown) =>
    cursor.decode('preToolUse', body('preToolUse', { tool_name, tool_input }), {});
  const file = '/home/ana/shop/a.ts';
  assert.deepEqual(intents(pre('Write', { file_path: file, content: 'x' })).intents[0].action, {
    kind: 'file',
    operation: 'write',
    path: file,
    content: 'x',
  });
  assert.deepEqual(intents(pre('Delete', { path: file })).intents[0].action, {
    kind: 'file',
    operation: 'delete',
    path: file,
  });
  assert.equal(pre('Read', { file_path: file }).call, 'noOpinion');
  for (const [tool, input] of [
    ['Write', { file_path: 'relative', content: 'x' }],
    ['Write', { patch: '…' }],
    ['Delete', {}],
    ['ApplyPatch', { diff: '…' }],
    ['MCP:query', { sql: 'SELECT 1' }],
    ['constructor', {}],
  ] as const)
    assert.equal(intents(pre(tool, input)).intents[0].action.kind, 'tool', tool);
});

test('one call that comes by each way is one twin; another call or folder is not', () => {
  const twin = (call: HookCall) => intents(call).twin;
  const pre = twin(cursor.decode('preToolUse', body('preToolUse'), {}));
  const shell = twin(cursor.decode('beforeShellExecution', body('beforeShellExecution'), {}));
  const byClaude = body('preToolUse', { hook_event_name: 'PreToolUse', tool_name: 'Bash' });
  const claude = twin(claudeCode.decode('PreToolUse', byClaude, {}));
  assert.equal(pre?.key, shell?.key);
  assert.equal(pre?.key, claude?.key);
  assert.equal(new Set([pre?.way, shell?.way, claude?.way]).size, 3);
  const mcp = twin(cursor.decode('beforeMCPExecution', body('beforeMCPExecution'), {}));
  const input = { sql: 'DELETE FROM t WHERE id = 1' };
  const tool = body('preToolUse', { tool_name: 'MCP:query', tool_input: input });
  assert.equal(mcp?.key, twin(cursor.decode('preToolUse', tool, {}))?.key);
  for (const more of [{ command: 'touch markers' }, { cwd: '/home/ana' }, { generation_id: 'g-8' }])
    assert.notEqual(
      twin(cursor.decode('beforeShellExecution', body('beforeShellExecution', more), {}))?.key,
      shell?.key,
      JSON.stringify(more),
    );
});

test('a report belongs to the call that it names, by whatever way that came', () => {
  const reported = (event: string, more: Record<string, unknown> = {}) => {
    const call = cursor.decode(event, body(event, more), {});
    assert.ok(call.call === 'outcome', JSON.stringify(call));
    assert.deepEqual(call.outcome, { sealed: false }, 'it tells no exit code');
    return call.key;
  };
  const asked = (event: string, more: Record<string, unknown> = {}) =>
    intents(cursor.decode(event, body(event, more), {})).promptKey;
  const shell = reported('afterShellExecution');
  assert.equal(shell, asked('beforeShellExecution'));
  assert.equal(shell, asked('preToolUse'));
  const mcp = reported('afterMCPExecution');
  assert.equal(mcp, asked('beforeMCPExecution', { tool_input: '{"sql":"DELETE FROM t WHERE id = 1"}' }));
  assert.notEqual(reported('afterShellExecution', { command: 'touch other' }), shell);
  assert.notEqual(reported('afterShellExecution', { generation_id: 'g-8' }), shell);
  for (const event of cursor.reporting)
    for (const wrong of [{ conversation_id: '' }, { command: 7, tool_name: null }, { workspace_roots: [] }])
      assert.equal(cursor.decode(event, body(event, wrong), {}).call, 'problem', JSON.stringify(wrong));
});

test('a call with anything missing or of another type is held or denied', () => {
  let count = 0;
  for (const event of cursor.deciding) {
    const whole = JSON.parse(body(event)) as Record<string, unknown>;
    for (const key of Object.keys(whole)) {
      for (const wrong of [undefined, null, true, 7, '', [], {}, ['touch marker']]) {
        if (typeof wrong === typeof whole[key] && wrong !== '') continue;
        const call = cursor.decode(event, JSON.stringify({ ...whole, [key]: wrong }), {});
        assert.ok(call.call === 'intents' || call.call === 'problem', `${event} ${key}: ${JSON.stringify(call)}`);
        count += 1;
      }
    }
    for (const text of ['', '{', 'null', '[]', `${body(event)}x`, body(event).slice(0, 60)])
      assert.equal(cursor.decode(event, text, {}).call, 'problem', text);
  }
  assert.ok(count > 100, `only ${count} were tried`);
});

test('it never says nothing, since Cursor takes silence for a failure', () => {
  for (const event of cursor.deciding) {
    assert.equal(cursor.answer(event, { decision: 'none' }), '{"permission":"allow"}');
    const denied = cursor.answer(event, { decision: 'deny', reason: '' });
    const { permission, user_message, agent_message } = JSON.parse(denied) as Record<string, string>;
    assert.equal(permission, 'deny');
    assert.ok(user_message && user_message === agent_message, 'the model may be shown either of the two');
    assert.ok(isAnswer(cursor, denied) && isAnswer(cursor, '{"permission":"allow"}'));
  }
  for (const event of cursor.reporting)
    assert.equal(cursor.answer(event, { decision: 'deny', reason: 'no' }), NO_OPINION, 'nothing is asked there');
  for (const text of ['{"permission":"ask"}', '', '{}', `${NO_OPINION}x`]) assert.equal(isAnswer(cursor, text), false);
});

test('connecting adds one closed hook to each event and keeps the rest; disconnecting gives the bytes back', () => {
  const client = '/home/ana/.keyturn/hooks/cursor.sh';
  const file = '/home/ana/.cursor/hooks.json';
  for (const before of [
    undefined,
    '{"version":1}\n',
    '{\n  "version": 1, // mine\n  "hooks": {\n    "preToolUse": [\n      { "command": "./own.sh" }\n    ]\n  }\n}\n',
    '{ "version": 1, "hooks": { "stop": [ { "command": "x" } ], "beforeShellExecution": [] } }',
  ]) {
    const plan = cursor.planConnect({ file, before, client });
    assert.equal(plan.plan, 'edit', JSON.stringify(plan));
    assert.ok(plan.plan === 'edit');
    assert.ok(cursor.connected(plan.after, client), plan.after);
    assert.equal(plan.after.match(/"failClosed": ?true/g)?.length, 3, plan.after);
    assert.equal(cursor.planConnect({ file, before: plan.after, client }).plan, 'nothing');
    const back = cursor.planDisconnect({ file, before: plan.after, client });
    if (before === undefined) assert.equal(back.plan, 'remove');
    else assert.equal(back.plan === 'edit' ? back.after : back.plan, before);
    const open = plan.after.replace(/"failClosed": ?true/, '"failClosed":false');
    assert.equal(cursor.connected(open, client), false, 'a hook that fails open is not connected');
  }
  for (const before of [
    '{}',
    '{"version":2,"hooks":{}}',
    '{"version":1,"hooks":[]}',
    '{"version":1,"hooks":{"preToolUse":{}}}',
    'x',
  ])
    assert.equal(cursor.planConnect({ file, before, client }).plan, 'unreadable', before);
});
