import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAgent } from '../agents/agentRun.ts';
import { editorNode, pinnedProgram } from '../agents/programs.ts';
import type { Subject } from '../agents/scene.ts';
import { standardCases } from '../agents/standardCases.ts';
import { trialCase } from '../agents/trialCase.ts';

let program = '';

const gemini: Subject = {
  agent: 'gemini',
  async ready() {
    program = await pinnedProgram('@google', 'gemini-cli', 'bundle', 'gemini.js');
  },
  async settle({ home }) {
    const folder = path.join(home, '.gemini');
    await mkdir(folder);
    await writeFile(
      path.join(folder, 'settings.json'),
      JSON.stringify({
        security: { auth: { selectedType: 'gemini-api-key' } },
        privacy: { usageStatisticsEnabled: false },
        general: { disableAutoUpdate: true, disableUpdateNag: true },
      }),
    );
  },
  start: ({ root, home, model }, { cwd = root, env = {}, args = [] }) =>
    startAgent(
      editorNode(),
      [program, '--approval-mode', 'yolo', '-m', 'gemini-fake', '-p', 'Please make the marker', ...args],
      {
        cwd,
        env: {
          HOME: home,
          GEMINI_API_KEY: 'test-key',
          GOOGLE_GEMINI_BASE_URL: model,
          GEMINI_CLI_NO_RELAUNCH: '1',
          GEMINI_CLI_TRUST_WORKSPACE: 'true',
          GEMINI_TELEMETRY_ENABLED: 'false',
          ...env,
        },
      },
    ),
  shell: (command) => ({ tool: 'run_shell_command', input: { command } }),
};

standardCases(gemini);
trialCase(gemini, () => [editorNode(), program]);
