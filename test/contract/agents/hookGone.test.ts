import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { Agent } from '../../../src/agents/agent.ts';
import { claudeCode } from '../../../src/agents/claudeCode.ts';
import { agents } from '../../../src/agents/registry.ts';
import { clientPath } from '../../../src/app/launcher.ts';

const base = realpathSync(mkdtempSync(path.join(tmpdir(), "kt it's gone-")));
after(() => rmSync(base, { recursive: true, force: true }));
const place = path.join(base, 'place');
const root = path.join(base, 'shop');
mkdirSync(root);

/** Does what the agent would do by its settings. */
async function called(agent: Agent, client: string) {
  const [event = ''] = agent.deciding;
  const command = agent.hookCommand(client, event);
  assert.ok(command !== undefined);
  const [file, ...args] = 'words' in command ? command.words : ['/bin/sh', '-c', command.shell];
  const child = spawn(file, args, { cwd: root, env: { PATH: '/usr/bin:/bin' } });
  let out = '';
  let error = '';
  child.stdout.on('data', (part: Buffer) => (out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (error += part.toString()));
  child.stdin.on('error', () => undefined);
  child.stdin.end('{}');
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { pid: child.pid, code, out, error };
}

test('after Keyturn was removed each agent is told no, and which entries of which file a person must delete', async () => {
  const scripted = agents.filter(({ client }) => client === 'script');
  assert.equal(scripted.length, 7, 'a new agent must be looked at here');
  for (const agent of scripted) {
    const client = clientPath(place, agent, root);
    const { code, out, error } = await called(agent, client);
    if (out === '') assert.equal(code, 2, `${agent.name}: the one status that is a deny to all`);
    else assert.match(out, /^\{.*"deny".*\}\n$/, `${agent.name}: an answer in one line`);
    const said = `${out}${error}`;
    assert.match(said, /Nothing ran\. If Keyturn was removed from this machine, a person must delete/, agent.name);
    for (const named of [path.basename(client), path.relative(root, agent.settingsFile({ root, home: root }))])
      assert.ok(said.includes(named), `${agent.name} must name ${named}: ${said}`);
  }
});

test('Claude Code’s hook takes the place of the shell that looks for it: it is ended by whoever ends what was started', async () => {
  const client = path.join(base, 'hook.sh');
  writeFileSync(client, '#!/bin/sh\necho "$$ $*"\n');
  chmodSync(client, 0o700);
  const { pid, code, out } = await called(claudeCode, client);
  assert.deepEqual([code, out], [0, `${pid} PreToolUse\n`]);
  writeFileSync(client, '#!/bin/sh\nkill -KILL $$\n');
  assert.equal((await called(claudeCode, client)).code, null, 'a signal, which `onFailure` turns into a deny');
});
