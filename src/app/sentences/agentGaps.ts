import type { Agent } from '../../agents/agent.ts';

/** Why a second file is offered, on its card. */
export function besidesSentence({ name }: Pick<Agent, 'name'>): string {
  return BESIDES[name] ?? '';
}

const BESIDES: Readonly<Record<string, string>> = {
  codex:
    'What Codex types into a shell, a database client or a connection that is open already is shown to no hook. By these rules it asks you itself before it opens one, also for one call of psql and its like that would end by itself. “codex exec”, which can ask nobody, refuses them.',
};

/** What is not held though an agent is connected: on the card that connects it, and in `keyturn doctor`. */
export function gapsOf({ name }: Pick<Agent, 'name'>): readonly string[] {
  return GAPS[name] ?? [];
}

const BARE_CLAUDE = 'Claude Code started with --bare, or with CLAUDE_CODE_SIMPLE=1 in its environment, calls no hook.';

const CLAUDE_SKILLS =
  'Claude Code runs the commands in a skill’s own text without asking a hook. Keyturn reads them where the model calls a skill of the folder, of one above it, or of yours, and holds a skill that it does not find; those of one that you call by its name it never sees.';

const GAPS: Readonly<Record<string, readonly string[]>> = {
  'claude-code': [BARE_CLAUDE, CLAUDE_SKILLS],
  'claude-plugin': [
    BARE_CLAUDE,
    CLAUDE_SKILLS,
    'Claude Code before 2.1.330 may not load a plugin from this folder: Keyturn was tried with that version. Connect “Claude Code” itself there.',
  ],
  codex: [
    'Codex skips a hook that you have not trusted, without a word: start codex, type /hooks, and trust the entries of Keyturn; again whenever they change.',
    'What Codex types into a shell or a database client that is already open is shown to no hook: deny commands that leave one open. A second card offers rules by which Codex asks before it opens one.',
    'Codex started with --disable hooks calls no hook.',
  ],
  copilot: [
    'VS Code’s agent could not be tried with its real program here: Keyturn follows its documentation.',
    'Hooks of a repository’s own may run beside Keyturn’s, and change what a call does after you have seen it.',
  ],
  opencode: [
    'opencode started with --pure loads no plugin.',
    'opencode itself downloads @opencode-ai/plugin from npm before it loads any plugin file, once; Keyturn’s needs nothing of it. Offline each start waits over a minute for it, and is held then. Where npm is found, a second card offers to install it now.',
  ],
  cline: [
    'Cline cannot wait for you: a held call is put off, and its model is told to propose it again when you have approved it. It runs if that is within 30 seconds.',
    'Cline that cannot load its plugins says nothing, and nothing of it is held. Its program without the npm packages @cline/shared and jiti beside it loads none.',
    'Cline goes on without a plugin that takes it more than 4 seconds to load, as on a very busy machine. Started with CLINE_PLUGIN_IMPORT_TIMEOUT_MS=60000 in its environment it waits for a minute.',
    'A repository’s own plugins (.cline/plugins) are started by Cline without a question, in the same process as Keyturn’s. Its extensions for editors were not tried.',
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
