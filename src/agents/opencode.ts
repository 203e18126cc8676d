import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { editCall, writeCall, type FileNames } from './fileCalls.ts';
import { isObject, textField, type ToolInput } from './hookJson.ts';
import { one, shellCall, type ToolCall } from './knownCall.ts';
import { moduleAgent } from './moduleAgent.ts';

const BEFORE = 'tool.execute.before';
const AFTER = 'tool.execute.after';

/**
 * opencode. Facts: its plugin page, and runs of 1.18.33: a plugin that throws stops the call and the model reads the words;
 * one that cannot be loaded is silently absent, which is why the file below loads the rest by itself and stops every call
 * when it cannot.
 */
export const opencode = moduleAgent({
  name: 'opencode',
  title: 'opencode',
  program: 'opencode',
  packages: ['opencode-ai', 'opencode'],
  // Ours takes nothing of it, but opencode loads no plugin file before it is there, and offline tries for over a minute.
  needs: { name: '@opencode-ai/plugin', folder: '.config/opencode' },
  onHookFailure: { rule: 'closed', since: '1.0.0' },
  before: BEFORE,
  after: AFTER,
  file: '.config/opencode/plugin/keyturn.js',
  text: pluginText,
  module: {
    shellCall: (command, directory, sessionID, callID) => ({
      input: { tool: 'bash', sessionID, callID },
      output: { args: { command } },
      directory,
    }),
    // It loads the file, starts each plugin in it, and lets the call go unless one throws.
    probe: `
const [plugin, event] = process.argv.slice(-2);
let text = '';
for await (const part of process.stdin) text += part;
const call = JSON.parse(text);
const hooks = await Promise.all(Object.values(await import(plugin)).map((start) => start({ directory: call.directory })));
try {
  for (const hook of hooks) await hook[event]?.(call.input, call.output);
} catch (error) {
  process.stdout.write(String(error.message));
  process.exitCode = 3;
}`,
  },
  session: ['input', 'sessionID'],
  use: ['input', 'callID'],
  tool: ['input', 'tool'],
  input: ['output', 'args'],
  call: opencodeCall,
  outcomeOf,
  subagentOf: (fields) => textField(fields, 'subagent'),
});

/** It stays the same over all versions of Keyturn: what may change lies behind the import. */
function pluginText(client: string): string {
  return `// Keyturn holds what opencode is about to run until a person has seen it. "Keyturn: Disconnect an Agent…" removes this.
const client = ${JSON.stringify(client)};
const gone = \`Keyturn: \${client} could not be loaded, so nobody can approve this. Nothing ran. Ask the person to open VS Code with Keyturn. If Keyturn was removed from this machine, they must delete \${import.meta.url}.\`;

export const Keyturn = async ({ directory }) => {
  const keyturn = await import(client).catch(() => undefined);
  // A call only says of which session it is: a subagent's has another above it.
  const subagents = new Map();
  return {
    event: async ({ event }) => {
      const info = /^session\\.(created|updated)$/.test(event.type) ? event.properties?.info : undefined;
      if (typeof info?.parentID === 'string') subagents.set(info.id, String(info.agent ?? ''));
    },
    '${BEFORE}': async (input, output) => {
      if (keyturn === undefined) throw new Error(gone);
      const subagent = subagents.get(input.sessionID);
      await keyturn.mayRun('${BEFORE}', directory, { input, output, directory, subagent });
    },
    '${AFTER}': async (input, output) => {
      await keyturn?.tellOutcome('${AFTER}', directory, { input, output: { args: input.args ?? {}, metadata: output.metadata }, directory });
    },
  };
};
`;
}

const NAMES: FileNames = {
  path: 'filePath',
  content: 'content',
  before: 'oldString',
  after: 'newString',
  all: 'replaceAll',
};

/** Tools that only look, plan, or start an agent whose own calls come here again. A plugin is called for every tool. */
const HARMLESS = new Set(['read', 'grep', 'glob', 'list', 'todoread', 'todowrite', 'task', 'skill', 'question', 'lsp']);

function opencodeCall(
  tool: string,
  { input, inputText }: ToolInput,
  cwd: string,
  caller: HookCaller,
): ToolCall | 'harmless' {
  if (HARMLESS.has(tool)) return 'harmless';
  switch (tool) {
    case 'bash':
      return shellCall(input, placeOf(input, cwd));
    case 'write':
      return writeCall(input, NAMES);
    case 'edit':
      return editCall(input, NAMES, caller);
    default:
      return one({ kind: 'tool', server: 'opencode', tool, input: inputText });
  }
}

/** Where the command runs, when the call names another folder. */
function placeOf(input: JsonObject, cwd: string): string {
  const folder = textField(input, 'workdir') ?? '';
  if (folder === '') return cwd;
  return folder.startsWith('/') ? folder : `${cwd}/${folder}`;
}

function outcomeOf(fields: JsonObject) {
  const output = fields['output'];
  const metadata = isObject(output) ? output['metadata'] : undefined;
  const exit = isObject(metadata) ? metadata['exit'] : undefined;
  return { sealed: false, ...(typeof exit === 'number' && Number.isInteger(exit) ? { exitCode: exit } : {}) };
}
