import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import type { Tool, Usage } from './tool.ts';

const look: Usage = { free: true, operands: 'text...' };

/** `pdnsutil delete-zone NAME`, `pdnsutil zone delete NAME`. */
function powerDns(call: Call): void {
  const words = call.parsed.operands;
  const verb = words.findIndex(({ value }) => /^(?!zone$|rrset$|cryptokey$|metadata$)[a-z-]+$/.test(value));
  const said = words[verb]?.value ?? '';
  if (
    said === '' ||
    /^(?:list|show|check|export|test|lint|help|get|ipencrypt|hash-password|rping|version|current-config|ccounts|uptime)(?:-|$)/.test(
      said,
    )
  )
    return;
  const name = words[verb + 1]?.value ?? '*';
  const loses = /^(?:delete|remove|clear|purge|wipe|b2b-migrate|deactivate|disable|unset|replace|load)(?:-|$)/.test(
    said,
  );
  act(call, loses ? 'infra.destroy' : 'infra.change', 'resource', `zone/${name}`, call.range);
}

/** `lexicon PROVIDER VERB DOMAIN TYPE`. */
function lexicon(call: Call): void {
  const [, verb, domain] = call.parsed.operands;
  if (verb === undefined || verb.value === 'list') return;
  const kind = verb.value === 'delete' ? 'infra.destroy' : 'infra.change';
  act(call, kind, 'resource', `zone/${domain?.value ?? '*'}`, (domain ?? call).range);
}

/** What names lead to: zones and records, and the certificates for them. */
export const dnsTools: readonly Tool[] = [
  {
    names: 'cli53',
    stop: true,
    free: true,
    options: 'profile= endpoint-url= debug',
    commands: {
      'list l export x instances slowlog validate': {
        free: true,
        options: 'f,format= full output=write',
        operands: 'text...',
      },
      'delete rrdelete rrpurge': {
        free: true,
        options: 'purge!recursive confirm wait',
        does: 'infra.destroy:resource=zone/$1',
      },
      'create import rrcreate dnssec': {
        free: true,
        options: 'f,file=read replace!overwrites',
        does: 'infra.change:resource=zone/$1',
      },
    },
    examples: {
      held: {
        'cli53 delete --purge acme.io': 'infra.destroy',
        'cli53 import --file z.txt --replace acme.io': 'file.read infra.change',
      },
      passed: ['cli53 list', 'cli53 export acme.io'],
    },
  },
  {
    names: 'nsupdate',
    options: 'k=read y= g l v d D L= p= t= u= r= T P V!none',
    operands: 'read',
    does: 'infra.change:resource=zone/*',
    examples: { held: { 'nsupdate -k key.conf updates.txt': 'file.read infra.change' } },
  },
  {
    names: 'pdnsutil pdns_control',
    free: true,
    options: 'config-dir= config-name= v q',
    also: powerDns,
    examples: {
      held: {
        'pdnsutil delete-zone acme.io': 'infra.destroy',
        'pdnsutil add-record acme.io www A 1.2.3.4': 'infra.change',
      },
      passed: ['pdnsutil list-all-zones', 'pdnsutil show-zone acme.io'],
    },
  },
  {
    names: 'lexicon',
    free: true,
    options: 'name= content= ttl= identifier= auth-username= auth-token= output=',
    also: lexicon,
    examples: {
      held: { 'lexicon cloudflare delete acme.io A --name www': 'infra.destroy' },
      passed: ['lexicon cloudflare list acme.io A'],
    },
  },
  {
    // Settings name the Python classes that are loaded.
    names: 'octodns-sync',
    free: true,
    options: 'config-file=read doit force!forced source= target= plan-output-file=write',
    does: 'exec.project:operation',
    forms: [{ with: 'doit', free: true, does: 'exec.project:operation infra.change:resource=zone/*' }],
    examples: {
      held: {
        'octodns-sync --config-file=p.yaml --doit': 'file.read exec.project infra.change',
        'octodns-sync --config-file=p.yaml': 'file.read exec.project',
      },
    },
  },
  {
    // The zones are a program in JavaScript.
    names: 'dnscontrol',
    stop: true,
    free: true,
    commands: {
      'version help': look,
      'preview check print-ir fmt get-zones get-certs write-types': { free: true, does: 'exec.project:operation' },
      'push create-domains': { free: true, does: 'exec.project:operation infra.change:resource=zone/*' },
    },
    examples: { held: { 'dnscontrol push': 'exec.project infra.change', 'dnscontrol preview': 'exec.project' } },
  },
  {
    names: 'rndc unbound-control',
    stop: true,
    free: true,
    options: 'c=read k= p= s= y= b= V q r',
    commands: {
      'status zonestatus recursing list_local_zones list_local_data stats_noreset lookup get_option managed-keys': look,
    },
    otherwise: { free: true, does: 'system.change:service=dns' },
    examples: { held: { 'rndc flush': 'system.change' }, passed: ['rndc status'] },
  },
  {
    names: 'acme.sh',
    free: true,
    options: 'd,domain=',
    also: (call) => {
      const said = call.args.map(({ value }) => value).join(' ');
      if (/^(?:--list(?: --listraw)?|--info .*|--help)$/.test(said)) return;
      const domain = call.args.find((_, index) => /^(?:-d|--domain)$/.test(call.args[index - 1]?.value ?? ''));
      const kind = /--(?:install|cron|upgrade)(?: |$)/.test(said)
        ? 'persist.install'
        : /--(?:revoke|remove|uninstall)(?: |$)/.test(said)
          ? 'infra.destroy'
          : 'infra.change';
      act(call, kind, 'resource', `certificate/${domain?.value ?? '*'}`, (domain ?? call).range);
    },
    examples: {
      held: { 'acme.sh --revoke -d acme.io': 'infra.destroy', 'acme.sh --install': 'persist.install' },
      passed: ['acme.sh --list'],
    },
  },
  {
    names: 'netplan',
    stop: true,
    options: 'debug',
    commands: {
      'status info help ip': { free: true, operands: 'text...' },
      get: { free: true, operands: 'text...', options: 'root-dir=' },
      'apply try generate rebind migrate': {
        free: true,
        options: 'state= timeout= only-ovs-cleanup',
        does: 'system.change:service=netplan',
      },
      set: { free: true, options: 'origin-hint= root-dir=', does: 'system.change:file=/etc/netplan' },
    },
    examples: {
      held: { 'netplan apply': 'system.change', 'netplan set ethernets.eth0.dhcp4=true': 'system.change' },
      passed: ['netplan get', 'netplan status'],
    },
  },
];
