import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startAgent } from './agentRun.ts';
import type { Subject } from './scene.ts';

/** Pinned: the wire format and the hook contract are this version's. Renewed on purpose. */
const CLAUDE_VERSION = '2.1.330';

const cache = path.join(
  process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'),
  'keyturn',
  'agents',
  `claude-code-${CLAUDE_VERSION}`,
);

/**
 * Path of the real program, installed from npm on first use (364 MB, outside the repository). It is a native binary of
 * the platform's own package: no install script has to run. Rejects with one line when it cannot be had.
 */
export async function claudeProgram(): Promise<string> {
  const scope = path.join(cache, 'node_modules', '@anthropic-ai');
  const platform = `${process.platform}-${process.arch}`;
  const candidates = [platform, `${platform}-musl`].map((name) => path.join(scope, `claude-code-${name}`, 'claude'));
  const find = () => candidates.find((file) => existsSync(file));
  if (find() === undefined) {
    await mkdir(cache, { recursive: true });
    const args = ['install', '--prefix', cache, '--ignore-scripts', '--no-audit', '--no-fund', '--no-save'];
    await promisify(execFile)('npm', [...args, `@anthropic-ai/claude-code@${CLAUDE_VERSION}`], { cwd: cache }).catch(
      (error: unknown) => {
        throw new Error(
          `Claude Code ${CLAUDE_VERSION} cannot be installed from npm, and these tests need it: ${String(error)}`,
        );
      },
    );
  }
  const program = find();
  if (program === undefined)
    throw new Error(`Claude Code ${CLAUDE_VERSION} has no program for ${platform} in ${scope}`);
  return program;
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
