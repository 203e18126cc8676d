import type { Platform } from '../platform.ts';

export const railway: Platform = {
  name: 'railway',
  hosts: /(^|\.)railway\.(app|com)$/,
  domain: 'infra',
  routes: [],
  mutations: {
    volumeInstanceBackupRestore: { effect: 'infra.destroy', type: 'volume' },
    variableUpsert: { effect: 'infra.change', type: 'resource' },
    deploymentRemove: { effect: 'infra.destroy', type: 'resource' },
  },
  examples: [
    {
      request: 'POST https://backboard.railway.app/graphql/v2',
      body: '{"query":"mutation { volumeDelete(volumeId: \\"3d2c42fb\\") }"}',
      effect: 'infra.destroy',
      object: '3d2c42fb',
    },
    {
      request: 'POST https://backboard.railway.app/graphql/v2',
      body: '{"query":"{ me { name } }"}',
      effect: 'network.fetch',
    },
  ],
};
