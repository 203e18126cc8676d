import { runShellText } from '../calls/innerCommand.ts';
import { act, opaque } from '../effects/act.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import { has, hasBefore, wordsBehind } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { CommandGroup } from './tool.ts';

/** Settings that make git start a program, or load more configuration. Names are case-insensitive but for the middle. */
const RUNS =
  /^(?:alias\..+|core\.(?:pager|editor|fsmonitor|sshcommand|askpass|gitproxy|hookspath|attributesfile|alternaterefscommand)|pager\..+|sequence\.editor|diff\.(?:external|.+\.(?:command|textconv))|difftool\..+|mergetool\..+|merge\..+\.driver|filter\..+\.(?:clean|smudge|process)|credential\.(?:.+\.)?helper|gpg\.(?:.+\.)?program|interactive\.difffilter|browser\..+|man\..+\.cmd|web\.browser|uploadpack\.packobjectshook|remote\..+\.(?:uploadpack|receivepack|proxy|vcs)|include\.path|includeif\..+\.path|init\.templatedir|submodule\..+\.update|trailer\..+\.(?:command|cmd)|sendemail\..*cmd|protocol\.ext\.allow|http\.proxy|receive\..*|url\..+\.insteadof|blame\.ignorerevsfile|instaweb\..+|imap\.tunnel|ssh\.variant)$/i;

function runsProgram(key: string): boolean {
  return RUNS.test(key);
}

/** `git -c key=value`. */
export function inlineConfig(call: Call, setting: Arg): void {
  const equals = setting.value.indexOf('=');
  const key = equals === -1 ? setting.value : setting.value.slice(0, equals);
  if (setting.dynamic && !/^[a-z]+\.[a-z]+=/i.test(setting.value)) {
    opaque(call, setting.value, setting.range, 'problem.dynamic', ['dynamic']);
    return;
  }
  if (!runsProgram(key)) return;
  const value = slice(setting, equals + 1);
  if (equals === -1 || /^(?:true|false|cat|less|)$/.test(value.value)) return;
  const isAlias = /^alias\./i.test(key);
  if (isAlias && !value.value.startsWith('!')) {
    opaque(call, `git ${value.value}`, setting.range, 'problem.runs-program');
    return;
  }
  if (/^core\.hookspath$/i.test(key)) {
    if (value.value !== '/dev/null') opaque(call, key, setting.range, 'problem.runs-program');
    else act(call, 'gate.tamper', 'operation', key, setting.range);
    return;
  }
  opaque(call, key, setting.range, 'problem.runs-program');
  runShellText(call, isAlias ? slice(value, 1) : value);
}

/** `git config`: reading a key, or making a setting stay. */
function configures(call: Call): void {
  const { operands } = call.parsed;
  const [first, second] = operands;
  const verb = /^(?:list|get|set|unset|rename-section|remove-section|edit|get-all)$/.test(first?.value ?? '')
    ? first?.value
    : undefined;
  const key = verb === undefined ? first : second;
  // Behind a key an option is its new value: `git config core.pager x -l` sets it.
  const value = verb === undefined ? (first === undefined ? undefined : wordsBehind(call, first)[0]) : operands[2];
  const name = key?.value ?? '*';
  const looks =
    hasBefore(call, first, 'l', 'list', 'get', 'get-all', 'get-regexp', 'get-urlmatch', 'get-color', 'get-colorbool') ||
    verb === 'list' ||
    verb === 'get' ||
    verb === 'get-all';
  const changes = has(
    call,
    'add',
    'unset',
    'unset-all',
    'replace-all',
    'rename-section',
    'remove-section',
    'e',
    'edit',
  );
  if (looks || (!changes && value === undefined && verb === undefined)) {
    if (/credential|token|password|extraheader/i.test(name) || isSecretVariable(name))
      act(call, 'secret.read', 'secret', `git ${name}`, call.range);
    return;
  }
  act(call, 'git.config', 'operation', name, call.range);
  if (!runsProgram(name) || has(call, 'unset', 'unset-all') || verb === 'unset') return;
  act(call, 'persist.install', 'operation', name, call.range);
  if (value?.value.startsWith('!') === true) runShellText(call, slice(value, 1));
}

/** `git config`. */
export const gitConfig: CommandGroup = {
  commands: {
    config: {
      options:
        'global system local worktree f,file=write blob= get get-all get-regexp get-urlmatch l,list name-only show-origin show-scope z,null type= bool int path e,edit add unset unset-all replace-all rename-section= remove-section= default= includes no-includes fixed-value all value= regexp url= append comment= get-color get-colorbool bool-or-int expiry-date no-type',
      also: configures,
    },
  },
  examples: {
    held: {
      'git config core.hooksPath /tmp/hooks': 'git.config persist.install',
      'git config core.hooksPath /tmp/hooks -l': 'git.config persist.install',
      'git config user.name --get': 'git.config',
    },
  },
};
