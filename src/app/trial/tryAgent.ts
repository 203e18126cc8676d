import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Agent } from '../../agents/agent.ts';
import { canaryCommand } from '../../agents/canary.ts';
import { agentProgram, ownPath } from '../agentVersion.ts';
import { hookProved } from '../sentences/agents.ts';
import { settingsText } from '../settingsText.ts';
import { openTrialModel } from './trialModel.ts';

/**
 * What an agent's own program made of one call that must be denied. `denied`: it told its model the window's own words.
 * `let-go`: it told it something else, so that nobody held the call. `silent`: it made no call in time, or could not start.
 */
export type Trial = 'denied' | 'let-go' | 'silent';

/** Milliseconds for one turn. A busy machine takes a few seconds. */
const TRIAL_TIME = 60_000;

interface TrialPlace {
  /** `~/.keyturn` */
  readonly place: string;
  readonly home: string;
  /** Real path of the workspace folder. */
  readonly root: string;
}

/** How one agent is started for one turn, with a home of its own. */
interface Recipe {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Files of that home, beside the settings that connect it. */
  readonly files: Readonly<Record<string, string>>;
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
    const { args, env, files } = recipe(model.url);
    const settings = await settingsText(agent.settingsFile({ root, home }));
    if (settings === undefined) return 'silent';
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

const RECIPES: Readonly<Record<string, (model: string) => Recipe>> = {
  'claude-code': claudeRecipe,
  'claude-plugin': claudeRecipe,
  codex: (model) => ({
    // Whether its person trusts the hooks is asked of Codex apart: here it is whether they hold.
    args: [
      ...['exec', '--skip-git-repo-check', '-s', 'read-only', '--dangerously-bypass-hook-trust'],
      'Keyturn’s check of its hook',
    ],
    env: { KEYTURN_TRIAL_KEY: 'none' },
    files: {
      '.codex/config.toml': `model = "keyturn"
model_provider = "keyturn"
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.keyturn]
name = "keyturn"
base_url = "${model}/v1"
env_key = "KEYTURN_TRIAL_KEY"
wire_api = "responses"
request_max_retries = 0
stream_max_retries = 0
`,
    },
  }),
};

function claudeRecipe(model: string): Recipe {
  return {
    args: ['-p', 'Keyturn’s check of its hook', '--strict-mcp-config'],
    env: {
      ANTHROPIC_BASE_URL: model,
      ANTHROPIC_API_KEY: 'none',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
      DISABLE_ERROR_REPORTING: '1',
    },
    files: {},
  };
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
