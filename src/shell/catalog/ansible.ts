import { act, actOnFile, opaque } from '../effects/act.ts';
import { liesElsewhere } from '../effects/codeElsewhere.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import { plainArg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import { runShellText } from '../calls/innerCommand.ts';
import { elsewhere } from '../state/elsewhere.ts';
import type { Tool } from './tool.ts';
import { look } from './infrastructureCalls.ts';

/** An inventory that may be run is run, and modules are: of elsewhere nobody here knows what they are. */
function inventoryElsewhere(call: Call): void {
  for (const named of valuesOf(call, 'i', 'M', 'module-path', 'playbook-dir')) {
    const { value, range } = named;
    if (liesElsewhere(call, value, true)) {
      actOnFile(call, 'look', named);
      opaque(call, value, range, 'problem.unread-file');
    } else if (/[./]/.test(value) && !/,|\.(?:ya?ml|ini|toml|json|cfg|txt)$/.test(value))
      act(call, 'exec.project', 'operation', `${call.title} -i ${value}`, range);
  }
}

function playbook(call: Call): void {
  inventoryElsewhere(call);
  if (has(call, 'C', 'check', 'syntax-check', 'list-hosts', 'list-tasks', 'list-tags')) return;
  if (has(call, 'b', 'become')) call.traits.add('elevated');
  for (const file of call.parsed.operands) {
    actOnFile(call, 'read', file);
    act(call, 'infra.change', 'resource', `playbook/${file.value}`, file.range, { traits: ['remote'] });
  }
}

/** `ansible HOSTS -m shell -a TEXT`. */
function adHoc(call: Call): void {
  inventoryElsewhere(call);
  const module = valueOf(call, 'm', 'module-name')?.value ?? 'command';
  const text = valueOf(call, 'a', 'args');
  const hosts = call.parsed.operands[0]?.value ?? '*';
  if (/^(?:ping|setup|debug|gather_facts)$/.test(module) || has(call, 'list-hosts', 'C')) return;
  act(call, 'infra.change', 'resource', `hosts/${hosts}`, call.range, { traits: ['remote'] });
  if (text === undefined) return;
  const there = { ...call, scope: elsewhere(call.scope, ['remote']) };
  if (/^(?:shell|command|raw|script)$/.test(module)) runShellText(there, text);
  else if (/(?:^|[.])file$/.test(module) && /(?:^|\s)state=absent(?:\s|$)/.test(text.value)) {
    const path = /(?:^|\s)(?:path|dest|name)=([^\s'"]+)/.exec(text.value);
    if (path?.[1] !== undefined)
      actOnFile(there, 'delete', { ...plainArg(path[1], text.range), dynamic: text.dynamic });
  }
}

/** Ansible. */
export const ansibleTools: readonly Tool[] = [
  {
    names: 'ansible-playbook',
    free: true,
    options:
      'i,inventory= M,module-path= C,check syntax-check list-hosts list-tasks list-tags b,become K e,extra-vars= l,limit= t,tags= vault-password-file=read D,diff v u= k private-key= c= f= skip-tags= start-at-task= ask-vault-pass',
    also: playbook,
    examples: {
      held: {
        'ansible-playbook --list-hosts -i /srv/inv site.yml': 'exec.opaque file.read',
        'ansible-playbook -i prod site.yml': 'file.read infra.change',
      },
      passed: ['ansible-playbook --check site.yml'],
    },
  },
  {
    names: 'ansible',
    free: true,
    options:
      'i,inventory= M,module-path= m,module-name= a,args= C,check list-hosts b,become e,extra-vars= u= k K v l,limit=',
    also: adHoc,
    examples: {
      held: {
        "ansible all -m shell -a 'rm -rf /data'": 'infra.change file.delete',
        "ansible all -m ansible.builtin.file -a 'path=/var/lib/app state=absent'": 'infra.change file.delete',
        "ansible all -m file -a 'path=/srv/a state=directory'": 'infra.change',
      },
      passed: ['ansible all -m ping'],
    },
  },
  {
    names: 'ansible-galaxy',
    stop: true,
    free: true,
    commands: {
      install: { free: true, does: 'exec.install:package=$1' },
      'list search info': look,
      'publish import': { free: true, does: 'publish.release:package=$1' },
      'collection role': {
        free: true,
        commands: {
          'list verify search info': look,
          publish: { free: true, does: 'publish.release:package=$1' },
          'delete remove': { free: true, does: 'publish.remove:package=$*' },
          'init build': { free: true, does: 'file.write:directory=.' },
        },
        otherwise: { free: true, does: 'exec.install:package=$2' },
      },
      'init remove delete': { free: true, does: 'file.write:directory=.' },
    },
    examples: { held: { 'ansible-galaxy install a.b': 'exec.install' } },
  },
  {
    names: 'ansible-vault',
    free: true,
    also: (call) => {
      const [verb, ...files] = call.parsed.operands;
      if (verb?.value === 'view') act(call, 'secret.read', 'secret', files[0]?.value ?? '*', call.range);
      else for (const file of files) actOnFile(call, 'write', file);
    },
    examples: { held: { 'ansible-vault view a.yml': 'secret.read' } },
  },
  {
    names: 'ansible-inventory ansible-doc ansible-config ansible-lint',
    anywhere: true,
    free: true,
    does: 'exec.project:operation',
    examples: {},
  },
];
