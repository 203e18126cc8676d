import { act } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { actByVerb } from './verbs.ts';
import type { Tool } from './tool.ts';

const servers = (call: Call): void => {
  if (!actByVerb(call, call.args)) return;
};

export const clouds: readonly Tool[] = [
  {
    // They empty whole accounts; without the option it is a rehearsal.
    names: 'aws-nuke cloud-nuke azure-nuke gcp-nuke',
    free: true,
    options: 'no-dry-run c,config=read force!forced quiet dry-run!dry region= version!none',
    also: (call) => {
      const rehearses = call.title !== 'cloud-nuke' && !call.args.some(({ value }) => value === '--no-dry-run');
      if (rehearses) return;
      act(call, 'infra.destroy', 'resource', 'account/*', call.range, { undo: 'none', traits: ['whole-table'] });
    },
    examples: {
      held: { 'aws-nuke run -c nuke.yml --no-dry-run': 'file.read infra.destroy' },
      passed: ['aws-nuke run -c nuke.yml'],
    },
  },
  {
    names:
      'doctl linode-cli hcloud vultr-cli scw exo oci ibmcloud aliyun ovh tccli yc civo upctl brightbox triton cloudflare flarectl',
    free: true,
    noHelp: true,
    also: servers,
    examples: {
      held: {
        'doctl compute droplet delete 123 -f': 'infra.destroy',
        'hcloud server delete s1': 'infra.destroy',
        'linode-cli linodes delete 1': 'infra.destroy',
      },
      passed: ['doctl compute droplet list'],
    },
  },
];
