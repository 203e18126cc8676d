import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAgent } from '../agents/agentRun.ts';
import { pinnedProgram } from '../agents/programs.ts';
import type { Subject } from '../agents/scene.ts';
import { standardCases } from '../agents/standardCases.ts';

let program = '';

const codex: Subject = {
  agent: 'codex',
  async ready() {
    program = await pinnedProgram('@openai', 'codex-linux-x64', 'vendor', 'x86_64-unknown-linux-musl', 'bin', 'codex');
  },
  async settle({ home, model }) {
    const folder = path.join(home, '.codex');
    await mkdir(folder);
    await writeFile(
      path.join(folder, 'config.toml'),
      `model = "fake-model"
model_provider = "fake"
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.fake]
name = "fake"
base_url = "${model}/v1"
env_key = "FAKE_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
`,
    );
  },
  start: ({ root, home }, { cwd = root, env = {}, args = [] }) =>
    startAgent(
      program,
      [
        ...['exec', '--skip-git-repo-check', '-s', 'danger-full-access'],
        ...args,
        // Trust is the person's to give, in Codex itself.
        ...['--dangerously-bypass-hook-trust', 'Please make the marker'],
      ],
      { cwd, env: { HOME: home, FAKE_KEY: 'test-key', ...env } },
    ),
  shell: (command) => ({ tool: 'exec_command', input: { cmd: command } }),
};

standardCases(codex);
