import { act, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { slice } from '../state/arg.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { isSecretVariable } from '../effects/secrets.ts';
import { runShellText } from '../calls/innerCommand.ts';
import { hostOf } from '../calls/meaning.ts';

/** Settings that make git start a program, or load more configuration. Names are case-insensitive but for the middle. */
const RUNS =
  /^(?:alias\..+|core\.(?:pager|editor|fsmonitor|sshcommand|askpass|gitproxy|hookspath|attributesfile|alternaterefscommand)|pager\..+|sequence\.editor|diff\.(?:external|.+\.(?:command|textconv))|difftool\..+|mergetool\..+|merge\..+\.driver|filter\..+\.(?:clean|smudge|process)|credential\.(?:.+\.)?helper|gpg\.(?:.+\.)?program|interactive\.difffilter|browser\..+|man\..+\.cmd|web\.browser|uploadpack\.packobjectshook|remote\..+\.(?:uploadpack|receivepack|proxy|vcs)|include\.path|includeif\..+\.path|init\.templatedir|submodule\..+\.update|trailer\..+\.(?:command|cmd)|sendemail\..*cmd|protocol\.ext\.allow|http\.proxy|receive\..*|url\..+\.insteadof|blame\.ignorerevsfile|instaweb\..+|imap\.tunnel|ssh\.variant)$/i;

export function runsProgram(key: string): boolean {
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
export function gitConfig(call: Call): void {
  const { operands } = call.parsed;
  const [first, second] = operands;
  const verb = /^(?:list|get|set|unset|rename-section|remove-section|edit|get-all)$/.test(first?.value ?? '')
    ? first?.value
    : undefined;
  const key = verb === undefined ? first : second;
  const value = verb === undefined ? second : operands[2];
  const name = key?.value ?? '*';
  const looks =
    has(call, 'l', 'list', 'get', 'get-all', 'get-regexp', 'get-urlmatch', 'get-color', 'get-colorbool') ||
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

/** Remotes of platforms: what is pushed there is built and goes live. */
function deploys(call: Call, remote: Arg | undefined): void {
  if (
    remote !== undefined &&
    /^(?:heroku|dokku|piku|clever|scalingo|gigalixir|production|prod|live|staging)$/.test(remote.value)
  )
    act(call, 'infra.change', 'resource', `deployment/${remote.value}`, remote.range);
}

/** A remote that the command line spells out, or that this very text has set, is another place than the one the repository knows. */
function leavesFor(call: Call, remote: Arg | undefined): void {
  const target = remote?.value ?? 'origin';
  const spelled = remote !== undefined && /:\/\/|^[^/]+@[^/]+:|^\.{0,2}\//.test(remote.value);
  const set = call.shell.run.effects.some(
    ({ kind, object }) => kind === 'git.config' && object.type === 'remote' && object.name === target,
  );
  if (spelled) act(call, 'network.send', 'host', hostOf(target), remote.range, { traits: ['reads-local'] });
  else if (set) act(call, 'network.send', 'host', target, remote?.range ?? call.range, { traits: ['reads-local'] });
}

/** `git push`: what the remote gets, what it loses. */
export function gitPush(call: Call): void {
  const [remote, ...specs] = call.parsed.operands;
  leavesFor(call, remote);
  const forced = has(call, 'f', 'force', 'force-with-lease', 'mirror', 'prune');
  const target = remote?.value ?? 'origin';
  if (has(call, 'no-verify')) act(call, 'gate.tamper', 'operation', 'no-verify', call.range);
  if (remote !== undefined && /^ext::/.test(remote.value))
    opaque(call, remote.value, remote.range, 'problem.runs-program');
  if (specs.length === 0) {
    act(call, forced ? 'git.push-force' : 'git.push', 'remote', target, remote?.range ?? call.range, { undo: 'none' });
    deploys(call, remote);
    return;
  }
  deploys(call, remote);
  for (const spec of specs) {
    if (spec.value === 'tag') continue;
    const plus = spec.value.startsWith('+');
    const [from = '', to] = spec.value.replace(/^\+/, '').split(':');
    const gone = has(call, 'd', 'delete') || (from === '' && to !== undefined);
    const name = (to ?? from).replace(/^refs\/(?:heads|tags)\//, '');
    const type = /^refs\/tags\/|^v\d/.test(to ?? from) ? 'tag' : 'branch';
    act(
      call,
      forced || plus || gone ? 'git.push-force' : 'git.push',
      spec.dynamic ? 'unknown' : type,
      name,
      spec.range,
      {
        undo: 'none',
        ...(spec.dynamic ? { certainty: 'possible' as const, traits: ['dynamic' as const] } : {}),
      },
    );
  }
}
