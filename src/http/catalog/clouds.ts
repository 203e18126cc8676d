import type { Platform } from '../platform.ts';

/** Tables of Amazon's: their own actions are infrastructure, those on items are data. */
export const dynamodb: Platform = {
  name: 'dynamodb',
  hosts: /^dynamodb\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/,
  domain: 'infra',
  routes: [],
  examples: [
    {
      request: 'POST https://dynamodb.us-east-1.amazonaws.com/',
      headers: [['X-Amz-Target', 'DynamoDB_20120810.DeleteTable']],
      body: '{"TableName":"Orders"}',
      effect: 'infra.destroy',
      object: 'Orders',
    },
  ],
};

/** Amazon: the action stands in the query, the body or `X-Amz-Target`; `readHttp` looks there. */
export const aws: Platform = {
  name: 'aws',
  hosts: /\.amazonaws\.com(\.cn)?$/,
  domain: 'infra',
  routes: [
    { methods: ['DELETE'], path: /^\/(?<name>.+)$/, effect: 'store.delete', type: 'bucket' },
    { methods: ['PUT'], path: /^\/(?<name>.+)$/, effect: 'store.write', type: 'bucket' },
  ],
  examples: [
    {
      request: 'POST https://ec2.us-east-1.amazonaws.com/?Action=TerminateInstances&InstanceId.1=i-1',
      effect: 'infra.destroy',
    },
    { request: 'DELETE https://shop.s3.amazonaws.com/backups/1', effect: 'store.delete', object: 'backups/1' },
  ],
};

export const gcp: Platform = {
  name: 'gcp',
  hosts: /\.googleapis\.com$/,
  domain: 'infra',
  routes: [
    { methods: ['DELETE'], path: /^\/storage\/v1\/b\/(?<name>.+)$/, effect: 'store.delete', type: 'bucket' },
    { methods: ['DELETE'], path: /\/(?<kind>disks)\/(?<name>[^/]+)$/, effect: 'infra.destroy', type: 'volume' },
    {
      methods: ['POST'],
      path: /^\/gmail\/v1\/users\/[^/]+\/(messages|drafts)\/send$/,
      effect: 'message.send',
      type: 'person',
    },
    {
      methods: ['POST'],
      path: /\/(?<kind>[^/]+)\/(?<name>[^/]+)[:/](stop|reset|suspend|setMachineType|failover|setIamPolicy)$/,
      effect: 'infra.change',
      type: 'resource',
    },
  ],
  examples: [
    {
      request: 'DELETE https://compute.googleapis.com/compute/v1/projects/p/zones/z/instances/vm',
      effect: 'infra.destroy',
      object: 'instances/vm',
    },
    {
      request: 'DELETE https://compute.googleapis.com/compute/v1/projects/p/zones/z/disks/d',
      effect: 'infra.destroy',
      object: 'd',
    },
  ],
};

export const azure: Platform = {
  name: 'azure',
  hosts: /^management\.azure\.com$/,
  domain: 'infra',
  routes: [],
  examples: [
    {
      request: 'DELETE https://management.azure.com/subscriptions/s/resourceGroups/rg',
      effect: 'infra.destroy',
      object: 'resourceGroups/rg',
    },
  ],
};

/** Packages: what is published is public at once. */
export const npmRegistry: Platform = {
  name: 'npm',
  hosts: /^registry\.(npm|yarn)[a-z]*\.[a-z]+$/,
  domain: 'infra',
  routes: [
    {
      methods: ['PUT', 'POST'],
      path: /^\/-\/package\/(?<name>.+)\/(access|dist-tags\/.*)$/,
      effect: 'publish.release',
      type: 'package',
    },
    { methods: ['DELETE'], path: /^\/(?<name>@?[^/]+(\/[^/]+)?)(\/-.*)?$/, effect: 'publish.remove', type: 'package' },
    { methods: ['PUT'], path: /^\/(?<name>.+)$/, effect: 'publish.release', type: 'package' },
  ],
  examples: [
    { request: 'PUT https://registry.npm.example/left-pad', body: '{}', effect: 'publish.release', object: 'left-pad' },
  ],
};
