import type { Family } from '../value/family.ts';
import { methods } from '../value/rule.ts';

/** Functions, constants and methods that only compute. */
export const javascriptComputing: Family = {
  rules: [
    {
      names:
        'typeof console.* Math.* Number Number.* String String.* Boolean BigInt BigInt.* Symbol Symbol.* Object Object.keys  Object.fromEntries Object.freeze Object.is Object.prototype.hasOwnProperty.call Object.prototype.toString.call Object.prototype.propertyIsEnumerable.call Object.prototype.isPrototypeOf.call Object.groupBy Object.hasOwn Object.getOwnPropertyNames Array Array.isArray Array.of Date Date.* Map Map.groupBy Set WeakMap WeakSet Error TypeError RangeError SyntaxError ReferenceError AggregateError URIError parseInt parseFloat isNaN isFinite NaN Infinity undefined encodeURIComponent encodeURI decodeURI btoa structuredClone URL URL.* URLSearchParams TextEncoder TextDecoder Intl.* Buffer.* performance.now performance.timeOrigin Promise.all Promise.resolve Promise.reject Promise.allSettled Promise.race AbortController AbortSignal.timeout MessageChannel MessagePort Event CustomEvent EventTarget DOMException WeakRef Blob FormData Atomics.* SharedArrayBuffer escape Error.captureStackTrace Error.stackTraceLimit Object.getOwnPropertyDescriptor Object.getOwnPropertyDescriptors Object.getOwnPropertySymbols Object.isFrozen Object.isSealed Object.isExtensible Object.seal Object.preventExtensions Uint16Array Int8Array Int16Array Uint8ClampedArray BigInt64Array BigUint64Array crypto.getRandomValues crypto.subtle.digest crypto.webcrypto.getRandomValues crypto.webcrypto.subtle.digest crypto.createHash.* crypto.hash crypto.getCiphers crypto.getCurves crypto.randomFillSync crypto.scryptSync crypto.pbkdf2Sync crypto.hkdfSync Temporal Temporal.* Int32Array.* Float32Array.* Float64Array.* Uint8Array Uint8Array.* ArrayBuffer Int32Array Float64Array DataView crypto.randomUUID crypto.createHash crypto.randomBytes crypto.createHmac crypto.getHashes crypto.randomInt crypto.timingSafeEqual exports __dirname __filename class arguments',
    },
    { names: 'JSON.stringify', gives: 'json' },
    {
      names:
        'node:test node:test.test node:test.it node:test.describe node:test.suite node:test.before node:test.after node:test.beforeEach node:test.afterEach',
      calls: [0, 1, 2],
    },
    { names: 'events events.EventEmitter', gives: { object: 'emitter' } },
    { names: 'Reflect.ownKeys Reflect.has' },
    {
      names: 'emitter#on emitter#once emitter#addListener emitter#prependListener',
      calls: [1],
      gives: 'same',
    },
    {
      names:
        'emitter#emit emitter#off emitter#removeListener emitter#removeAllListeners emitter#listenerCount emitter#eventNames emitter#setMaxListeners',
    },
    { names: 'Promise', calls: [0], hands: { 0: { function: 'express.next' }, 1: { function: 'express.next' } } },
    { names: 'RegExp', gives: { object: 'regexp' } },
    { names: 'regexp#exec regexp#test regexp#toString regexp#compile' },
    { names: 'JSON.parse', calls: [1], gives: 'plain' },
    { names: 'Array.from', calls: [1] },
    { names: 'Object.assign Object.create' },
    { names: 'setTimeout setInterval setImmediate queueMicrotask', calls: [0] },
    { names: 'clearTimeout clearInterval clearImmediate' },
    {
      names:
        'os.cpus os.platform os.arch os.type os.release os.hostname os.totalmem os.freemem os.tmpdir os.EOL os.loadavg os.uptime os.networkInterfaces os.version os.endianness os.availableParallelism',
    },
    {
      names:
        'module.findSourceMap util.inspect util.format util.types.* util.isDeep* util.isDeepStrictEqual util.stripVTControlCharacters util.styleText url.parse url.format url.URL url.pathToFileURL querystring.* string_decoder.* punycode.* assert assert.* zlib.gunzipSync zlib.gzipSync zlib.inflateSync zlib.deflateSync stream.promises.pipeline stream.promises.finished stream.pipeline stream.finished stream.Readable stream.Readable.from stream.PassThrough zlib.brotliDecompressSync zlib.brotliCompressSync zlib.inflateRawSync zlib.deflateRawSync zlib.unzipSync zlib.zstdCompressSync zlib.zstdDecompressSync zlib.crc32 zlib.constants zlib.constants.* readline.createInterface util.parseArgs perf_hooks.performance.* timers.* v8.getHeapStatistics buffer.Buffer.* semver.* module.builtinModules js-yaml.load js-yaml.dump yaml.parse yaml.stringify',
    },
    {
      names: methods('findIndex findLastIndex some every forEach then catch finally'),
      calls: [0],
    },
    { names: methods('find findLast'), calls: [0], gives: { among: 'one' } },
    { names: '*#map', calls: [0], gives: { among: 'made' } },
    { names: '*#flatMap', calls: [0], gives: { among: 'madeIn' } },
    { names: methods('reduce reduceRight'), calls: [0], gives: { among: 'gathered' } },
    { names: methods('pop shift at'), gives: { among: 'one' } },
    { names: methods('slice splice reverse toReversed toSpliced values'), gives: { among: 'some' } },
    { names: '*#flat', gives: { among: 'flat' } },
    { names: 'Object.entries', gives: { among: 'members' } },
    { names: 'Object.values', gives: { among: 'values' } },
    { names: '*#entries', gives: { among: 'numbered' } },
    { names: methods('concat') + ' (spread)', gives: { among: 'and' } },
    { names: methods('filter sort toSorted'), calls: [0], gives: 'same' },
    { names: methods('replace replaceAll on once addEventListener'), calls: [1] },
    {
      names: methods(
        'select selectRange segment of minimize maximize formatRangeToParts postMessage ref unref deref throwIfAborted setUint8 setUint16 setUint32 setInt8 setInt16 setInt32 setFloat32 setFloat64 setBigInt64 setBigUint64 readUint8 readUint16LE readUint16BE readUint32LE readUint32BE readBigUint64LE readBigUint64BE writeUint8 writeUint16LE writeUint16BE writeUint32LE writeUint32BE swap64 compare bytes formData clone isBlockDevice isCharacterDevice isFIFO isSocket encode encodeInto preventDefault stopPropagation removeEventListener return throw writeBigUInt64BE writeBigUInt64LE writeBigInt64BE writeBigInt64LE writeUInt8 writeUInt16BE writeUInt16LE writeUInt32BE writeUInt32LE writeInt8 writeInt16BE writeInt16LE writeInt32BE writeInt32LE writeFloatBE writeFloatLE writeDoubleBE writeDoubleLE readUIntBE readUIntLE readIntBE readIntLE getUint8 getUint16 getUint32 getInt8 getInt16 getInt32 getFloat32 getFloat64 getBigUint64 getBigInt64 swap16 swap32 copyWithin isWellFormed toWellFormed trimLeft trimRight setMilliseconds setSeconds setTime getUTCDate setUTCDate getUTCDay getUTCFullYear setUTCFullYear getUTCHours setUTCHours getUTCMilliseconds getUTCMinutes setUTCMinutes getUTCMonth setUTCMonth getUTCSeconds readUInt16LE readInt32BE readInt16BE readInt16LE readInt8 readFloatLE readFloatBE readDoubleLE readDoubleBE readBigUInt64LE readBigUInt64BE readBigInt64LE readBigInt64BE propertyIsEnumerable isPrototypeOf getSetCookie formatRange decode push unshift join indexOf lastIndexOf includes fill keys with length charAt charCodeAt codePointAt endsWith startsWith localeCompare match matchAll normalize padEnd padStart repeat search split substring substr toLowerCase toUpperCase toLocaleLowerCase toLocaleUpperCase trim trimEnd trimStart toFixed toPrecision toExponential toLocaleString valueOf toISOString toJSON getTime getFullYear getMonth getDate getDay getHours getMinutes getSeconds getMilliseconds getTimezoneOffset toDateString toTimeString toLocaleDateString toLocaleTimeString toUTCString setDate setHours setMinutes setFullYear setMonth hasOwnProperty test has get set add delete clear size next text json blob arrayBuffer update digest byteLength equals readUInt8 readUInt32LE readUInt32BE readUInt16BE readInt32LE subarray append getAll abort format resolvedOptions formatToParts isFile isDirectory isSymbolicLink setEncoding iterate pluck all close',
      ),
    },
    { names: methods('write end'), opaque: true },
  ],
  examples: {
    held: {
      'foo()': 'exec.opaque',
      "require('./lib/a.js')": 'exec.project',
      "require('left-pad')": 'exec.project',
      "require('left-pad')('a')": 'exec.opaque',
      "require('../a.js')": 'exec.opaque',
      "require('/srv/a.js')": 'exec.opaque',
      "require('left-pad/../../../a')": 'exec.opaque',
      'JSON.parse = eval': 'exec.opaque',
      'o[k][k]("x")()': 'exec.opaque',
      "process.env.NODE_OPTIONS = '-r /tmp/a.js'": 'exec.opaque',
      "const o = JSON.parse(s, () => require('fs').unlinkSync); o('a')": 'exec.opaque',
      "require('node:test').test('x', () => require('fs').unlinkSync('a'))": 'file.delete /workspace/a',
      "require('node:test').test('x', require('fs').unlinkSync)": 'file.delete',
      "require('node:test').run({ files: ['a.mjs'] })": 'exec.opaque',
      "const b = new (require('events'))(); b.on('x', (p) => require('fs').unlinkSync(p)); b.emit('x', 'a')":
        'file.delete',
      "const b = new (require('events').EventEmitter)(); b.on('x', require('fs').unlinkSync); b.emit('x', 'a')":
        'file.delete',
      "class E extends Error { constructor(p) { super(p); require('fs').unlinkSync(p) } } new E('a')": 'file.delete',
      "const Error = require('worker_threads').Worker; class E extends Error { constructor(s) { super(s, { eval: true }) } } new E('1')":
        'exec.opaque',
      "require('fs').unlinkSync(require('path').join(__dirname, 'a'))": 'file.delete /workspace/a',
      "process.chdir('/srv'); require('fs').unlinkSync(__dirname + '/a')": 'file.delete /srv/a',
      "const __dirname = '/srv'; require('fs').unlinkSync(__dirname + '/a')": 'file.delete /srv/a',
      'let re = /x/; re = require("child_process"); re.exec("rm a")': 'shell rm a',
    },
    passed: [
      "const { EventEmitter, once } = require('events'); const e = new EventEmitter(); setTimeout(() => e.emit('x', 1), 5); once(e, 'x').then((v) => console.log(v, Reflect.ownKeys({ a: 1 })))",
      'console.log(1)',
      'class E extends Error { constructor(n, m) { super(m); this.n = n } } try { throw new E(1, "a") } catch (e) { console.log(e.n, e.message) }',
      "const { EventEmitter } = require('events'); const b = new EventEmitter(); b.on('x', (l) => console.log(l)); b.emit('x', 1)",
      "const { test } = require('node:test'); test('x', () => { require('assert').strictEqual(1, 1) })",
      "console.log(require('fs').readFileSync(require('path').join(__dirname, 'a.txt'), 'utf8'))",
      "console.log(import.meta.resolve('left-pad'))",
      'console.log([3,1,2].sort((a, b) => a - b).map(x => x * 2).join(","))',
      'const d = new Date(); console.log(d.toISOString())',
      "let s=''; process.stdin.on('data', c => s += c).on('end', () => console.log(JSON.parse(s).name))",
      "process.stdout.write(Buffer.from('aGk=', 'base64').toString())",
      'const re = /v(\\d+)/g; let m; while ((m = re.exec(process.version)) !== null) console.log(m[1])',
      "const i = JSON.parse(require('fs').readFileSync('a.json', 'utf8')); console.log((i.query || i.a.exec || '').trim())",
      "process.env.TZ = 'UTC'; console.log(new Date().toString())",
      'class A { constructor(x) { this.x = x } get() { return this.x } } console.log(new A(1).get())',
    ],
  },
};
