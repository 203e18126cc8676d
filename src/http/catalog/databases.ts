import type { Platform } from '../platform.ts';

export const supabase: Platform = {
  name: 'supabase',
  hosts: /^api\.supabase\.(com|io)$/,
  domain: 'infra',
  routes: [
    {
      methods: ['POST'],
      path: /^\/v1\/(?<kind>projects)\/(?<name>[^/]+)\/database\/query$/,
      effect: 'sql.execute',
      type: 'database',
    },
    {
      methods: ['DELETE'],
      path: /^\/v1\/(?<kind>projects)\/(?<name>[^/]+)$/,
      effect: 'infra.destroy',
      type: 'resource',
    },
  ],
  examples: [
    { request: 'DELETE https://api.supabase.com/v1/projects/abcd', effect: 'infra.destroy', object: 'projects/abcd' },
    {
      request: 'POST https://api.supabase.com/v1/projects/abcd/database/query',
      body: '{"query":"DROP TABLE x"}',
      effect: 'sql.execute',
      object: 'projects/abcd',
    },
    {
      request: 'POST https://api.supabase.com/v1/projects/abcd/pause',
      effect: 'infra.change',
      object: 'projects/abcd',
    },
  ],
};

/** PostgREST in front of a project's own database. */
export const supabaseData: Platform = {
  name: 'supabase',
  hosts: /\.supabase\.(co|in)$/,
  domain: 'store',
  routes: [
    { methods: ['DELETE'], path: /^\/rest\/v1\/(?<name>[^/]+)$/, effect: 'sql.delete', type: 'table' },
    { methods: ['PATCH', 'PUT'], path: /^\/rest\/v1\/(?<name>[^/]+)$/, effect: 'sql.update', type: 'table' },
    { methods: ['POST'], path: /^\/rest\/v1\/rpc\/(?<name>[^/]+)$/, effect: 'sql.execute', type: 'function' },
    { methods: ['POST'], path: /^\/rest\/v1\/(?<name>[^/]+)$/, effect: 'sql.insert', type: 'table' },
    {
      methods: ['DELETE'],
      path: /^\/storage\/v1\/(bucket|object)\/(?<name>.+)$/,
      effect: 'store.delete',
      type: 'bucket',
    },
    {
      methods: ['POST'],
      path: /^\/storage\/v1\/bucket\/(?<name>[^/]+)\/empty$/,
      effect: 'store.delete',
      type: 'bucket',
    },
    { methods: ['DELETE'], path: /^\/auth\/v1\/admin\/users\/(?<name>[^/]+)$/, effect: 'store.delete', type: 'person' },
  ],
  examples: [
    {
      request: 'DELETE https://abcd.supabase.co/rest/v1/orders?id=gt.0',
      effect: 'sql.delete',
      object: 'public.orders',
    },
    { request: 'POST https://abcd.supabase.co/rest/v1/rpc/wipe', effect: 'sql.execute', object: 'public.wipe' },
  ],
};

export const neon: Platform = {
  name: 'neon',
  hosts: /^console\.neon\.tech$/,
  domain: 'infra',
  routes: [
    {
      methods: ['POST'],
      path: /\/(?<kind>branches)\/(?<name>[^/]+)\/(restore|reset)$/,
      effect: 'infra.destroy',
      type: 'resource',
    },
  ],
  examples: [
    { request: 'DELETE https://console.neon.tech/api/v2/projects/p1', effect: 'infra.destroy', object: 'projects/p1' },
    {
      request: 'DELETE https://console.neon.tech/api/v2/projects/p1/branches/br-1',
      effect: 'infra.destroy',
      object: 'branches/br-1',
    },
    {
      request: 'POST https://console.neon.tech/api/v2/projects/p1/branches/br-1/restore',
      effect: 'infra.destroy',
      object: 'branches/br-1',
    },
  ],
};

export const planetscale: Platform = {
  name: 'planetscale',
  hosts: /^api\.planetscale\.com$/,
  domain: 'infra',
  routes: [],
  examples: [
    {
      request: 'DELETE https://api.planetscale.com/v1/organizations/o/databases/shop',
      effect: 'infra.destroy',
      object: 'databases/shop',
    },
  ],
};

export const mongodbAtlas: Platform = {
  name: 'mongodb-atlas',
  hosts: /^cloud\.mongodb\.com$/,
  domain: 'infra',
  routes: [],
  examples: [
    {
      request: 'DELETE https://cloud.mongodb.com/api/atlas/v2/groups/g/clusters/c1',
      effect: 'infra.destroy',
      object: 'clusters/c1',
    },
  ],
};

/** Vectors: the index itself is infrastructure, what is in it is data. */
export const pinecone: Platform = {
  name: 'pinecone',
  hosts: /(?:^|\.)pinecone\.io$/,
  domain: 'store',
  reads: /^POST \/(?:query|vectors\/(?:fetch|list)|describe_index_stats)$/,
  routes: [
    {
      methods: ['DELETE'],
      path: /^\/(?<kind>indexes|collections)\/(?<name>[^/]+)$/,
      effect: 'infra.destroy',
      type: 'resource',
    },
    { methods: ['POST'], path: /^\/vectors\/delete$/, effect: 'store.delete', type: 'resource' },
  ],
  examples: [
    {
      request: 'DELETE https://api.pinecone.io/indexes/products',
      effect: 'infra.destroy',
      object: 'indexes/products',
    },
    {
      request: 'POST https://i.svc.us-east1-gcp.pinecone.io/vectors/delete',
      body: '{"deleteAll":true}',
      effect: 'store.delete',
    },
    { request: 'POST https://i.svc.us-east1-gcp.pinecone.io/query', body: '{}', effect: 'store.read' },
  ],
};

/** Search indexes over HTTP, on their usual port and on the hosted services. */
export const elasticsearch: Platform = {
  name: 'elasticsearch',
  hosts: /(:9200$|\.es\.[a-z0-9.-]*(amazonaws|elastic-cloud|found)\.(com|io)(:\d+)?$)/,
  domain: 'store',
  reads:
    /^(GET|POST) \/([^/]+\/)?_(search|count|msearch|field_caps|explain(\/[^/]+)?|analyze|validate\/query|mget|m?termvectors|rank_eval|search\/(scroll|template)|render\/template|sql(\/translate)?|query)$/,
  routes: [
    {
      methods: ['POST'],
      path: /^\/(?<name>[^/]+)\/_delete_by_query$/,
      effect: 'store.delete',
      type: 'resource',
      kind: 'index',
    },
    {
      methods: ['DELETE'],
      path: /^\/(?<name>[^/_][^/]*)(\/_doc\/.*)?$/,
      effect: 'store.delete',
      type: 'resource',
      kind: 'index',
    },
    { methods: ['DELETE'], path: /^\/(?<name>.+)$/, effect: 'store.delete', type: 'resource', kind: 'index' },
    {
      methods: ['PUT', 'POST', 'PATCH'],
      path: /^\/(?<name>[^/]+)/,
      effect: 'store.write',
      type: 'resource',
      kind: 'index',
    },
  ],
  examples: [
    { request: 'DELETE http://localhost:9200/orders', effect: 'store.delete', object: 'index/orders' },
    {
      request: 'POST http://localhost:9200/orders/_delete_by_query',
      body: '{}',
      effect: 'store.delete',
      object: 'index/orders',
    },
    { request: 'POST http://localhost:9200/orders/_search', body: '{}', effect: 'store.read' },
    // Its SQL has nothing but queries.
    { request: 'POST http://localhost:9200/_sql?format=txt', body: '{"query":"SELECT 1"}', effect: 'store.read' },
  ],
};
