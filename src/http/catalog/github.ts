import type { Platform } from '../platform.ts';

export const github: Platform = {
  name: 'github',
  hosts: /^(api|uploads)\.github\.com$/,
  domain: 'infra',
  routes: [
    { methods: ['DELETE'], path: /^\/repos\/(?<name>[^/]+\/[^/]+)$/, effect: 'infra.destroy', type: 'repository' },
    { methods: ['DELETE'], path: /\/git\/refs\/(heads|tags)\/(?<name>.+)$/, effect: 'git.push-force', type: 'branch' },
    { methods: ['PATCH'], path: /\/git\/refs\/(heads|tags)\/(?<name>.+)$/, effect: 'git.push-force', type: 'branch' },
    { methods: ['POST'], path: /\/git\/refs$/, effect: 'git.push', type: 'repository' },
    {
      methods: ['DELETE'],
      path: /\/branches\/(?<name>.+)\/protection(\/.*)?$/,
      effect: 'infra.change',
      type: 'branch',
    },
    { methods: ['PUT', 'POST'], path: /\/(pulls\/(?<name>\d+)\/merge|merges)$/, effect: 'git.push', type: 'branch' },
    { methods: ['PUT', 'DELETE'], path: /\/contents\/(?<name>.+)$/, effect: 'git.push', type: 'file' },
    {
      methods: ['DELETE'],
      path: /\/releases\/(assets\/)?(?<name>[^/]+)$/,
      effect: 'publish.remove',
      type: 'resource',
      kind: 'release',
    },
    { methods: ['POST', 'PATCH'], path: /\/releases(\/.*)?$/, effect: 'publish.release', type: 'repository' },
    {
      methods: ['POST', 'PATCH'],
      path: /\/(comments|reviews|issues|pulls|reactions)(\/\d+)?$/,
      effect: 'message.send',
      type: 'repository',
    },
    { methods: ['POST'], path: /\/gists$/, effect: 'network.send', type: 'host' },
    { methods: ['PUT'], path: /\/actions\/secrets\/(?<name>[^/]+)$/, effect: 'infra.change', type: 'secret' },
    { methods: ['DELETE'], path: /\/actions\/secrets\/(?<name>[^/]+)$/, effect: 'infra.destroy', type: 'secret' },
  ],
  mutations: {
    addComment: { effect: 'message.send', type: 'resource' },
    addPullRequestReview: { effect: 'message.send', type: 'resource' },
    createIssue: { effect: 'message.send', type: 'repository' },
    createPullRequest: { effect: 'message.send', type: 'repository' },
    mergePullRequest: { effect: 'git.push', type: 'branch' },
    mergeBranch: { effect: 'git.push', type: 'branch' },
    deleteRef: { effect: 'git.push-force', type: 'branch' },
    updateRef: { effect: 'git.push-force', type: 'branch' },
    createCommitOnBranch: { effect: 'git.push', type: 'branch' },
  },
  examples: [
    { request: 'DELETE https://api.github.com/repos/acme/shop', effect: 'infra.destroy', object: 'acme/shop' },
    {
      request: 'DELETE https://api.github.com/repos/acme/shop/git/refs/heads/main',
      effect: 'git.push-force',
      object: 'main',
    },
    {
      request: 'DELETE https://api.github.com/repos/acme/shop/branches/main/protection',
      effect: 'infra.change',
      object: 'main',
    },
    {
      request: 'POST https://api.github.com/repos/acme/shop/issues/1/comments',
      body: '{"body":"hi"}',
      effect: 'message.send',
    },
    { request: 'PUT https://api.github.com/repos/acme/shop/pulls/4/merge', effect: 'git.push', object: '4' },
    { request: 'GET https://api.github.com/repos/acme/shop/pulls', effect: 'network.fetch' },
  ],
};
