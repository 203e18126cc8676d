import type { Platform } from '../platform.ts';

/** Redis behind HTTP: the path is a command with its arguments, whatever the method. Upstash's other products lie beside it. */
export const redisHttp: Platform = {
  name: 'redis-http',
  hosts: /(:7379$|^(?!qstash\.)[\w-]+(?<!-vector|-search)\.upstash\.io$)/,
  domain: 'store',
  reads:
    /^(?:GET|HEAD|POST) \/(?:get|mget|getrange|substr|strlen|exists|type|ttl|pttl|keys|scan|dbsize|randomkey|hget|hmget|hgetall|hkeys|hvals|hlen|hexists|hscan|lrange|llen|lindex|lpos|smembers|sismember|smismember|scard|sscan|zrange|zrevrange|zrangebyscore|zscore|zcard|zcount|zrank|zscan|xrange|xlen|xinfo|ping|echo|info|time|memory\/usage|json\.get)(?:\.[a-z]+)?(?:\/|$)/i,
  routes: [
    {
      methods: ['*'],
      path: /^\/(?<name>del|unlink|flushall|flushdb|getdel|hdel|ltrim|lrem|lpop|rpop|srem|spop|zrem\w*|zpop\w+|xdel|xtrim|json\.del|shutdown)(?:\.[a-z]+)?(?:\/|$)/i,
      effect: 'store.delete',
      type: 'operation',
    },
    { methods: ['*'], path: /^\/(?!favicon\.ico$)./, effect: 'store.write', type: 'operation' },
  ],
  examples: [
    { request: 'GET http://localhost:7379/FLUSHALL', effect: 'store.delete', object: 'FLUSHALL' },
    { request: 'GET https://eu1-x.upstash.io/del/user:1', effect: 'store.delete', object: 'del' },
    { request: 'POST https://eu1-x.upstash.io/', body: '["FLUSHDB"]', effect: 'store.delete' },
    { request: 'GET http://localhost:7379/SET/a/b', effect: 'store.write' },
    { request: 'GET http://localhost:7379/GET/user:1', effect: 'network.fetch' },
    { request: 'GET http://localhost:7379/KEYS/*.json', effect: 'network.fetch' },
  ],
};
