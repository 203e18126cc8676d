import { act, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { has } from '../state/call.ts';
import type { Tool } from './tool.ts';

/** An agent started with its hooks or questions off, and one that changes its own settings, are ways round the gate. */
function agent(call: Call): void {
  const words = call.args.map((arg) => arg.value);
  const text = words.join(' ');
  elsewhere(call);
  if (words.length > 0 && /^(?:--version|-v|--help|-h|version|help|doctor|mcp list|mcp get)/.test(text)) return;
  // Behind a subcommand and its own; further behind it may belong to a program that is set up.
  if (/^(?:[a-z][a-z-]* ){1,2}--help$/.test(text) && !call.args.some(({ dynamic }) => dynamic)) return;
  if (/^(?:--model|-m)[= ][\w.:/-]+ (?:--help|--version)$/.test(text)) return;
  if (
    /--dangerously|--yolo|(?:^|\s)-y(?:\s|$)|--full-auto|--bypass|bypassPermissions|--no-verify|--allow-all|--auto-approve|--force(?:\s|$)|--yes-always|--trust|--settings|--setting-sources|--permission-mode|--approval-mode|--ask-for-approval[= ]never|-a never|--sandbox[= ]danger|--disable-hooks|--bare|--config-dir|-c\s+\S*(?:hooks|approval)|--allowedTools|--allowed-tools/.test(
      text,
    )
  ) {
    act(call, 'gate.tamper', 'process', `${call.title} ${words[0] ?? ''}`.trim(), call.range);
  } else if (/^(?:cursor-agent|qwen)$/.test(call.title) && words.includes('-f'))
    act(call, 'gate.tamper', 'process', `${call.title} -f`, call.range);
  if (
    /^(?:config|mcp|plugin|plugins|hooks|extensions?|settings|update|install|setup-token|login|logout)\b/.test(text)
  ) {
    act(
      call,
      /^(?:login|logout|update|setup-token)/.test(text) ? 'system.change' : 'gate.tamper',
      'operation',
      `${call.title} ${words.slice(0, 2).join(' ')}`,
      call.range,
    );
    return;
  }
  opaque(call, call.title, call.range, 'problem.agent');
}

/** Variables that tell an agent to look for its settings, and so for its hooks, somewhere else, or not to ask. */
const MOVES_SETTINGS =
  /^(?:CLAUDE_CONFIG_DIR|CODEX_HOME|GEMINI_HOME|QWEN_HOME|COPILOT_HOME|OPENCODE_CONFIG(?:_DIR)?|XDG_CONFIG_HOME|HOME|GOOSE_MODE|OPENCODE_PERMISSION|CURSOR_CONFIG_DIR)$/;

function elsewhere(call: Call): void {
  for (const [name, variable] of call.scope.variables)
    if (variable.exported && MOVES_SETTINGS.test(name)) act(call, 'gate.tamper', 'operation', name, call.range);
}

function editor(call: Call): void {
  const words = call.args.map((arg) => arg.value);
  const extension = words.some((word) =>
    /^--(?:install-extension|uninstall-extension|disable-extension|disable-extensions|force-disable-user-env|user-data-dir|extensions-dir|extensionDevelopmentPath|disable-workspace-trust|update-extensions|profile|add-mcp)/.test(
      word,
    ),
  );
  if (!extension) {
    const opens = /^(?:tunnel|serve-web|serve-local|chat|agent)$/.test(words[0] ?? '');
    if (!opens && has(call, 'list-extensions', 'status', 's', 'v')) return;
    // A tunnel lets others in, and a chat may be an agent; any other call opens a window that the person sees.
    if (opens || call.title === 'code-server')
      act(call, 'gate.tamper', 'operation', `${call.title} ${words[0] ?? ''}`, call.range);
    return;
  }
  const name =
    words.find((_, index) => /^--(?:un)?install-extension$|^--disable-extension$/.test(words[index - 1] ?? '')) ??
    call.title;
  act(call, 'gate.tamper', 'package', name, call.range);
  if (words.includes('--install-extension')) act(call, 'exec.install', 'package', name, call.range);
}

export const agents: readonly Tool[] = [
  {
    names:
      'claude codex gemini cursor-agent copilot aider opencode amp goose-cli q cline qwen crush droid auggie kiro kiro-cli kimi plandex continue cn',
    free: true,
    noHelp: true,
    also: agent,
    examples: {
      held: {
        'claude --dangerously-skip-permissions -p x': 'gate.tamper exec.opaque',
        'codex --yolo x': 'gate.tamper exec.opaque',
        'CLAUDE_CONFIG_DIR=/tmp/x claude -p hi': 'gate.tamper exec.opaque',
        'goose run -t x': 'exec.opaque',
        'npx -y @openai/codex --yolo x': 'gate.tamper exec.opaque',
        'claude -p hi': 'exec.opaque',
        'claude mcp add x npx --help': 'gate.tamper',
        'claude -p fix --help': 'exec.opaque',
      },
      passed: ['claude --version', 'codex --model x --help', 'claude plugin --help', 'codex mcp add --help'],
    },
  },
  {
    names: 'code code-insiders codium cursor windsurf code-server antigravity positron',
    free: true,
    options: 'list-extensions status s,status v,version',
    also: editor,
    examples: {
      held: {
        'code --uninstall-extension keyturn.keyturn': 'gate.tamper',
        'code --install-extension evil.vsix': 'gate.tamper exec.install',
        'code tunnel': 'gate.tamper',
        'code tunnel --list': 'gate.tamper',
        'code --list-extensions --install-extension evil': 'gate.tamper exec.install',
      },
      passed: ['code --list-extensions', 'code README.md'],
    },
  },
  {
    names: 'keyturn',
    free: true,
    noHelp: true,
    also: (call) => {
      const verb = call.args[0]?.value ?? '';
      if (!/^(?:check|status|verify|doctor|preview|wait|--version|--help|help)$/.test(verb))
        act(call, 'gate.tamper', 'operation', `keyturn ${verb}`.trim(), call.range);
    },
    examples: { held: { 'keyturn rules accept': 'gate.tamper' }, passed: ['keyturn status'] },
  },
  {
    names: 'vsce ovsx',
    stop: true,
    free: true,
    commands: {
      'ls list show search login verify-pat ls-publishers version get generate-manifest help': {
        free: true,
        operands: 'text...',
      },
      publish: { free: true, options: 'dry-run!dry', does: 'publish.release:package=.' },
      'unpublish delete-publisher': { free: true, does: 'publish.remove:package=$1' },
      package: { free: true, options: 'o,out=write', does: 'exec.project:operation' },
      'create-namespace logout': { free: true, does: 'publish.release:package=$1' },
    },
    examples: { held: { 'vsce publish': 'publish.release', 'ovsx publish': 'publish.release' }, passed: ['vsce ls'] },
  },
];
