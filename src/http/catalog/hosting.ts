import type { Platform } from '../platform.ts';

export const vercel: Platform = {
  name: 'vercel',
  hosts: /^api\.vercel\.com$/,
  domain: 'infra',
  routes: [],
  examples: [
    { request: 'DELETE https://api.vercel.com/v9/projects/shop', effect: 'infra.destroy', object: 'projects/shop' },
    {
      request: 'PATCH https://api.vercel.com/v9/projects/shop/env/1',
      body: '{}',
      effect: 'infra.change',
      object: 'env/1',
    },
  ],
};

export const heroku: Platform = {
  name: 'heroku',
  hosts: /^api\.heroku\.com$/,
  domain: 'infra',
  routes: [
    {
      methods: ['DELETE'],
      path: /^\/(?<kind>apps)\/(?<name>[^/]+)\/dynos(\/[^/]+)?$/,
      effect: 'infra.change',
      type: 'resource',
    },
  ],
  examples: [
    { request: 'DELETE https://api.heroku.com/apps/shop', effect: 'infra.destroy', object: 'apps/shop' },
    { request: 'DELETE https://api.heroku.com/apps/shop/dynos', effect: 'infra.change', object: 'apps/shop' },
    {
      request: 'DELETE https://api.heroku.com/apps/shop/addons/postgresql-1',
      effect: 'infra.destroy',
      object: 'addons/postgresql-1',
    },
  ],
};

export const render: Platform = {
  name: 'render',
  hosts: /^api\.render\.com$/,
  domain: 'infra',
  routes: [],
  examples: [
    { request: 'DELETE https://api.render.com/v1/services/srv-1', effect: 'infra.destroy', object: 'services/srv-1' },
    {
      request: 'POST https://api.render.com/v1/services/srv-1/suspend',
      effect: 'infra.change',
      object: 'services/srv-1',
    },
  ],
};

export const netlify: Platform = {
  name: 'netlify',
  hosts: /^api\.netlify\.com$/,
  domain: 'infra',
  routes: [],
  examples: [
    { request: 'DELETE https://api.netlify.com/api/v1/sites/s1', effect: 'infra.destroy', object: 'sites/s1' },
  ],
};

export const digitalocean: Platform = {
  name: 'digitalocean',
  hosts: /^api\.digitalocean\.com$/,
  domain: 'infra',
  routes: [
    { methods: ['DELETE'], path: /\/(?<kind>volumes)\/(?<name>[^/]+)$/, effect: 'infra.destroy', type: 'volume' },
  ],
  examples: [
    { request: 'DELETE https://api.digitalocean.com/v2/droplets/7', effect: 'infra.destroy', object: 'droplets/7' },
    { request: 'DELETE https://api.digitalocean.com/v2/volumes/v7', effect: 'infra.destroy', object: 'v7' },
  ],
};

export const hetzner: Platform = {
  name: 'hetzner',
  hosts: /^api\.hetzner\.(cloud|com)$/,
  domain: 'infra',
  routes: [
    { methods: ['DELETE'], path: /\/(?<kind>volumes)\/(?<name>[^/]+)$/, effect: 'infra.destroy', type: 'volume' },
  ],
  examples: [
    { request: 'DELETE https://api.hetzner.cloud/v1/servers/42', effect: 'infra.destroy', object: 'servers/42' },
    {
      request: 'POST https://api.hetzner.cloud/v1/servers/42/actions/rebuild',
      effect: 'infra.destroy',
      object: 'servers/42',
    },
  ],
};
