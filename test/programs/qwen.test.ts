import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startAgent } from '../agents/agentRun.ts';
import { editorNode, pinnedProgram } from '../agents/programs.ts';
import { scene, type Subject } from '../agents/scene.ts';
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
test('its second shell is held as the first is', () =>
  scene(
    qwen,
    () => ({ deny: 'not by this one either' }),
    [{ tool: 'monitor', input: { command: 'touch marker', description: 'watch' } }, { text: 'done' }],
    async ({ turn, decided, root }) => {
      const end = await turn();
      assert.deepEqual(
        decided.map(({ intent }) => intent.action),
        [{ kind: 'shell', command: 'touch marker', shell: 'bash', cwd: root }],
        end.output,
      );
      assert.equal(end.ran, false, 'what a person denied must not run');
      assert.match(end.told, /not by this one either/);
    },
  ));

test("a subagent's call is held as any other, named as one, and denied with the note", () =>
  scene(
    qwen,
    () => ({ deny: 'subagents neither' }),
    {
      main: [
        {
          tool: 'agent',
          input: { description: 'make it', prompt: 'SUBTASK: make it', subagent_type: 'general-purpose' },
        },
        { text: 'done' },
      ],
      sub: [qwen.shell('touch marker'), { text: 'done' }],
    },
    async ({ turn, decided, scripted }) => {
      const end = await turn();
      assert.equal(decided.length, 1, `${scripted.offered().join()} ${end.told} ${end.output}`);
      assert.match(decided[0]?.intent.claim?.summary ?? '', /^subagent general-purpose/);
      assert.equal(end.ran, false, 'what a person denied must not run, whoever of the agents asked');
    },
  ));

trialCase(qwen, () => [editorNode(), program]);
