import { spawn } from 'node:child_process';
import { agentNamed } from '../../src/agents/registry.ts';
import { openProduct } from '../../src/app/keyturn.ts';
import { installHook } from '../../src/app/launcher.ts';
import { openGround } from '../support/product.ts';
import { ms, say, saySpread, times } from './figures.ts';

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
    `median ${ms(hook.median)}, p90 ${ms(hook.p90)} = ${ratio.toFixed(2)} x node -e 0`,
    { words: '<= 0.3 x', met: ratio <= 0.3 },
  );
} finally {
  await product.close();
  await ground.remove();
}
process.exit(0);
