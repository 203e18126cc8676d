import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { pathToFileURL } from 'node:url';
import type { Agent } from '../../agents/agent.ts';
import { isAnswer } from '../../agents/answerText.ts';
import { canaryFor } from '../../agents/canary.ts';

/**
 * What an installed hook made of a call that must be denied. `answered`: the window denied it. `alone`: the hook denied it
 * by itself, without the window. `late`: no answer in time. `open`: the agent would have run it.
 */
export type HookProof = 'answered' | 'alone' | 'late' | 'open';

/** Milliseconds in which the deny must be there. */
const PROOF_TIME = 2000;

/** UTF-16 units of what a hook says that are kept: an answer has a few hundred. */
const LONGEST = 64 * 1024;

/** What an agent's settings call: `client` by their command line, or the file itself where it is a module. */
export interface InstalledHook {
  readonly client: string;
  readonly settings: string;
}

/** Does what the agent would do by its settings, in the folder, and looks at what it would get. Never rejects. */
export async function proveHook(
  agent: Agent,
  { client, settings }: InstalledHook,
  root: string,
  node: string,
): Promise<HookProof> {
  const mark = randomBytes(16).toString('hex');
  const { event, body } = canaryFor(agent, root, mark);
  const command = agent.hookCommand(client, event);
  if (command === undefined) {
    const words = ['--input-type=module', '-e', agent.module?.probe ?? '', pathToFileURL(settings).href, event];
    const ended = await run(node, words, root, body);
    if (ended === undefined) return 'late';
    return ended.code === 3 ? (ended.out.includes(mark) ? 'answered' : 'alone') : 'open';
  }
  const [file, ...args] = 'words' in command ? command.words : ['/bin/sh', '-c', command.shell];
  const ended = await run(file, args, root, body);
  if (ended === undefined) return 'late';
  const { code, out, error } = ended;
  // Status 2 with a reason is a deny to every agent that is connected.
  if (code === 2 && error.trim() !== '') return error.includes(mark) ? 'answered' : 'alone';
  const said = out.trimEnd();
  if (code !== 0 || !isAnswer(agent, said) || !said.includes('"deny"')) return 'open';
  return said.includes(mark) ? 'answered' : 'alone';
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Undefined: not ended in time. A program that cannot be started ends with no code. */
function run(file: string, args: readonly string[], cwd: string, input: string): Promise<Ended | undefined> {
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd,
      // An Electron is a Node with this.
      env: { PATH: '/usr/bin:/bin', ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    });
    let out = '';
    let error = '';
    child.stdout.on('data', (part: Buffer) => {
      if (out.length < LONGEST) out += part.toString('utf8');
    });
    child.stderr.on('data', (part: Buffer) => {
      if (error.length < LONGEST) error += part.toString('utf8');
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const timer = setTimeout(() => {
      try {
        // What it started, too.
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has just ended; what holds its output open is no child of its.
      }
      resolve(undefined);
    }, PROOF_TIME);
    child.on('error', () => {
      clearTimeout(timer);
      resolve({ code: null, out, error });
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ code, out, error });
    });
  });
}
