import type { Agent } from './agent.ts';
import { claudeCode, claudeHazards, decodeClaude, handlersOf } from './claudeCode.ts';
import { guardedWords } from './guardedCommand.ts';
import { planOwnFile } from './ownFile.ts';
import { isSettings, readSettings } from './settingsText.ts';

/**
 * Claude Code by a plugin of Keyturn's, for every folder, in place of the settings of each. Facts, by runs of 2.1.330: a
 * plugin in `~/.claude/skills` is loaded without being installed, its manifest may hold the hooks themselves, and
 * `${CLAUDE_PROJECT_DIR}` is replaced in their arguments.
 */
export const claudePlugin: Agent = {
  ...claudeCode,
  name: 'claude-plugin',
  title: 'Claude Code (plugin)',
  folderFrom: 'cwd',
  decode: (event, body, caller) => decodeClaude(event, body, caller, 'plugin'),
  hookCommand: (client, event) => ({ words: guardedWords(client, event, SHOWN) }),
  settingsFile: ({ home }) => `${home}/${MANIFEST}`,
  hazards: (settings) => [...claudeHazards(settings), ...switchedOff(settings)],
  planConnect: (change) => planOwnFile(change, manifest(change.client), 'connect'),
  planDisconnect: (change) => planOwnFile(change, manifest(change.client), 'disconnect'),
  connected: (settings, client) => settings === manifest(client),
};

const PLUGIN = 'keyturn';
const MANIFEST = `.claude/skills/${PLUGIN}/.claude-plugin/plugin.json`;
/** As a person looks for it. */
const SHOWN = `~/${MANIFEST}`;

function manifest(client: string): string {
  const hooks = Object.entries(handlersOf(client, SHOWN, '${CLAUDE_PROJECT_DIR}')).map(
    ([event, { matcher, handler }]) => [event, [{ matcher, hooks: [handler] }]],
  );
  const plugin = {
    name: PLUGIN,
    description:
      'Holds what Claude Code is about to run until a person has seen it in VS Code. "Keyturn: Disconnect an Agent…" removes this.',
    hooks: Object.fromEntries(hooks) as unknown,
  };
  return `${JSON.stringify(plugin, null, 2)}\n`;
}

/** Of a settings text that keeps the plugin from being loaded. */
function switchedOff(text: string | undefined): readonly string[] {
  const settings = readSettings(text);
  const plugins = isSettings(settings) ? settings['enabledPlugins'] : undefined;
  if (!isSettings(plugins)) return [];
  return Object.keys(plugins)
    .filter((name) => name.startsWith(`${PLUGIN}@`) && plugins[name] !== true)
    .map((name) => `enabledPlugins.${name}`);
}
