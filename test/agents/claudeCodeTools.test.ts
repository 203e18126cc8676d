import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { before, test } from 'node:test';
import { claude } from './claudeProgram.ts';
import { BYPASS, scene, touch, touchMarker } from './claudeScene.ts';
import type { Step } from './dialects/dialect.ts';
import { type Scene } from './scene.ts';

before(claude.ready);

test('a page is fetched only when approved; its card says what the person had asked for, and Claude counts as seen', () =>
  scene(
    () => ({ deny: 'not this page' }),
    [{ tool: 'WebFetch', input: { url: 'http://127.0.0.1:9/news', prompt: 'what is new?' } }, { text: 'done' }],
    async ({ turn, decided, product }) => {
      await product.changeSettings({ autoPass: 'nothing' });
      const end = await turn();
      assert.deepEqual(
        decided[0]?.intent.action,
        { kind: 'http', method: 'GET', url: 'http://127.0.0.1:9/news' },
        end.output,
      );
      assert.match(decided[0]?.intent.claim?.prompt ?? '', /Please do it/);
      assert.match(end.told, /not this page/);
      await product.verifyProtection();
      assert.doesNotMatch(
        product
          .agentProofs()
          .map(({ sentence }) => sentence)
          .join(),
        /restart your agent/,
      );
    },
  ));

test('an edit is held with the whole new text, and written only when approved', () =>
  scene(
    (hold) => (hold.intent.action.kind === 'file' ? 'approve' : { deny: 'only the edit' }),
    [
      { tool: 'Read', input: { file_path: '@ROOT@/.env' } },
      { tool: 'Edit', input: { file_path: '@ROOT@/.env', old_string: 'A=1', new_string: 'A=2' } },
      { text: 'done' },
    ],
    async (scene) => {
      const file = path.join(scene.root, '.env');
      await writeFile(file, 'A=1\nB=1\n');
      await scene.turn();
      const action = scene.decided[0]?.intent.action;
      assert.deepEqual(action, { kind: 'file', operation: 'edit', path: file, content: 'A=2\nB=1\n' });
      assert.equal(await readFile(file, 'utf8'), 'A=2\nB=1\n');
    },
  ));

/** A server of the person's own, as their `--mcp-config` names it. Its one tool leaves a marker. */
async function withMcpServer({ root }: Scene): Promise<readonly string[]> {
  const config = path.join(root, 'mcp.json');
  const args = [path.resolve('out/agents/mcpServer.child.mjs'), path.join(root, 'marker')];
  await writeFile(config, JSON.stringify({ mcpServers: { pg: { command: process.execPath, args } } }));
  return ['--mcp-config', config, '--strict-mcp-config'];
}

const query: readonly Step[] = [
  { tool: 'mcp__pg__query', input: { sql: 'DELETE FROM t WHERE id = 1' } },
  { text: 'done' },
];

for (const verdict of ['approve', { deny: 'not this table' }] as const) {
  test(`a tool of an MCP server is held: ${typeof verdict === 'string' ? 'approved, it ran' : 'denied, it did not'}`, () =>
    scene(
      () => verdict,
      query,
      async (scene) => {
        const end = await touchMarker(scene, ...BYPASS, ...(await withMcpServer(scene)));
        assert.deepEqual(
          scene.decided.map(({ intent }) => intent.action),
          [{ kind: 'tool', server: 'pg', tool: 'query', input: '{"sql":"DELETE FROM t WHERE id = 1"}' }],
          end.output,
        );
        assert.equal(end.ran, verdict === 'approve', end.told);
        assert.match(end.told, verdict === 'approve' ? /1 row/ : /a person denied this.*not this table/);
      },
    ));
}

test('a cell of a notebook is changed only when approved', () =>
  scene(
    (hold) => (hold.intent.action.kind === 'file' ? 'approve' : { deny: 'only the cell' }),
    [
      { tool: 'Read', input: { file_path: '@ROOT@/migrations/a.ipynb' } },
      {
        tool: 'NotebookEdit',
        input: { notebook_path: '@ROOT@/migrations/a.ipynb', cell_id: 'c1', new_source: 'print(2)' },
      },
      { text: 'done' },
    ],
    async (scene) => {
      const file = path.join(scene.root, 'migrations', 'a.ipynb');
      await mkdir(path.dirname(file));
      const cell = {
        cell_type: 'code',
        id: 'c1',
        metadata: {},
        execution_count: null,
        outputs: [],
        source: 'print(1)',
      };
      await writeFile(file, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
      const end = await touchMarker(scene);
      assert.deepEqual(
        scene.decided.map(({ intent }) => intent.action),
        [{ kind: 'file', operation: 'edit', path: file, content: '# replace cell c1\nprint(2)' }],
        end.told,
      );
      assert.match(await readFile(file, 'utf8'), /print\(2\)/);
    },
  ));

test("a subagent's call is held as any other, and denied with the note", () =>
  scene(
    () => ({ deny: 'subagents neither' }),
    {
      main: [
        {
          tool: 'Agent',
          input: { description: 'make the marker', prompt: 'SUBTASK: make it', subagent_type: 'general-purpose' },
        },
        { text: 'done' },
      ],
      sub: touch,
    },
    async (scene) => {
      const end = await touchMarker(scene, ...BYPASS);
      assert.equal(scene.decided.length, 1, `${end.told} ${end.output}`);
      assert.equal(end.ran, false, 'what a person denied must not run, whoever of the agents asked');
      assert.match(end.told, /subagents neither/);
    },
  ));

test('a command whose output Claude goes on reading is held as one that it waits for', () =>
  scene(
    () => ({ deny: 'not by this one either' }),
    [
      {
        tool: 'Monitor',
        input: { command: 'touch marker', description: 'watch', timeout_ms: 5000, persistent: false },
      },
      { text: 'done' },
    ],
    async (scene) => {
      const end = await touchMarker(scene, ...BYPASS);
      assert.deepEqual(
        scene.decided.map(({ intent }) => intent.action),
        [{ kind: 'shell', command: 'touch marker', shell: 'bash', cwd: scene.root }],
        end.output,
      );
      assert.equal(end.ran, false, 'what a person denied must not run');
      assert.match(end.told, /not by this one either/);
    },
  ));

test('the commands that a skill runs while it is loaded, which no hook is shown, are what the call would do', () =>
  scene(
    () => ({ deny: 'not this skill' }),
    [{ tool: 'Skill', input: { skill: 'tidy' } }, { text: 'done' }],
    async (scene) => {
      const folder = path.join(scene.root, '.claude', 'skills', 'tidy');
      await mkdir(folder, { recursive: true });
      const head = '---\nname: tidy\ndescription: tidies\nallowed-tools: Bash(touch:*)\n---\n';
      await writeFile(path.join(folder, 'SKILL.md'), `${head}Tidy. !\`touch marker\`\n`);
      const end = await touchMarker(scene, ...BYPASS);
      assert.deepEqual(
        scene.decided.map(({ intent }) => intent.action),
        [{ kind: 'shell', command: 'touch marker', shell: 'bash', cwd: scene.root }],
        `${end.told} ${end.output}`,
      );
      assert.equal(end.ran, false, 'what a person denied must not run');
      assert.match(end.told, /not this skill/);
    },
  ));
