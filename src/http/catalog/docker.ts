import type { Platform } from '../platform.ts';

/** The Docker engine behind its socket, or on its usual port: whoever asks there owns the machine. */
export const docker: Platform = {
  name: 'docker',
  hosts: /:237[56]$/,
  sockets: /docker\.sock$|podman(?:\/podman)?\.sock$/,
  domain: 'container',
  routes: [
    {
      methods: ['DELETE'],
      path: /\/containers\/(?<name>[^/]+)$/,
      effect: 'container.delete',
      type: 'container',
    },
    { methods: ['DELETE'], path: /\/volumes\/(?<name>[^/]+)$/, effect: 'container.delete', type: 'volume' },
    { methods: ['DELETE'], path: /\/images\/(?<name>.+)$/, effect: 'container.delete', type: 'image' },
    { methods: ['POST'], path: /\/(?<name>volumes)\/prune$/, effect: 'container.delete', type: 'volume' },
    {
      methods: ['POST'],
      path: /\/(?<name>containers|images|networks|system)\/prune$/,
      effect: 'container.delete',
      type: 'resource',
    },
    { methods: ['POST'], path: /\/containers\/(?<name>create)$/, effect: 'container.run', type: 'container' },
    { methods: ['POST'], path: /\/containers\/(?<name>[^/]+)\/start$/, effect: 'container.run', type: 'container' },
    { methods: ['POST'], path: /\/containers\/(?<name>[^/]+)\/exec$/, effect: 'exec.opaque', type: 'container' },
    { methods: ['POST'], path: /\/exec\/(?<name>[^/]+)\/start$/, effect: 'exec.opaque', type: 'container' },
    { methods: ['POST'], path: /\/containers\/(?<name>[^/]+)\/\w+$/, effect: 'container.change', type: 'container' },
  ],
  examples: [
    {
      request: 'DELETE http://localhost/v1.43/containers/shop-db',
      socket: '/var/run/docker.sock',
      effect: 'container.delete',
      object: 'shop-db',
    },
    {
      request: 'DELETE http://d/volumes/pgdata',
      socket: '/var/run/docker.sock',
      effect: 'container.delete',
      object: 'pgdata',
    },
    { request: 'POST http://127.0.0.1:2375/containers/web/stop', effect: 'container.change', object: 'web' },
    {
      request: 'POST http://d/containers/create',
      body: '{"Image":"alpine"}',
      socket: '/run/podman/podman.sock',
      effect: 'container.run',
    },
    { request: 'GET http://localhost/containers/json', socket: '/var/run/docker.sock', effect: 'network.fetch' },
  ],
};
