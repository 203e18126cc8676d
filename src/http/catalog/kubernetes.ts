import type { Platform } from '../platform.ts';

/** The API server of any cluster, directly or through `kubectl proxy`: its paths are the same everywhere. */
export const kubernetes: Platform = {
  name: 'kubernetes',
  hosts: /^(?:kubernetes\.default(?:\.svc(?:\.cluster\.local)?)?|.+\.(?:eks\.amazonaws\.com|azmk8s\.io))(?::\d+)?$/,
  paths:
    /^\/(?:api\/v\d\w*|apis\/[a-z0-9.-]+\/v\d\w*)\/(?:namespaces|nodes|persistentvolumes|clusterroles|customresourcedefinitions|pods|deployments)(?:\/|$)/,
  domain: 'infra',
  routes: [
    {
      methods: ['DELETE'],
      path: /\/persistentvolume(?:claim)?s\/(?<name>[^/]+)$/,
      effect: 'infra.destroy',
      type: 'volume',
    },
    // A pod is made again by what owns it.
    { methods: ['DELETE'], path: /\/(?<kind>pods)\/(?<name>[^/]+)$/, effect: 'infra.change', type: 'resource' },
    { methods: ['POST'], path: /\/(?<kind>pods)\/(?<name>[^/]+)\/eviction$/, effect: 'infra.change', type: 'resource' },
    { methods: ['POST'], path: /\/pods\/(?<name>[^/]+)\/(?:exec|attach)$/, effect: 'exec.opaque', type: 'container' },
  ],
  examples: [
    {
      request: 'DELETE https://10.0.0.1:6443/api/v1/namespaces/shop',
      effect: 'infra.destroy',
      object: 'namespaces/shop',
    },
    {
      request: 'DELETE http://127.0.0.1:8001/apis/apps/v1/namespaces/shop/deployments/web',
      effect: 'infra.destroy',
      object: 'deployments/web',
    },
    {
      request: 'DELETE https://k.example/api/v1/namespaces/shop/persistentvolumeclaims/data',
      effect: 'infra.destroy',
      object: 'data',
    },
    {
      request: 'PATCH https://k.example/apis/apps/v1/namespaces/shop/deployments/web',
      body: '{}',
      effect: 'infra.change',
      object: 'deployments/web',
    },
    {
      request: 'POST http://127.0.0.1:8001/api/v1/namespaces/shop/pods/web-0/eviction',
      body: '{}',
      effect: 'infra.change',
      object: 'pods/web-0',
    },
    { request: 'GET http://127.0.0.1:8001/api/v1/namespaces/shop/pods', effect: 'network.fetch' },
  ],
};
