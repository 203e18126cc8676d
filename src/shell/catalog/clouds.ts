import type { Call } from '../state/call.ts';
import { actByVerb } from './verbs.ts';
import type { Tool } from './tool.ts';

const servers = (call: Call): void => {
  if (!actByVerb(call, call.args)) return;
};

export const clouds: readonly Tool[] = [
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
