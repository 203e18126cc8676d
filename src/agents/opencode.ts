import type { JsonObject } from '../action/json.ts';
import type { Agent, HookCall, HookCaller } from './agent.ts';
import { eventsOf, NO_OPINION } from './agent.ts';
import { editCall, writeCall, type FileNames } from './fileCalls.ts';
import { isObject, readHookJson, textField, unreadable, type ToolInput } from './hookJson.ts';
import { intentsCall, one, shellCall, type ToolCall } from './knownCall.ts';
import { MODULE_FRAMES, moduleAnswer } from './moduleAnswer.ts';
import { planOwnFile } from './ownFile.ts';

const BEFORE = 'tool.execute.before';
const AFTER = 'tool.execute.after';

/**
 * opencode. Facts: its plugin page, and runs of 1.18.33: a plugin that throws stops the call and the model reads the words;
 * one that cannot be loaded is silently absent, which is why the file below loads the rest by itself and stops every call
 * when it cannot.
 */
export const opencode: Agent = {
  name: 'opencode',
  title: 'opencode',
  program: 'opencode',
  packages: ['opencode-ai', 'opencode'],
  onHookFailure: { rule: 'closed', since: '1.0.0' },
  folderFrom: 'cwd',
  client: 'module',
  deciding: [BEFORE],
  reporting: [AFTER],
  telling: [],
  decode,
  answer: (event, decision) => (event === BEFORE ? moduleAnswer(decision) : NO_OPINION),
  answerFrames: MODULE_FRAMES,
  denial: 'answer',
  hookCommand: () => undefined,
  settingsFile: ({ home }) => `${home}/.config/opencode/plugin/keyturn.js`,
  sharedSettings: () => [],
  hazards: () => [],
  planConnect: (change) => planOwnFile(change, pluginText(change.client), 'connect'),
  planDisconnect: (change) => planOwnFile(change, pluginText(change.client), 'disconnect'),
  connected: (settings, client) => settings === pluginText(client),
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
};

/** It stays the same over all versions of Keyturn: what may change lies behind the import. */
function pluginText(client: string): string {
  return `// Keyturn holds what opencode is about to run until a person has seen it. "Keyturn: Disconnect an Agent…" removes this.
const client = ${JSON.stringify(client)};
const gone = \`Keyturn: \${client} could not be loaded, so nobody can approve this. Nothing ran. Ask the person to open VS Code with Keyturn. If Keyturn was removed from this machine, they must delete \${import.meta.url}.\`;

export const Keyturn = async ({ directory }) => {
  const keyturn = await import(client).catch(() => undefined);
  return {
    '${BEFORE}': async (input, output) => {
      if (keyturn === undefined) throw new Error(gone);
      await keyturn.mayRun('${BEFORE}', directory, { input, output, directory });
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

function decode(event: string, body: string, caller: HookCaller): HookCall {
  const events = eventsOf(opencode);
  if (!events.includes(event)) return unreadable('event', 'wrong-value', { expected: events.join(', ') });
  const read = readHookJson(body, ['output', 'args']);
  if (!read.ok) return { call: 'problem', problem: read.problem };
  const input = read.fields['input'];
  if (!isObject(input)) return unreadable('input', 'missing');
  const session = textField(input, 'sessionID') ?? '';
  const use = textField(input, 'callID') ?? '';
  const tool = textField(input, 'tool') ?? '';
  const cwd = textField(read.fields, 'directory') ?? '';
  if (session === '') return unreadable('input.sessionID', 'missing');
  if (use === '') return unreadable('input.callID', 'missing');
  if (tool === '') return unreadable('input.tool', 'missing');
  if (!cwd.startsWith('/')) return unreadable('directory', 'wrong-value', { expected: '/…' });
  const key = `${session}/${use}`;
  if (event === AFTER) return { call: 'outcome', outcome: outcomeOf(read.fields), cwd, key };
  const call = opencodeCall(tool, read, cwd, caller);
  if (call === 'harmless') return { call: 'noOpinion' };
  return intentsCall(call, { agent: opencode.name, session, cwd, key, inputName: 'output.args' }, caller);
}

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
      return one({ kind: 'tool', server: opencode.name, tool, input: inputText });
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
