import type { Platform } from '../platform.ts';

export const gitlab: Platform = {
  name: 'gitlab',
  hosts: /^(gitlab\.com|gitlab\.[a-z0-9.-]+)$/,
  domain: 'infra',
  routes: [
    { methods: ['DELETE'], path: /^\/api\/v4\/projects\/(?<name>[^/]+)$/, effect: 'infra.destroy', type: 'repository' },
    { methods: ['DELETE'], path: /\/protected_branches\/(?<name>[^/]+)$/, effect: 'infra.change', type: 'branch' },
    { methods: ['DELETE'], path: /\/repository\/branches\/(?<name>[^/]+)$/, effect: 'git.push-force', type: 'branch' },
    { methods: ['DELETE'], path: /\/repository\/merged_branches$/, effect: 'git.push-force', type: 'repository' },
    { methods: ['PUT'], path: /\/merge_requests\/(?<name>\d+)\/merge$/, effect: 'git.push', type: 'branch' },
    {
      methods: ['POST', 'PUT'],
      path: /\/(notes|discussions|issues|merge_requests)(\/\d+)?$/,
      effect: 'message.send',
      type: 'repository',
    },
    {
      methods: ['POST'],
      path: /\/environments\/(?<name>[^/]+)\/stop$/,
      effect: 'infra.change',
      type: 'resource',
      kind: 'environment',
    },
    {
      methods: ['POST'],
      path: /\/projects\/(?<name>[^/]+)\/(?:un)?archive$/,
      effect: 'infra.change',
      type: 'repository',
    },
    {
      methods: ['POST'],
      path: /\/projects\/(?<name>[^/]+)\/housekeeping$/,
      effect: 'infra.change',
      type: 'repository',
    },
  ],
  examples: [
    { request: 'DELETE https://gitlab.com/api/v4/projects/9', effect: 'infra.destroy', object: '9' },
    {
      request: 'DELETE https://gitlab.com/api/v4/projects/9/protected_branches/main',
      effect: 'infra.change',
      object: 'main',
    },
    {
      request: 'POST https://gitlab.com/api/v4/projects/9/environments/3/stop',
      effect: 'infra.change',
      object: 'environment/3',
    },
    { request: 'POST https://gitlab.com/api/v4/projects/9/archive', effect: 'infra.change', object: '9' },
    { request: 'GET https://gitlab.com/api/v4/projects/9/issues', effect: 'network.fetch' },
    {
      request: 'POST https://gitlab.com/api/graphql',
      body: '{"query":"mutation { environmentStop(input: {id: \\"gid://gitlab/Environment/3\\"}) { errors } }"}',
      effect: 'infra.change',
      object: 'environment/gid://gitlab/Environment/3',
    },
  ],
};
