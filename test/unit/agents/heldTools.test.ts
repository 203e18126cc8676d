import assert from 'node:assert/strict';
import { test } from 'node:test';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { claudePlugin } from '../../../src/agents/claudePlugin.ts';
import { codex } from '../../../src/agents/codex.ts';
import { copilot } from '../../../src/agents/copilot.ts';
import { geminiCli, qwenCode } from '../../../src/agents/geminiFamily.ts';
import type { Agent } from '../../../src/agents/agent.ts';

/** The matcher of the first deciding event, as the settings would have it. */
function matcherOf(agent: Agent): RegExp {
  const plan = agent.planConnect({ file: '/f', before: undefined, client: '/home/ada/.keyturn/hooks/x.sh' });
  assert.ok(plan.plan === 'edit');
  const { hooks } = JSON.parse(plan.after) as { hooks: Record<string, readonly { matcher?: string }[]> };
  const matcher = hooks[agent.deciding[0] ?? '']?.[0]?.matcher;
  assert.ok(matcher !== undefined, agent.name);
  return new RegExp(matcher);
}

/** As the pinned programs offer them. `goes`: looks, plans, or starts agents whose own calls come. */
const TOOLS: readonly (readonly [Agent, held: readonly string[], goes: readonly string[]])[] = [
  ...[claudeCode, claudePlugin].map(
    (agent) =>
      [
        agent,
        [
          'Bash',
          'PowerShell',
          'Monitor',
          'REPL',
          'Edit',
          'Write',
          'NotebookEdit',
          'WebFetch',
          'Workflow',
          'ExitWorktree',
        ],
        ['Agent', 'CronList', 'ListAgents', 'Read', 'ReportFindings', 'SendMessage', 'TaskStop', 'WebSearch'],
      ] as const,
  ),
  [codex, ['Bash', 'apply_patch', 'js_repl', 'view_image'], []],
  [
    geminiCli,
    ['replace', 'write_file', 'web_fetch', 'run_shell_command', 'save_memory', 'discovered_tool_deploy'],
    [
      'list_directory',
      'read_file',
      'grep_search',
      'glob',
      'google_web_search',
      'invoke_agent',
      'read_background_output',
    ],
  ],
  [
    qwenCode,
    ['edit', 'exec', 'monitor', 'notebook_edit', 'run_shell_command', 'tool_call', 'web_fetch', 'write_file'],
    ['agent', 'get_goal', 'glob', 'grep_search', 'list_agents', 'read_file', 'skill', 'tool_search', 'update_goal'],
  ],
];

test('every tool comes to the hook but those that are known to act on nothing; one that is new comes too', () => {
  for (const [agent, held, goes] of TOOLS) {
    const matcher = matcherOf(agent);
    for (const tool of [
      ...held,
      'tool_of_next_year',
      'mcp__pg__query',
      `mcp__x__${goes[0]}`,
      `${goes[0]}2`,
      `x${goes[0]}`,
    ])
      assert.ok(matcher.test(tool), `${agent.name} must be asked about ${tool}`);
    for (const tool of goes) assert.ok(!matcher.test(tool), `${agent.name} need not be asked about ${tool}`);
  }
});

function callOfCopilot(tool: string, input: unknown) {
  const body = { hook_event_name: 'PreToolUse', session_id: 's', cwd: '/shop', tool_name: tool, tool_input: input };
  return copilot.decode('PreToolUse', JSON.stringify(body), {}).call;
}

test('Copilot CLI’s notes are its own, as long as a statement stays in their file', () => {
  for (const query of ['SELECT * FROM todos', "UPDATE todos SET status = 'done'", 'DROP TABLE mine'])
    assert.equal(callOfCopilot('sql', { query }), 'noOpinion', query);
  for (const query of [
    "ATTACH '/shop/app.db' AS a; DELETE FROM a.users",
    "vacuum into '/shop/app.db'",
    "SELECT load_extension('/shop/x.so')",
    undefined,
    7,
  ])
    assert.equal(callOfCopilot('sql', { query }), 'intents', String(query));
  assert.equal(callOfCopilot('Agent', { prompt: 'x' }), 'noOpinion', 'a subagent’s own calls come here again');
});

test('Codex calls for every tool: those that act on nothing are let by, all others held', () => {
  const call = (tool: string) => {
    const body = { hook_event_name: 'PreToolUse', session_id: 's', turn_id: 't', tool_use_id: 'u', cwd: '/shop' };
    return codex.decode('PreToolUse', JSON.stringify({ ...body, tool_name: tool, tool_input: {} }), {}).call;
  };
  for (const tool of ['view_image', 'get_goal', 'spawn_agent', 'multi_agent_v1wait_agent'])
    assert.equal(call(tool), 'noOpinion', tool);
  for (const tool of ['js_repl', 'write_stdin', 'tool_of_next_year']) assert.equal(call(tool), 'intents', tool);
});
