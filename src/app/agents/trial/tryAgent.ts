import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Agent } from '../../../agents/agent.ts';
import { canaryCommand } from '../../../agents/canary.ts';
import { agentProgram, agentVersionOf, ownPath } from '../agentVersion.ts';
import { hookProved } from '../../sentences/agents.ts';
import { settingsText } from '../settingsFile.ts';
import { openTrialModel } from './trialModel.ts';
import { RECIPES } from './trialRecipes.ts';

/**
 * What an agent's own program made of one call that must be denied. `denied`: it told its model the window's own words.
 * `let-go`: it told it something else, so that nobody held the call. `silent`: it made no call in time, or could not start.
 */
export type Trial = 'denied' | 'let-go' | 'silent';

/** Milliseconds for one turn. A busy machine takes a few seconds. */
const TRIAL_TIME = 60_000;

/** Milliseconds for the program to say its version. */
const VERSION_TIME = 3_000;

interface TrialPlace {
  /** `~/.keyturn` */
  readonly place: string;
  readonly home: string;
  /** Real path of the workspace folder. */
  readonly root: string;
}

/** Whether there is a way to start this agent for one turn. */
export async function canTry(agent: Agent, root: string): Promise<boolean> {
  return agent.name in RECIPES && (await agentProgram(agent, root)) !== undefined;
}

/**
 * Starts the agent's real program for one turn in the folder: a home and an environment made from nothing, a model on
 * loopback that asks for the canary's command, and an end. Never rejects.
 */
export async function tryAgent(agent: Agent, { place, home, root }: TrialPlace): Promise<Trial> {
  const recipe = RECIPES[agent.name];
  const program = await agentProgram(agent, root);
  if (recipe === undefined || program === undefined) return 'silent';
  const mark = randomBytes(16).toString('hex');
  const model = await openTrialModel(randomBytes(16).toString('hex'), canaryCommand(mark)).catch(() => undefined);
  const own = await mkdtemp(path.join(place, 'trial-')).catch(() => undefined);
  try {
    if (model === undefined || own === undefined) return 'silent';
    const connected = await settingsText(agent.settingsFile({ root, home }));
    if (connected === undefined) return 'silent';
    const version = (await agentVersionOf(agent, root, VERSION_TIME)) ?? '';
    const { args, env, files, settings = connected } = recipe({ model: model.url, home, version, connected });
    // Those of the folder are found there; those of a person's home are taken along.
    const taken = agent.folderFrom === 'settings' ? {} : { [agent.settingsFile({ root, home: own })]: settings };
    for (const [file, text] of Object.entries({ ...files, ...taken })) {
      const whole = path.resolve(own, file);
      await mkdir(path.dirname(whole), { recursive: true, mode: 0o700 });
      await writeFile(whole, text, { mode: 0o600 });
    }
    const PATH = await ownPath(root);
    await oneTurn(program, args, root, { PATH, HOME: own, SHELL: '/bin/sh', LANG: 'C.UTF-8', ...env });
    if (model.told() === '') return 'silent';
    return model.told().includes(provedWords(mark)) ? 'denied' : 'let-go';
  } catch {
    return 'silent';
  } finally {
    await model?.close();
    if (own !== undefined) await rm(own, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }
}

/** The window's own words. Not the mark alone: what failed may name the command, and the mark with it. */
function provedWords(mark: string): string {
  const proved = hookProved(mark);
  return proved.decision === 'deny' ? proved.reason : '';
}

/** Resolves when the program has ended, or was ended. */
function oneTurn(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  return new Promise((resolve) => {
    // A group of its own: what it leaves behind is ended too.
    const child = spawn(program, args, { cwd, env, stdio: 'ignore', detached: true });
    const end = (): void => {
      clearTimeout(timer);
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        // Nothing of it is left.
      }
      resolve();
    };
    const timer = setTimeout(end, TRIAL_TIME);
    child.on('error', end);
    child.on('exit', end);
  });
}
