import type { Family } from '../value/family.ts';

const each = (...methods: readonly string[]): string =>
  ['sqlite', 'postgresql', 'mysql'].flatMap((type) => methods.map((method) => `${type}#${method}`)).join(' ');

export const javascriptNetwork: Family = {
  rules: [
    {
      names: 'fetch undici.fetch undici.request axios got ky http.request https.request',
      request: 'given',
      gives: { object: 'response' },
    },
    {
      // Its options may say another method.
      names: 'http.get https.get',
      request: 'given',
      gives: { object: 'response' },
      hands: { 0: { object: 'response' } },
    },
    { names: 'response#resume response#setEncoding response#pause response#abort response#setTimeout' },
    { names: 'axios.get got.get ky.get', request: 'GET', gives: { object: 'response' } },
    { names: 'axios.head got.head', request: 'HEAD' },
    { names: 'axios.post got.post ky.post *#post', request: 'POST', gives: { object: 'response' } },
    { names: 'axios.put got.put ky.put *#put', request: 'PUT', gives: { object: 'response' } },
    { names: 'axios.patch got.patch ky.patch *#patch', request: 'PATCH', gives: { object: 'response' } },
    { names: 'axios.delete got.delete ky.delete', request: 'DELETE', gives: { object: 'response' } },
    {
      names:
        'net.* tls.* dgram.* dns.* http2.* WebSocket EventSource Deno.connect Deno.listen Bun.connect Bun.listen nodemailer.* ws.*',
      effect: 'network.send',
      object: 'host',
    },
    {
      names: 'better-sqlite3 node:sqlite.DatabaseSync sqlite.DatabaseSync bun:sqlite.Database sqlite3.Database',
      gives: { object: 'sqlite' },
    },
    { names: 'pg.Client pg.Pool postgres', gives: { object: 'postgresql' } },
    {
      names: 'mysql2.createConnection mysql2.createPool mysql.createConnection mysql2.promise.createConnection',
      gives: { object: 'mysql' },
    },
    // Of a text with more statements only the first is prepared.
    { names: 'sqlite#prepare sqlite#query', sql: true, single: true, gives: { object: 'rows' } },
    {
      names: `${each('execute', 'exec', 'run', 'unsafe', 'all', 'get', 'each')} postgresql#query postgresql#prepare mysql#query mysql#prepare`,
      sql: true,
      gives: { object: 'rows' },
    },
    {
      names: '*#query *#execute *#prepare *#unsafe *#$queryRawUnsafe *#$executeRawUnsafe *#raw',
      sql: true,
      gives: { object: 'rows' },
    },
    { names: each('connect', 'end', 'close', 'release', 'pragma', 'on', 'serialize') },
    { names: '*#dropDatabase *#flushall *#flushdb', effect: 'store.delete', object: 'database', at: 9 },
    {
      names: '*#drop *#deleteMany *#deleteOne *#dropCollection *#destroy',
      effect: 'store.delete',
      object: 'unknown',
    },
  ],
  examples: {
    held: {
      "fetch(new URL('/a', 'http://localhost:3000'), {method: 'DELETE'})": 'http DELETE http://localhost:3000/a',
      "fetch(new URL('/\\t/x.example/a', 'http://localhost:3000'))": 'network.send',
      "fetch(new URL('/\\\\x.example/a', 'http://localhost:3000'))": 'network.send',
      "fetch(new URL('//x.example/a', 'http://localhost:3000'))": 'network.send',
      "fetch(new URL(p, 'http://localhost:3000'))": 'network.send',
      "fetch(new URL('https://x.example/a', 'http://localhost:3000'))": 'http GET https://x.example/a',
      "const u = new URL('/a', 'http://localhost'); u.host = 'x.example'; fetch(u)": 'network.send',
      "const URL = f; fetch(new URL('/a', 'http://localhost'))": 'network.send',
      "const o = {}; o.method = 'DELETE'; fetch('http://localhost/a', {...o})": 'network.send localhost',
      "const f = (o = {}) => fetch('http://localhost/a', {...o, headers: {}}); f({method: 'DELETE'})":
        'network.send localhost',
      "const o = {method: 'DELETE'}; fetch('http://localhost/a', {method: 'GET', ...o})":
        'http DELETE http://localhost/a',
      "const o = {method: 'DELETE'}; fetch('http://localhost/a', {...o, method: 'GET'})": 'http GET http://localhost/a',
      "fetch('http://localhost/a', {...x})": 'network.send localhost',
      "fetch(new URL('/a', 'http://localhost:3000'))": 'http GET http://localhost:3000/a',
      "require('http').get('http://localhost/a', {method: 'DELETE'}, (r) => 0)": 'http DELETE http://localhost/a',
      "require('http').get({host: 'localhost', port: 3000, path: '/a'}, (r) => console.log(r.statusCode))":
        'http GET http://localhost:3000/a',
      "require('http').request({host: 'localhost', path: '/a', method: 'DELETE'}).end()":
        'http DELETE http://localhost/a',
      "require('http').get({host: 'localhost', path: '/a', socketPath: '/run/docker.sock'})": 'network.send',
      "require('http').get({host: 'localhost', ...more})": 'network.send',
      "fetch('https://api.x.example/v1', {method: 'DELETE'})": 'http DELETE https://api.x.example/v1',
      "fetch('http://localhost:3000/health').then(r => r.text()).then(console.log)":
        'http GET http://localhost:3000/health',
      "require('axios').post('https://x.example/a', {b: 1})": 'http POST https://x.example/a',
      "const {Client} = require('pg'); const c = new Client(); c.query('DROP TABLE a')": 'sql DROP TABLE a',
      "const db = require('better-sqlite3')('x.db'); db.exec('DELETE FROM t')": 'sql DELETE FROM t',
      'fetch(`https://x.example/${id}`, {method: m})': 'network.send x.example',
    },
    passed: [],
  },
};
