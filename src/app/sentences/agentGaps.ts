import type { Agent } from '../../agents/agent.ts';

/** What is not held though an agent is connected: on the card that connects it, and in `keyturn doctor`. */
export function gapsOf({ name }: Pick<Agent, 'name'>): readonly string[] {
  return GAPS[name] ?? [];
}

const GAPS: Readonly<Record<string, readonly string[]>> = {
  'claude-code': ['Claude Code started with --bare, or with CLAUDE_CODE_SIMPLE=1 in its environment, calls no hook.'],
  codex: [
    'Codex skips a hook that you have not trusted, without a word: start codex, type /hooks, and trust the entries of Keyturn; again whenever they change.',
    'What Codex types into a shell that is already open is not shown to any hook: deny commands that leave a shell or a database client open.',
    'Codex started with --disable hooks calls no hook.',
  ],
  copilot: [
    'VS Code’s agent could not be tried with its real program here: Keyturn follows its documentation.',
    'Hooks of a repository’s own may run beside Keyturn’s, and change what a call does after you have seen it.',
  ],
  opencode: [
    'opencode started with --pure loads no plugin.',
    'Another plugin that runs after Keyturn’s may change what a call does after you have seen it.',
    'The first start after connecting downloads @opencode-ai/plugin from npm: opencode does that for every plugin file.',
  ],
  gemini: ['A .env file of the project may set BASH_ENV for Gemini CLI, and with it the shell that starts the hook.'],
  qwen: ['A .env file of the project may set BASH_ENV for Qwen Code, and with it the shell that starts the hook.'],
  cursor: [
    'Cursor could not be tried with its real program here: Keyturn follows its documentation.',
    'Cursor takes no “no opinion” from a hook: what passes is answered “allow”, which may spare you a question of Cursor’s own.',
    'In a window of several folders, a call that names no folder is taken for the first one’s.',
    'Cursor’s cloud agents run elsewhere and call no hook of yours.',
  ],
};
