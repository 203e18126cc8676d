import { act, actOnFile } from '../effects/act.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runShellText, runWords } from '../calls/innerCommand.ts';
import type { Tool } from './tool.ts';

function reads(call: Call, name: string): void {
  act(call, 'secret.read', 'secret', name, call.range);
}

function changes(call: Call, name: string): void {
  act(call, 'system.change', 'secret', name, call.range);
}

/** Stores of secrets: some words list names, some give the secret away, the rest change it. */
function store(lists: RegExp, gives: RegExp, destroys?: RegExp): (call: Call) => void {
  return (call) => {
    const words = call.args.filter((arg) => !arg.value.startsWith('-'));
    const text = words.map((arg) => arg.value).join(' ');
    if (words.length === 0 || lists.test(text)) return;
    const options = call.args.findIndex((arg) => arg.value.startsWith('-'));
    const verb = (destroys?.exec(text) ?? gives.exec(text))?.[0].trim().split(' ').length ?? 2;
    // `op item get NAME --fields password`: what comes behind an option is mostly its value.
    const leading = options > verb ? words.slice(0, options) : words;
    const name = leading.at(-1)?.value ?? call.title;
    if (/^run\b/.test(text)) {
      const at = call.args.findIndex((arg) => arg.value === '--');
      runWords(call, call.args.slice(at === -1 ? 1 : at + 1));
    } else if (destroys?.test(text) === true) act(call, 'infra.destroy', 'secret', name, call.range, { undo: 'none' });
    else if (gives.test(text)) reads(call, name);
    else changes(call, name);
  };
}

function gpg(call: Call): void {
  if (
    has(
      call,
      'list-keys',
      'K',
      'verify',
      'fingerprint',
      'list-packets',
      'list-sigs',
      'check-sigs',
      'show-keys',
      'list-config',
      'list-gpgconf',
      'print-md',
      'print-mds',
      'card-status',
    ) &&
    !call.parsed.given.some(({ spec }) =>
      /^(?:d|export-secret|delete-|import|recv|edit|gen|full|quick)/.test(spec.names[0] ?? ''),
    )
  )
    return;
  const isKey = has(
    call,
    'export',
    'export-secret-keys',
    'export-secret-subkeys',
    'delete-keys',
    'delete-secret-keys',
    'recv-keys',
    'edit-key',
  );
  if (!isKey) for (const file of call.parsed.operands) actOnFile(call, 'read', file);
  if (has(call, 'd', 'decrypt', 'export-secret-keys', 'export-secret-subkeys'))
    reads(call, call.parsed.operands[0]?.value ?? 'gpg');
  if (
    has(
      call,
      'delete-keys',
      'delete-secret-keys',
      'delete-secret-and-public-key',
      'import',
      'gen-key',
      'full-generate-key',
      'quick-generate-key',
      'edit-key',
      'recv-keys',
    )
  )
    changes(call, 'gpg');
  const output = valueOf(call, 'o');
  if (output !== undefined) actOnFile(call, 'write', output);
}

const OTHER_STORES = store(
  /^(?:ls|list|status|find|search|version|git log|sync)$/,
  /^(?:show|get|lookup|export|unlock|decrypt|-d|login|[^ ]+\/[^ ]+$)/,
);

/** `sops exec-env FILE TEXT`, `sops exec-file FILE TEXT`: a command with what the file keeps. */
function sops(call: Call): void {
  const [verb, file, text] = call.args.filter(({ value }) => !value.startsWith('-'));
  if (/^exec-(?:env|file)$/.test(verb?.value ?? '') && file !== undefined && text !== undefined) {
    actOnFile(call, 'read', file);
    runShellText(call, text);
  } else OTHER_STORES(call);
}

export const secrets: readonly Tool[] = [
  {
    names: 'op',
    free: true,
    noHelp: true,
    also: store(
      /^(?:whoami|account list|vault list|item list|version|--version|user list)/,
      /^(?:read|inject|item get|document get|signin)/,
    ),
    examples: {
      held: { 'op read op://v/i/p': 'secret.read', 'op item delete x': 'system.change' },
      passed: ['op vault list'],
    },
  },
  {
    names: 'vault bao',
    free: true,
    noHelp: true,
    also: store(
      /^(?:status|version|list|secrets list|auth list|policy (?:list|read)|kv list|token lookup|token capabilities|operator members)/,
      /^(?:read|kv get|token create|login|print token|unwrap)/,
      /^(?:kv (?:metadata delete|destroy)|secrets disable|auth disable|namespace delete|operator (?:seal|raft)|delete)/,
    ),
    examples: {
      held: {
        'vault secrets disable kv/': 'infra.destroy',
        'vault kv get secret/x': 'secret.read',
        'vault kv delete secret/x': 'system.change',
      },
      passed: ['vault status'],
    },
  },
  {
    names: 'security',
    free: true,
    noHelp: true,
    also: store(
      /^(?:list-keychains|default-keychain|find-identity|verify-cert)/,
      /^(?:find-generic-password|find-internet-password|dump-keychain|export|find-certificate)/,
    ),
    examples: { held: { 'security find-generic-password -w -s x': 'secret.read' } },
  },
  {
    names: 'pass gopass bw rbw lpass keepassxc-cli secret-tool keyring kwallet-query sops age bws akeyless',
    free: true,
    noHelp: true,
    also: (call) => (call.title === 'sops' ? sops : OTHER_STORES)(call),
    examples: { held: { 'pass show x/y': 'secret.read', 'bw get password x': 'secret.read' }, passed: ['pass ls'] },
  },
  {
    names: 'gpg gpg2',
    // Behind a name or a file an option is one more of them.
    stop: true,
    options:
      'd,decrypt e,encrypt s,sign clearsign b,detach-sign c,symmetric verify a,armor o,output= r,recipient= u,local-user= batch yes no-tty list-keys,k,list-public-keys K,list-secret-keys list-sigs,list-signatures check-sigs,check-signatures show-keys,show-key list-config list-gpgconf print-md print-mds card-status keyid-format= with-colons with-fingerprint with-keygrip with-subkey-fingerprint fixed-list-mode export export-secret-keys export-secret-subkeys import delete-keys delete-secret-keys delete-secret-and-public-key gen-key full-generate-key quick-generate-key edit-key recv-keys keyserver= fingerprint list-packets q,quiet homedir= passphrase= passphrase-file=read passphrase-fd= pinentry-mode= dearmor no-default-keyring keyring= dry-run!dry v',
    also: gpg,
    examples: {
      held: {
        'gpg -d a.gpg': 'file.read secret.read',
        'gpg --batch --yes --delete-secret-keys ABC --dry-run': 'system.change',
        'gpg --keyid-format long --export-secret-keys ABC': 'secret.read',
      },
      passed: ['gpg --list-keys', 'gpg --list-secret-keys --keyid-format=long', 'gpg --show-keys a.asc'],
    },
  },
  {
    names: 'history fc',
    free: true,
    also: (call) => {
      if (call.args.some((arg) => /^-[cdwa]/.test(arg.value)))
        act(call, 'file.write', 'file', `${call.scope.home}/.bash_history`, call.range);
      else reads(call, 'history');
    },
    examples: { held: { history: 'secret.read' } },
  },
  { names: 'pbcopy wl-copy clip', free: true, operands: 'text...', examples: {} },
  {
    // Told to print, they give what somebody copied.
    names: 'xclip xsel',
    single: true,
    free: true,
    options: 'selection= sel= o,out,output t= target= d= display= filter',
    also: (call) => {
      if (has(call, 'o', 'out', 'output') || (call.title === 'xsel' && call.stdin === undefined))
        reads(call, 'clipboard');
    },
    examples: { held: { 'xclip -selection clipboard -o': 'secret.read', 'xsel -b': 'secret.read' } },
  },
  {
    names: 'pbpaste wl-paste',
    free: true,
    does: 'secret.read:secret=clipboard',
    examples: { held: { pbpaste: 'secret.read' } },
  },
  {
    names: 'ssh-keysign tcpdump tshark wireshark mitmproxy ettercap',
    free: true,
    does: 'secret.read:secret=network',
    examples: { held: { 'tcpdump -i any': 'secret.read' } },
  },
];
