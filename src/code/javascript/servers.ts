import type { Family } from '../value/family.ts';
import { methodsOf } from '../value/rule.ts';

/**
 * Servers of HTTP that a program opens. Answering who asks is what they are for: nothing is sent to anybody until
 * somebody asks. What their handlers do is read like all else.
 */
export const javascriptServers: Family = {
  rules: [
    {
      names:
        'http.createServer https.createServer http2.createServer http2.createSecureServer http.Server https.Server',
      hands: { 1: { object: 'reply' } },
      gives: { object: 'server' },
    },
    { names: 'express express.Router fastify restify.createServer polka', gives: { object: 'webApp' } },
    { names: 'koa koa-router @koa/router hono.Hono', gives: { object: 'koaApp' } },
    { names: 'express.json express.urlencoded express.text express.raw Response Response.* Headers' },
    {
      names: methodsOf(['webApp'], 'get post put patch delete options head all use route addHook'),
      calls: [0, 1, 2, 3],
      hands: { 1: { object: 'reply' }, 2: { function: 'express.next' } },
      gives: 'same',
    },
    {
      names: methodsOf(['koaApp'], 'get post put patch delete options head all use'),
      calls: [0, 1, 2, 3],
      hands: { 1: { function: 'express.next' } },
      gives: 'same',
    },
    { names: 'express.next' },
    { names: methodsOf(['webApp', 'koaApp'], 'set enable disable param routes allowedMethods log ready') },
    {
      names: methodsOf(
        ['reply'],
        'writeHead setHeader getHeader removeHeader hasHeader flushHeaders write end send json jsonp status sendStatus statusCode code type header headers set get append vary cookie clearCookie setCookie redirect location links format',
      ),
      gives: 'same',
    },
    { names: methodsOf(['reply'], 'sendFile download'), file: 'read' },
    {
      names: methodsOf(['server', 'webApp', 'koaApp'], 'on once'),
      calls: [1],
      hands: { 1: { object: 'reply' } },
      gives: 'same',
    },
    { names: methodsOf(['server'], 'close address unref setTimeout timeout keepAliveTimeout'), gives: 'same' },
    // The workspace's own program goes on and answers.
    {
      names: `${methodsOf(['server', 'webApp', 'koaApp'], 'listen')} Deno.serve Bun.serve`,
      effect: 'exec.project',
      object: 'service',
      at: 9,
      gives: { object: 'server' },
    },
  ],
  examples: {
    held: {
      "require('http').createServer((q, r) => r.end('ok')).listen(3000)": 'exec.project listen(3000)',
      "const app = require('express')(); app.get('/', (req, res) => res.status(200).json({})); app.listen(80)":
        'exec.project app.listen(80)',
      "const f = require('fastify')(); f.get('/', async (req, reply) => { reply.send({}) }); f.listen({port: 1})":
        'exec.project f.listen({port: 1})',
      "const Koa = require('koa'); const app = new Koa(); app.use(async (ctx, next) => { await next(); ctx.body = 'x' }); app.listen(1)":
        'exec.project app.listen(1)',
      "require('http').createServer((q, r) => { require('fs').unlinkSync('a'); r.end() }).listen(1)":
        'file.delete /workspace/a',
      "require('http').createServer((q, r) => r.end(require('child_process').execSync(q.url))).listen(1)":
        'exec.opaque',
      "require('http').createServer((q, r) => { const p = require('child_process').spawn('sh'); p.stdin.end('rm -rf x') }).listen(1)":
        "exec.opaque p.stdin.end('rm -rf x')",
    },
    passed: ["const s = require('http').createServer((q, r) => { r.writeHead(200); r.end() }); s.close()"],
  },
};
