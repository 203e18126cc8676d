import type { Platform } from '../platform.ts';

export const cloudflare: Platform = {
  name: 'cloudflare',
  hosts: /^api\.cloudflare\.com$/,
  domain: 'infra',
  routes: [
    {
      methods: ['POST'],
      path: /\/(?<kind>zones)\/(?<name>[^/]+)\/purge_cache$/,
      effect: 'infra.change',
      type: 'resource',
    },
    {
      methods: ['POST'],
      path: /\/d1\/database\/(?<name>[^/]+)\/(query|raw)$/,
      effect: 'sql.execute',
      type: 'database',
    },
  ],
  examples: [
    {
      request: 'DELETE https://api.cloudflare.com/client/v4/zones/z1/dns_records/r1',
      effect: 'infra.destroy',
      object: 'dns_records/r1',
    },
    {
      request: 'POST https://api.cloudflare.com/client/v4/zones/z1/purge_cache',
      body: '{"purge_everything":true}',
      effect: 'infra.change',
      object: 'zones/z1',
    },
  ],
};
