import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startAgent } from '../agents/agentRun.ts';
import { editorNode, pinnedProgram } from '../agents/programs.ts';
import type { Subject } from '../agents/scene.ts';
import { standardCases } from '../agents/standardCases.ts';
import { trialCase } from '../agents/trialCase.ts';

let program = '';

const qwen: Subject = {
  agent: 'qwen',
  async ready() {
    program = await pinnedProgram('@qwen-code', 'qwen-code', 'cli-entry.js');
  },
  async settle({ home }) {
    const folder = path.join(home, '.qwen');
    await mkdir(folder);
    await writeFile(
      path.join(folder, 'settings.json'),
      JSON.stringify({
        security: { auth: { selectedType: 'openai' } },
        // Else a subagent with a shell of its own follows the script too.
        memory: { enableManagedAutoMemory: false },
        privacy: { usageStatisticsEnabled: false },
      }),
    );
  },
  start: ({ root, home, model }, { cwd = root, env = {}, args = [] }) =>
    startAgent(
      editorNode(),
      [program, '--approval-mode', 'yolo', '-m', 'fake-model', 'Please make the marker', ...args],
      {
        cwd,
        env: {
          HOME: home,
          OPENAI_API_KEY: 'test-key',
          OPENAI_BASE_URL: `${model}/v1`,
          OPENAI_MODEL: 'fake-model',
          QWEN_CODE_NO_RELAUNCH: 'true',
          ...env,
        },
      },
    ),
  shell: (command) => ({ tool: 'run_shell_command', input: { command, is_background: false } }),
};

standardCases(qwen);
trialCase(qwen, () => [editorNode(), program]);
