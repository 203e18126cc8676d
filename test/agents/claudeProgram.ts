import { agentProgram, ensureAgentPrograms } from '../setup/agentPrograms.mjs';
import { startAgent } from './agentRun.ts';
import type { Subject } from './scene.ts';

/** Path of the real program: a native binary of the platform's own package. */
export async function claudeProgram(): Promise<string> {
  await ensureAgentPrograms('claude-code');
  return agentProgram('claude-code', '@anthropic-ai', 'claude-code-linux-x64', 'claude');
}

let program = '';

/** Claude Code as the tests drive it: `claude -p` in a project, with a home of its own. */
export const claude: Subject = {
  agent: 'claude-code',
  async ready() {
    program = await claudeProgram();
  },
  settle: () => Promise.resolve(),
  start: ({ root, home, model }, { cwd = root, env = {}, args = [] }) =>
    startAgent(program, ['-p', 'Please do it', ...args], {
      cwd,
      env: {
        HOME: home,
        // As root, bypassing permissions is only allowed inside a sandbox; the throw-away project is one.
        IS_SANDBOX: '1',
        ANTHROPIC_BASE_URL: model,
        ANTHROPIC_API_KEY: 'test-key',
        ENABLE_TOOL_SEARCH: 'false',
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
        DISABLE_AUTOUPDATER: '1',
        DISABLE_TELEMETRY: '1',
        DISABLE_ERROR_REPORTING: '1',
        ...env,
      },
    }),
  shell: (command) => ({ tool: 'Bash', input: { command, description: 'make the marker' } }),
};
