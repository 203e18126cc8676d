import type { Intent } from '../action/intent.ts';
import type { Agent } from './agent.ts';

/**
 * A call that nobody makes, fed to an installed hook to see that it denies: the gate denies it at once, without a card, and
 * names it in the reason, so that its own answer is told from one that the hook gives by itself.
 */
export interface Canary {
  readonly event: string;
  readonly body: string;
}

/** Its command does nothing, should anybody ever run it. `mark`: 32 hexadecimal digits. */
export function canaryFor(agent: Agent, cwd: string, mark: string): Canary {
  const [event = ''] = agent.deciding;
  const command = canaryCommand(mark);
  if (agent.module !== undefined)
    return { event, body: JSON.stringify(agent.module.shellCall(command, cwd, WORD, mark)) };
  return {
    event,
    body: JSON.stringify({
      hook_event_name: event,
      // As the agents call the same things: each reads its own and leaves the rest.
      session_id: WORD,
      conversation_id: WORD,
      turn_id: mark,
      generation_id: mark,
      tool_use_id: mark,
      workspace_roots: [cwd],
      cwd,
      tool_name: SHELL_TOOLS[agent.name] ?? 'Bash',
      tool_input: { command },
      command,
    }),
  };
}

/** The command of a canary: for a call that is made by the agent itself, too. */
export function canaryCommand(mark: string): string {
  return `: ${WORD} ${mark}`;
}

/** The mark, when a call is a canary and nothing else. */
export function canaryMark(intents: readonly Intent[]): string | undefined {
  const [action] = intents.map((intent) => intent.action);
  if (intents.length !== 1 || action?.kind !== 'shell' || action.command === undefined) return undefined;
  return /^: keyturn-canary ([0-9a-f]{32})$/.exec(action.command)?.[1];
}

const WORD = 'keyturn-canary';

/** Where an agent's shell tool is not called `Bash`. */
const SHELL_TOOLS: Readonly<Record<string, string>> = { gemini: 'run_shell_command', qwen: 'run_shell_command' };
