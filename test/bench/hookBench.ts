import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { agentNamed } from '../../src/agents/registry.ts';
import { openProduct } from '../../src/app/keyturn.ts';
import { installHook } from '../../src/app/launcher.ts';
import { openGround } from '../support/product.ts';
import { callSocket } from '../../src/cli/client/http.ts';
import { ms, say, saySpread, times, type Spread } from './figures.ts';

/** One process from start to end, with its whole output. */
function run(program: string, words: readonly string[], input: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', () => resolve(output));
    child.stdin.end(input);
  });
}

/** One POST as a runner of its own would make it, by Node's client. */
function post(socketPath: string, agent: Agent, { path: at, body }: { readonly path: string; readonly body: string }) {
  return new Promise<void>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    request({ socketPath, agent, method: 'POST', path: at, headers }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`the answer was ${answer.statusCode}`));
      answer.resume().on('end', resolve).on('error', reject);
    })
      .on('error', reject)
      .end(body);
  });
}

const ground = await openGround();
const product = await openProduct(ground.options);
try {
  const agent = agentNamed('claude-code');
  const socket = product.folders()[0]?.gate.socket;
  if (agent === undefined || socket === undefined) throw new Error('no agent or no socket');
  const [event = ''] = agent.deciding;
  const script = await installHook({
    place: ground.place,
    agent,
    root: ground.root,
    home: ground.options.home,
    dist: ground.options.dist,
    socket,
  });
  const input = JSON.stringify({
    session_id: 'bench',
    transcript_path: '/dev/null',
    cwd: ground.root,
    hook_event_name: event,
    tool_name: 'Bash',
    tool_input: { command: 'ls -la', description: 'list' },
    tool_use_id: 'toolu_1',
    permission_mode: 'default',
  });
  const first = await run(script, [event], input);
  if (/deny/.test(first)) throw new Error(`the command was not passed: ${first}`);
  const node = await times(25, 3, () => run(process.execPath, ['-e', '0'], ''));
  const hook = await times(50, 5, () => run(script, [event], input));
  saySpread('node -e 0, the yardstick', node);
  const ratio = hook.median / node.median;
  say(
    'hook round trip of a passed command (script + curl + server)',
    `p50 ${ms(hook.median)}, p95 ${ms(hook.p95)} = ${ratio.toFixed(2)} x node -e 0`,
    { words: '<= 0.3 x', met: ratio <= 0.3 },
  );
  const entry = agent.hookCommand(script, event);
  if (entry === undefined || !('words' in entry)) throw new Error('no entry');
  const [program, ...words] = entry.words;
  const whole = await times(50, 5, () => run(program, words, input));
  say(
    'the same by Claude Code’s whole entry (env and sh, which then make way for the script)',
    `p50 ${ms(whole.median)}, p95 ${ms(whole.p95)} = ${(whole.median / node.median).toFixed(2)} x node -e 0`,
  );
  const shell = await times(25, 3, () => run('/bin/bash', ['-lc', ':'], ''));
  say('what an agent’s own login shell adds (bash -lc :)', `p50 ${ms(shell.median)}, p95 ${ms(shell.p95)}`);

  const { mayRun } = (await import(pathToFileURL(path.resolve('dist/agentModule.mjs')).href)) as {
    readonly mayRun: (call: Readonly<Record<string, unknown>>) => Promise<void>;
  };
  let calls = 0;
  const pluginCall = () => ({
    place: ground.place,
    agent: 'opencode',
    event: 'tool.execute.before',
    folder: ground.root,
    call: {
      input: { tool: 'bash', sessionID: 'bench', callID: String(++calls) },
      output: { args: { command: 'ls -la' } },
      directory: ground.root,
    },
  });
  // As long as an agent's session: both ends live through it, and a code path is compiled after some hundred calls.
  const aSession = (call: () => Promise<unknown>): Promise<Spread> => times(1000, 200, call);
  const within = (figure: string, { median, p95 }: Spread) =>
    say(`${figure}, of 1,000 in a row`, `p50 ${ms(median)}, p95 ${ms(p95)}`, { words: '<= 5 ms', met: median <= 5 });
  within('plugin form, in the agent’s process', await aSession(() => mayRun(pluginCall())));
  const asked = { method: 'POST', path: `/v1/hooks/${agent.name}/${event}`, body: input } as const;
  within(
    'HTTP form, a connection for each',
    await aSession(() => callSocket(socket, asked, new AbortController().signal)),
  );
  const kept = new Agent({ keepAlive: true });
  within('HTTP form, the connection kept, as HTTP libraries do', await aSession(() => post(socket, kept, asked)));
  kept.destroy();

  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [path.resolve('dist/keyturn.js'), 'mcp', '--place', ground.place],
    cwd: ground.root,
    env: { PATH: '/usr/bin:/bin', HOME: ground.place },
  });
  const client = new Client({ name: 'bench', version: '1' });
  await client.connect(transport);
  const tool = { name: 'run_command', arguments: { command: 'echo' } };
  const mcp = await times(50, 5, () => client.callTool(tool));
  say('MCP form: run_command of a passed command, run included', `p50 ${ms(mcp.median)}, p95 ${ms(mcp.p95)}`);
  await client.close();
} finally {
  await product.close();
  await ground.remove();
}
process.exit(0);
