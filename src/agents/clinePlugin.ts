/**
 * The file that Cline loads. It stays the same over all versions of Keyturn: what may change lies behind the import, which is
 * made with the first call only, since a plugin that takes 4 seconds to load is left out without a word.
 */
export function clinePlugin(client: string): string {
  return `// Keyturn holds what Cline is about to run until a person has seen it. "Keyturn: Disconnect an Agent…" removes this.
const client = ${JSON.stringify(client)};
const gone = \`Keyturn: \${client} could not be loaded, so nobody can approve this. Nothing ran. Ask the person to open VS Code with Keyturn. If Keyturn was removed from this machine, they must delete \${import.meta.url}.\`;
let loaded;
const keyturn = () => (loaded ??= import(client).then((part) => part.heldCalls, () => undefined));
let directory = process.cwd();

const callOf = ({ snapshot, toolCall, input, result }) => ({
  directory,
  snapshot: { conversationId: snapshot.conversationId, agentId: snapshot.agentId, parentAgentId: snapshot.parentAgentId },
  toolCall: { toolCallId: toolCall.toolCallId, toolName: toolCall.toolName },
  input,
  result,
});

export default {
  name: 'keyturn',
  manifest: { capabilities: ['hooks', 'tools'] },
  setup(api) {
    directory = process.cwd();
    api.registerTool({
      name: 'keyturn_wait',
      description: 'Waits for the person who decides on calls that Keyturn holds. Call it when a result says that a call is held. Count "round" up with each call.',
      inputSchema: { type: 'object', properties: { round: { type: 'number' } }, required: ['round'] },
      execute: async () => (await keyturn())?.wait() ?? gone,
    });
  },
  hooks: {
    beforeTool: async (context) => {
      const reason = (await keyturn().then((held) => (held === undefined ? gone : held.propose(directory, callOf(context)))));
      return reason === undefined ? undefined : { skip: true, reason };
    },
    afterTool: async (context) => {
      await (await keyturn())?.over(directory, callOf(context));
    },
  },
};
`;
}

/** Does as Cline: it loads the file, sets the plugin up, and lets the call go unless it is skipped or the hook fails. */
export const clineProbe = `
const [file, event] = process.argv.slice(-2);
let text = '';
for await (const part of process.stdin) text += part;
const { default: plugin } = await import(file);
const stop = (reason) => {
  process.stdout.write(String(reason), () => process.exit(3));
};
plugin.setup({ registerTool() {} });
const answer = await plugin.hooks[event](JSON.parse(text)).catch((error) => stop(error.message));
if (answer?.skip === true) stop(answer.reason);`;
