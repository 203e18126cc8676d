import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { openProcesses } from '../../../src/app/system/processes.ts';
import { until } from '../../support/http.ts';

/** A terminal's shell that starts an agent, which starts its hook by `hook`: a program and its arguments, as JSON. */
async function family(
  hook: readonly string[],
): Promise<{ readonly shell: ChildProcess; readonly agent: number; readonly hook: number }> {
  const agent = `
    const [file, ...args] = ${JSON.stringify(hook)};
    const hook = require('node:child_process').spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    hook.stdout.once('data', (line) => console.log(process.pid + ' ' + String(line).trim()));
    setTimeout(() => undefined, 60_000);`;
  const shell = spawn('/bin/sh', ['-c', '"$0" -e "$1" & wait; :', process.execPath, agent], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(shell.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  const [agentPid, hookPid] = line.toString().trim().split(' ').map(Number);
  assert.ok(agentPid !== undefined && hookPid !== undefined, `no process ids in ${String(line)}`);
  return { shell, agent: agentPid, hook: hookPid };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Ended already.
  }
}

const SLEEPING = 'echo $$; sleep 60; :';

for (const [way, hook] of [
  ['by itself', ['/bin/sh', '-c', SLEEPING]],
  ['through a shell', ['/bin/sh', '-c', `/bin/sh -c '${SLEEPING}'; :`]],
] as const) {
  test(`a hook that was started ${way} lives on after the shell above its agent, and not after its agent`, async () => {
    const processes = openProcesses();
    const { shell, agent, hook: pid } = await family(hook);
    try {
      assert.equal(processes.alive(pid, true), true);
      shell.kill('SIGKILL');
      await once(shell, 'exit');
      assert.equal(processes.alive(pid, true), true, 'the end of the terminal was taken for the end of the agent');
      end(agent);
      await until('the agent is gone', () => Promise.resolve(!processes.alive(pid, true)));
      assert.equal(processes.alive(pid, false), true, 'only the agent was to end, not its hook');
    } finally {
      shell.kill('SIGKILL');
      end(agent);
      end(pid);
    }
  });
}
