import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { skillCall } from './claudeSkill.ts';
import { absolute, editCall, writeCall, type FileNames } from './fileCalls.ts';
import { isObject, textField, type ToolInput } from './hookJson.ts';
import { mcpCall, one, shellCall, type ToolCall } from './knownCall.ts';
import { everyToolBut } from './nestedHooks.ts';

/**
 * Tools that only look, plan, ask the person, or start and steer agents whose own calls come here again, as 2.1.330 has them
 * and versions before it had.
 */
const HARMLESS: readonly string[] = [
  ...['Read', 'Glob', 'Grep', 'LS', 'LSP', 'NotebookRead', 'WebSearch', 'ToolSearch', 'WaitForMcpServers'],
  ...['ListMcpResources', 'ListMcpResourcesTool', 'ReadMcpResource', 'ReadMcpResourceTool', 'ReadMcpResourceDirTool'],
  ...['Agent', 'Task', 'TaskCreate', 'TaskGet', 'TaskList', 'TaskOutput', 'TaskStop', 'TaskUpdate', 'ListAgents'],
  ...['AgentOutputTool', 'BashOutput', 'KillBash', 'KillShell', 'SendMessage', 'SubagentHandback', 'TeamCreate'],
  ...['TeamDelete', 'Brief', 'propose_skills'],
  ...['TodoRead', 'TodoWrite', 'EnterPlanMode', 'ExitPlanMode', 'SetGoal', 'ReportFindings', 'StructuredOutput'],
  ...['AskUserQuestion', 'SendUserMessage', 'PushNotification', 'ReadNotifications', 'EndConversation'],
  ...['CronCreate', 'CronDelete', 'CronList', 'ScheduleWakeup', 'OfferChromeSetup', 'ShowOnboardingRolePicker'],
];

/** All others are held, also one that a later version brings: it once brought a second shell, `Monitor`. */
export const CLAUDE_MATCHER = everyToolBut(HARMLESS);

/** Shared with the agents that offer the same tools. */
export const CLAUDE_NAMES: FileNames = {
  path: 'file_path',
  content: 'content',
  before: 'old_string',
  after: 'new_string',
  all: 'replace_all',
};

/** What a tool call would do. A tool that is not known is a `tool` action: held, never waved through. */
export function claudeCall(
  tool: string,
  fields: JsonObject,
  { input, inputText }: ToolInput,
  cwd: string,
  caller: HookCaller,
): ToolCall | 'harmless' {
  switch (tool) {
    case 'Bash':
      return shellCall(input, cwd);
    case 'Monitor':
      return monitorCall({ input, inputText }, cwd);
    case 'Skill':
    case 'SlashCommand':
      return skillCall(tool, { input, inputText }, cwd, caller);
    case 'PowerShell':
      return shellCall(input, cwd, 'powershell');
    case 'Write':
      return writeCall(input, CLAUDE_NAMES);
    case 'Edit':
      return editCall(input, CLAUDE_NAMES, caller);
    case 'NotebookEdit':
      return notebookCall(input);
    case 'WebFetch':
      return fetchCall(input);
    default:
      return tool.startsWith('mcp__') ? mcpCall(tool, inputText, serverOf(fields)) : asItCame(tool, inputText);
  }
}

function asItCame(tool: string, input: string): ToolCall {
  return one({ kind: 'tool', server: 'claude-code', tool, input });
}

/** A command whose output the agent goes on reading; what else it watches is shown as it came. */
function monitorCall({ input, inputText }: ToolInput, cwd: string): ToolCall {
  return 'command' in input && !('ws' in input) ? shellCall(input, cwd) : asItCame('Monitor', inputText);
}

/** What it reads the page for is the agent's own words. */
function fetchCall(input: JsonObject): ToolCall {
  const url = textField(input, 'url');
  return url === undefined ? { missing: 'url' } : one({ kind: 'http', method: 'GET', url }, textField(input, 'prompt'));
}

function notebookCall(input: JsonObject): ToolCall {
  const path = absolute(input, 'notebook_path');
  if (path === undefined) return { missing: 'notebook_path' };
  const source = textField(input, 'new_source');
  const mode = textField(input, 'edit_mode') ?? 'replace';
  if (source === undefined && mode !== 'delete') return { missing: 'new_source' };
  const cell = textField(input, 'cell_id');
  return one({
    kind: 'file',
    operation: 'edit',
    path,
    content: `# ${mode} cell${cell === undefined ? '' : ` ${cell}`}\n${source ?? ''}`,
  });
}

function serverOf(fields: JsonObject): string | undefined {
  const described = fields['mcp_server'];
  return isObject(described) ? textField(described, 'name') : undefined;
}
