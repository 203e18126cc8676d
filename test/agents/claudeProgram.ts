import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

/** Pinned: the wire format and the hook contract are this version's. Renewed on purpose. */
export const CLAUDE_VERSION = '2.1.330';

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

/** Milliseconds after which a run is killed; one takes about 2,000. */
const LONGEST_RUN = 60_000;

export interface ClaudeRun {
  readonly child: ChildProcess;
  readonly ended: Promise<{ readonly code: number | null; readonly output: string }>;
}

/** Starts `claude -p` in a project, with a home of its own and nothing of this process's environment. */
export function startClaude(
  program: string,
  project: string,
  home: string,
  model: string,
  args: readonly string[] = [],
): ClaudeRun {
  const child = spawn(program, ['-p', 'Please do it', ...args], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      HOME: home,
      PATH: '/usr/local/bin:/usr/bin:/bin',
      SHELL: '/bin/bash',
      LANG: 'C.UTF-8',
      // As root, bypassing permissions is only allowed inside a sandbox; the throw-away project is one.
      IS_SANDBOX: '1',
      ANTHROPIC_BASE_URL: model,
      ANTHROPIC_API_KEY: 'test-key',
      ENABLE_TOOL_SEARCH: 'false',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
      DISABLE_ERROR_REPORTING: '1',
    },
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString('utf8')));
  child.stderr.on('data', (part: Buffer) => (output += part.toString('utf8')));
  // It retries for ever when it cannot reach its model: a test must see an end, and fail.
  const giveUp = setTimeout(() => child.kill('SIGKILL'), LONGEST_RUN);
  const ended = new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on('close', (code) => {
      clearTimeout(giveUp);
      resolve({ code, output });
    });
  });
  return { child, ended };
}
