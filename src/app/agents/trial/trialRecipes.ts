import { isSettings, readSettings } from '../../../agents/settingsText.ts';

/** How one agent is started for one turn, with a home of its own. */
export interface Recipe {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Files of that home, beside the settings that connect it. */
  readonly files: Readonly<Record<string, string>>;
  /** Those settings, where its model stands in the same file. Else they are as they are. */
  readonly settings?: string;
}

interface RecipePlace {
  /** URL of the model that stands in for its own. */
  readonly model: string;
  /** The person's. */
  readonly home: string;
  /** As the program says; empty where it does not. */
  readonly version: string;
  /** The text of the settings that connect it. */
  readonly connected: string;
}

const PROMPT = 'Keyturn’s check of its hook';
const MODEL = 'keyturn';
/** Where a program insists on a key. */
const KEY = 'none';

/** By name in the registry. Facts: runs of the versions that test/setup/agents pins. */
export const RECIPES: Readonly<Record<string, (place: RecipePlace) => Recipe>> = {
  'claude-code': claude,
  'claude-plugin': claude,
  codex: ({ model }) => ({
    // Whether its person trusts the hooks is asked of Codex apart: here it is whether they hold.
    args: ['exec', '--skip-git-repo-check', '-s', 'read-only', '--dangerously-bypass-hook-trust', PROMPT],
    env: { KEYTURN_TRIAL_KEY: KEY },
    files: {
      '.codex/config.toml': `model = "${MODEL}"
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
  copilot: ({ model, home }) => ({
    args: [
      ...['-p', PROMPT, '--allow-all-tools', '--no-auto-update', '--no-color'],
      ...['--disable-builtin-mcps', '--disable-client-telemetry'],
    ],
    env: {
      // It unpacks itself there, 190 MB for every home that has not got it yet.
      XDG_CACHE_HOME: `${home}/.cache`,
      COPILOT_PROVIDER_BASE_URL: `${model}/v1`,
      COPILOT_PROVIDER_API_KEY: KEY,
      COPILOT_MODEL: MODEL,
      COPILOT_OFFLINE: 'true',
      COPILOT_AUTO_UPDATE: 'false',
    },
    files: {},
  }),
  opencode: ({ model, version }) => ({
    args: ['run', PROMPT],
    env: {
      OPENCODE_DISABLE_AUTOUPDATE: '1',
      OPENCODE_DISABLE_MODELS_FETCH: '1',
      OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
      OPENCODE_DISABLE_DEFAULT_PLUGINS: '1',
    },
    files: { '.config/opencode/opencode.json': JSON.stringify(opencodeSettings(model)), ...opencodePackage(version) },
  }),
  gemini: ({ model, connected }) => ({
    args: ['--approval-mode', 'yolo', '-m', MODEL, '-p', PROMPT],
    env: {
      GEMINI_API_KEY: KEY,
      GOOGLE_GEMINI_BASE_URL: model,
      GEMINI_CLI_NO_RELAUNCH: '1',
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
      GEMINI_TELEMETRY_ENABLED: 'false',
    },
    files: {},
    settings: hooksOf(connected, {
      security: { auth: { selectedType: 'gemini-api-key' } },
      privacy: { usageStatisticsEnabled: false },
      general: { disableAutoUpdate: true, disableUpdateNag: true },
    }),
  }),
  qwen: ({ model, connected }) => ({
    args: ['--approval-mode', 'yolo', '-m', MODEL, PROMPT],
    env: { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: `${model}/v1`, OPENAI_MODEL: MODEL, QWEN_CODE_NO_RELAUNCH: 'true' },
    files: {},
    settings: hooksOf(connected, {
      security: { auth: { selectedType: 'openai' } },
      // Else a subagent with a shell of its own follows the model too.
      memory: { enableManagedAutoMemory: false },
      privacy: { usageStatisticsEnabled: false },
    }),
  }),
  cline: ({ model }) => ({
    args: ['-P', CLINE_PROVIDER, '-m', MODEL, PROMPT],
    // Else it leaves a daemon behind.
    env: { CLINE_SESSION_BACKEND_MODE: 'local', CLINE_NO_AUTO_UPDATE: '1' },
    files: { '.cline/data/settings/providers.json': JSON.stringify(clineProviders(model)) },
  }),
};

function claude({ model }: RecipePlace): Recipe {
  return {
    args: ['-p', PROMPT, '--strict-mcp-config'],
    env: {
      ANTHROPIC_BASE_URL: model,
      ANTHROPIC_API_KEY: KEY,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
      DISABLE_ERROR_REPORTING: '1',
    },
    files: {},
  };
}

/** Of a person's settings nothing but what connects it: the rest may start servers of theirs, and holds their keys. */
function hooksOf(connected: string, own: object): string {
  const settings = readSettings(connected);
  return JSON.stringify({ ...own, ...(isSettings(settings) ? { hooks: settings['hooks'] } : {}) });
}

function opencodeSettings(model: string) {
  const limit = { context: 100_000, output: 8_000 };
  return {
    autoupdate: false,
    share: 'disabled',
    model: `${MODEL}/${MODEL}`,
    small_model: `${MODEL}/${MODEL}`,
    provider: {
      [MODEL]: {
        npm: '@ai-sdk/openai-compatible',
        name: MODEL,
        options: { baseURL: `${model}/v1`, apiKey: KEY },
        models: { [MODEL]: { name: MODEL, tool_call: true, limit } },
      },
    },
  };
}

/** opencode installs this package before it loads any plugin file, unless it is there. Keyturn's plugin needs nothing of it. */
function opencodePackage(version: string): Readonly<Record<string, string>> {
  if (version === '') return {};
  const name = '@opencode-ai/plugin';
  const dependencies = { [name]: version };
  const packages = { '': { dependencies }, [`node_modules/${name}`]: { version } };
  const folder = '.config/opencode';
  return {
    [`${folder}/package.json`]: JSON.stringify({ dependencies }),
    [`${folder}/package-lock.json`]: JSON.stringify({ name: 'opencode', lockfileVersion: 3, requires: true, packages }),
    [`${folder}/node_modules/${name}/package.json`]: JSON.stringify({ name, version }),
  };
}

const CLINE_PROVIDER = 'openai-compatible';

function clineProviders(model: string) {
  const settings = { provider: CLINE_PROVIDER, apiKey: KEY, model: MODEL, baseUrl: `${model}/v1` };
  const saved = { settings, updatedAt: '2026-11-22T00:00:00.000Z', tokenSource: 'manual' };
  return { version: 1, lastUsedProvider: CLINE_PROVIDER, modes: {}, providers: { [CLINE_PROVIDER]: saved } };
}
