import type { Platform } from '../platform.ts';

/** Stores that are asked by POST, each on its usual port and on its makers' own service. */
export const qdrant: Platform = {
  name: 'qdrant',
  hosts: /(:6333$|\.cloud\.qdrant\.io(:\d+)?$)/,
  domain: 'store',
  reads:
    /^POST \/collections\/[^/]+\/(?:points|points\/(?:search|query|scroll|count|recommend|discover)(?:\/(?:batch|groups))?|facet)$/,
  routes: [],
  examples: [
    { request: 'POST http://localhost:6333/collections/docs/points/search', body: '{}', effect: 'store.read' },
    { request: 'POST http://localhost:6333/collections/docs/points/delete', body: '{}', effect: 'store.delete' },
    { request: 'PUT http://localhost:6333/collections/docs/points', body: '{}', effect: 'store.write' },
    { request: 'DELETE http://localhost:6333/collections/docs', effect: 'store.delete', object: 'collections/docs' },
  ],
};

export const meilisearch: Platform = {
  name: 'meilisearch',
  hosts: /(:7700$|\.meilisearch\.io(:\d+)?$)/,
  domain: 'store',
  reads: /^POST \/(?:multi-search|indexes\/[^/]+\/(?:search|facet-search|similar|documents\/fetch))$/,
  routes: [],
  examples: [
    { request: 'POST http://localhost:7700/indexes/movies/search', body: '{}', effect: 'store.read' },
    {
      request: 'POST http://localhost:7700/indexes/movies/documents/delete-batch',
      body: '[1]',
      effect: 'store.delete',
    },
    { request: 'DELETE http://localhost:7700/indexes/movies', effect: 'store.delete', object: 'indexes/movies' },
  ],
};

export const typesense: Platform = {
  name: 'typesense',
  hosts: /(:8108$|\.typesense\.net(:\d+)?$)/,
  domain: 'store',
  reads: /^POST \/multi_search$/,
  routes: [],
  examples: [
    { request: 'POST http://localhost:8108/multi_search', body: '{}', effect: 'store.read' },
    {
      request: 'DELETE http://localhost:8108/collections/books',
      effect: 'store.delete',
      object: 'collections/books',
    },
  ],
};

export const couchdb: Platform = {
  name: 'couchdb',
  hosts: /(:5984$|\.cloudantnosqldb\.appdomain\.cloud$)/,
  domain: 'store',
  reads:
    /^POST \/[^/]+\/(?:_find|_explain|_all_docs|_all_docs\/queries|_bulk_get|_design\/[^/]+\/_view\/[^/]+|_changes|_missing_revs|_revs_diff)$/,
  routes: [
    {
      methods: ['POST'],
      path: /^\/(?<name>[^/]+)\/_purge$/,
      effect: 'store.delete',
      type: 'resource',
      kind: 'database',
    },
    {
      methods: ['DELETE'],
      path: /^\/(?<name>[^/]+)$/,
      effect: 'store.delete',
      type: 'resource',
    },
  ],
  examples: [
    { request: 'POST http://localhost:5984/app/_find', body: '{}', effect: 'store.read' },
    { request: 'POST http://localhost:5984/app/_bulk_docs', body: '{}', effect: 'store.write' },
    { request: 'DELETE http://localhost:5984/app', effect: 'store.delete', object: 'app' },
  ],
};

/** Its statements come as the body, or as `query`. */
export const clickhouse: Platform = {
  name: 'clickhouse',
  hosts: /(:8123$|\.clickhouse\.cloud(:\d+)?$)/,
  domain: 'store',
  statements: 'clickhouse',
  routes: [],
  examples: [
    { request: 'POST http://localhost:8123/', body: 'SELECT 1', effect: 'network.fetch' },
    { request: 'DELETE http://localhost:8123/x', effect: 'store.delete' },
  ],
};

export const solr: Platform = {
  name: 'solr',
  hosts: /:8983$/,
  domain: 'store',
  reads: /^POST \/solr\/[^/]+\/(?:select|query|get|mlt|terms|suggest|spell|tvrh|export)$/,
  routes: [],
  examples: [
    { request: 'POST http://localhost:8983/solr/a/select', body: 'q=*:*', effect: 'store.read' },
    {
      request: 'POST http://localhost:8983/solr/a/update',
      body: '<delete><query>*:*</query></delete>',
      effect: 'store.delete',
    },
    { request: 'POST http://localhost:8983/solr/a/update', body: '[{"id":1}]', effect: 'store.write' },
  ],
};

/** Its second interface is keys in the address, its third takes everything as POST. */
export const etcd: Platform = {
  name: 'etcd',
  hosts: /:2379$/,
  domain: 'store',
  reads:
    /^POST \/v3(?:alpha|beta)?\/(?:kv\/range|maintenance\/(?:status|hash|alarm_status)|cluster\/member\/list|lease\/(?:leases|timetolive))$/,
  routes: [
    {
      methods: ['POST'],
      path: /^\/v3(?:alpha|beta)?\/kv\/(?<name>deleterange|compaction)$/,
      effect: 'store.delete',
      type: 'operation',
    },
  ],
  examples: [
    { request: 'POST http://localhost:2379/v3/kv/deleterange', body: '{"key":"AA=="}', effect: 'store.delete' },
    { request: 'POST http://localhost:2379/v3/kv/range', body: '{"key":"AA=="}', effect: 'store.read' },
    { request: 'DELETE http://localhost:2379/v2/keys/a', effect: 'store.delete', object: 'keys/a' },
  ],
};

/** Ollama on this machine. A model whose name ends in `cloud` is asked elsewhere; a model is unloaded by `keep_alive`, and comes back when it is asked. */
export const ollama: Platform = {
  name: 'ollama',
  hosts: /^(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0):11434$/,
  domain: 'store',
  reads: /^POST \/(?:api\/(?:generate|chat|embed|embeddings|show)|v1\/(?:chat\/completions|completions|embeddings))$/,
  readsUnless: /[-:]cloud"|\\u/i,
  routes: [],
  examples: [
    { request: 'POST http://localhost:11434/api/generate', body: '{"model":"a","prompt":"b"}', effect: 'store.read' },
    { request: 'POST http://localhost:11434/api/chat', body: '{"model":"a:20b-cloud"}', effect: 'store.write' },
    { request: 'DELETE http://localhost:11434/api/delete', body: '{"model":"a"}', effect: 'store.delete' },
    { request: 'POST http://localhost:11434/api/pull', body: '{"model":"a"}', effect: 'store.write' },
  ],
};
