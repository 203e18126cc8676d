import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import type { Agent } from '../../agents/agent.ts';
import { versionAtLeast, versionIn } from '../../agents/version.ts';
import { failureSentences } from '../sentences/agents.ts';
import { packagedVersion } from './packagedVersion.ts';
import { programIn, trustedPath } from '../../preview/tools/trustedPath.ts';

/** Milliseconds the agent has to say its version. */
const VERSION_TIME = 10_000;

/** What the agent's own version means for a hook that fails. */
export interface Protection {
  readonly closed: boolean;
  /** Whether another version would do better. */
  readonly mendable: boolean;
  readonly sentence: string;
}

/** By the program's package, or the program itself; what the environment says of its version is not to be trusted. `root`: of the workspace. */
export async function protectionOf(agent: Agent, root: string): Promise<Protection> {
  const { title, onHookFailure } = agent;
  const version = await agentVersionOf(agent, root, VERSION_TIME);
  switch (onHookFailure.rule) {
    case 'open':
      return { closed: false, mendable: false, sentence: failureSentences.open(title, version) };
    case 'closed': {
      const { since } = onHookFailure;
      if (version === undefined)
        return { closed: false, mendable: true, sentence: failureSentences.unknown(title, since) };
      return versionAtLeast(version, since)
        ? { closed: true, mendable: false, sentence: failureSentences.closed(title, version) }
        : { closed: false, mendable: true, sentence: failureSentences.older(title, version, since) };
    }
  }
}

/** This process's own PATH, as far as programs may be taken from it. `root`: of the workspace. */
export function ownPath(root: string): Promise<string> {
  return trustedPath(process.env['PATH'] ?? '', root);
}

/** The agent's program as the person would start it. Undefined: there is none, or only one in the workspace. */
export async function agentProgram(agent: Agent, root: string): Promise<string | undefined> {
  return programIn(await ownPath(root), agent.program, root);
}

/**
 * The version of the agent's program: as the package says that it lies in, else as the program itself says. Undefined: it is
 * not there, or neither says. `ms`: how long the program may take.
 */
export async function agentVersionOf(agent: Agent, root: string, ms: number): Promise<string | undefined> {
  const program = await agentProgram(agent, root);
  if (program === undefined) return undefined;
  return (await packagedVersion(program, agent.packages)) ?? askedVersion(program, root, ms);
}

async function askedVersion(program: string, root: string, ms: number): Promise<string | undefined> {
  // Its own settings may start with the folder it stands in, and with what its environment says.
  const env = { HOME: homedir(), LC_ALL: 'C', PATH: await ownPath(root) };
  return new Promise((resolve) => {
    execFile(
      program,
      ['--version'],
      { timeout: ms, killSignal: 'SIGKILL', maxBuffer: 64 * 1024, cwd: '/', env },
      (error, output) => {
        resolve(error === null ? versionIn(output) : undefined);
      },
    );
  });
}
