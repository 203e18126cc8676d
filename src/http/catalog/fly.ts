import type { Platform } from '../platform.ts';

export const fly: Platform = {
  name: 'fly',
  hosts: /^(api\.machines\.dev|api\.fly\.io|_api\.internal)$/,
  domain: 'infra',
  routes: [
    {
      methods: ['DELETE'],
      path: /^\/v1\/apps\/[^/]+\/(?<kind>volumes)\/(?<name>[^/]+)$/,
      effect: 'infra.destroy',
      type: 'volume',
    },
    {
      methods: ['POST'],
      path: /^\/v1\/apps\/[^/]+\/(?<kind>machines)\/(?<name>[^/]+)\/(stop|suspend|restart|cordon)$/,
      effect: 'infra.change',
      type: 'resource',
    },
  ],
  examples: [
    { request: 'DELETE https://api.machines.dev/v1/apps/shop/volumes/vol_1', effect: 'infra.destroy', object: 'vol_1' },
    { request: 'DELETE https://api.machines.dev/v1/apps/shop', effect: 'infra.destroy', object: 'apps/shop' },
    {
      request: 'POST https://api.fly.io/graphql',
      body: '{"query":"mutation { deleteApp(appId: \\"shop\\") { organization { id } } }"}',
      effect: 'infra.destroy',
      object: 'app/shop',
    },
  ],
};
