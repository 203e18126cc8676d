import type { Family } from '../value/family.ts';
import { methods } from '../value/rule.ts';

const of = (module: string, names: string): string =>
  names
    .split(' ')
    .map((name) => `${module}.${name}`)
    .join(' ');

/** What else of the runtimes' own modules only computes or looks. */
export const javascriptStandard: Family = {
  rules: [
    {
      names: [
        'EvalError Uint32Array Uint32Array.* Float32Array Float16Array BigInt64Array.* BigUint64Array.* Int8Array.* Int16Array.* Uint8ClampedArray.* Uint16Array.* DataView.* ArrayBuffer.isView File Request Array.fromAsync Promise.any Promise.withResolvers Promise.try AbortSignal.abort AbortSignal.any Error.isError RegExp.escape RegExp.$1 RegExp.$2 RegExp.$3 RegExp.lastMatch Iterator.from Iterator.concat navigator.* Math.sumPrecise TextDecoderStream TextEncoderStream CompressionStream DecompressionStream ReadableStream ReadableStream.from TransformStream WritableStream',
        of('crypto.subtle', 'sign verify importKey exportKey generateKey encrypt decrypt deriveBits deriveKey'),
        of(
          'crypto.webcrypto.subtle',
          'sign verify importKey exportKey generateKey encrypt decrypt deriveBits deriveKey',
        ),
        of(
          'crypto',
          'getCipherInfo createCipheriv createDecipheriv createSign createVerify createPublicKey createPrivateKey createSecretKey generateKeyPairSync generateKeySync hkdf pbkdf2 publicEncrypt publicDecrypt privateEncrypt privateDecrypt sign verify X509Certificate getFips randomFill diffieHellman createECDH createDiffieHellman checkPrimeSync generatePrimeSync constants.* KeyObject.from webcrypto.randomUUID scrypt generateKeyPair',
        ),
        of(
          'util',
          'formatWithOptions getSystemErrorMap getSystemErrorName isArray isRegExp isDate isError isFunction parseEnv TextDecoder TextEncoder MIMEType MIMEParams toUSVString inspect.*',
        ),
        of('buffer', 'transcode isUtf8 isAscii btoa atob Blob File constants.* kMaxLength'),
        of('events', 'once on getEventListeners setMaxListeners getMaxListeners listenerCount defaultMaxListeners'),
        of('fs', 'fstat fstatSync fsync fsyncSync fdatasync fdatasyncSync Dirent Stats'),
        of('http', 'METHODS METHODS.* STATUS_CODES STATUS_CODES.* maxHeaderSize Agent globalAgent'),
        of('https', 'Agent globalAgent'),
        of('http2', 'constants constants.* getDefaultSettings'),
        of('net', 'isIP isIPv4 isIPv6 BlockList SocketAddress'),
        of(
          'tls',
          'rootCertificates rootCertificates.* DEFAULT_MIN_VERSION DEFAULT_MAX_VERSION DEFAULT_CIPHERS getCiphers',
        ),
        of('dns', 'getServers getDefaultResultOrder'),
        of('module', 'isBuiltin builtinModules.* findPackageJSON stripTypeScriptTypes'),
        of('os', 'userInfo machine getPriority constants constants.* devNull'),
        of('perf_hooks', 'PerformanceObserver createHistogram monitorEventLoopDelay constants.*'),
        of(
          'performance',
          'mark measure getEntries getEntriesByName getEntriesByType eventLoopUtilization clearMarks clearMeasures toJSON nodeTiming nodeTiming.*',
        ),
        of(
          'process',
          'getActiveResourcesInfo constrainedMemory availableMemory getuid geteuid getgid getegid getgroups argv0 execArgv config config.* moduleLoadList moduleLoadList.* off removeListener removeAllListeners abort reallyExit allowedNodeEnvironmentFlags allowedNodeEnvironmentFlags.* sourceMapsEnabled',
        ),
        of('readline', 'clearLine clearScreenDown cursorTo moveCursor emitKeypressEvents promises.createInterface'),
        of('stream', 'Transform Writable Duplex isReadable isErrored isDisturbed consumers.* web.*'),
        of('tty', 'isatty'),
        of('url', 'resolveObject domainToASCII domainToUnicode urlToHttpOptions URLSearchParams'),
        of('v8', 'getHeapSpaceStatistics getHeapCodeStatistics cachedDataVersionTag serialize deserialize'),
        of('worker_threads', 'isMainThread threadId parentPort MessageChannel'),
        of(
          'zlib',
          'deflate gzip deflateRaw unzip inflate gunzip inflateRaw brotliCompress brotliDecompress zstdCompress zstdDecompress codes codes.*',
        ),
        of('string_decoder', 'StringDecoder'),
        of(
          'Bun',
          'YAML.* TOML.* JSONC.* gzipSync gunzipSync deflateSync inflateSync zstdCompressSync zstdDecompressSync which resolveSync resolve password.* main CryptoHasher SHA256 sha randomUUIDv7 color peek fileURLToPath pathToFileURL Transpiler gc cwd embeddedFiles readableStreamToText readableStreamToJSON readableStreamToArray concatArrayBuffers indexOfLine allocUnsafe isMainThread',
        ),
        of(
          'Deno',
          'inspect memoryUsage hostname osRelease uid gid networkInterfaces loadavg execPath pid ppid systemMemoryInfo osUptime consoleSize isatty realPath realPathSync readLink readLinkSync noColor mainModule stdout.* stderr.* customInspect permissions.query resources metrics',
        ),
      ].join(' '),
    },
    {
      names: of(
        'zlib',
        'createGunzip createGzip createInflate createDeflate createUnzip createInflateRaw createDeflateRaw createBrotliDecompress createBrotliCompress',
      ),
      gives: { object: 'filter' },
    },
    { names: 'filter#on filter#once', calls: [1], gives: 'same' },
    { names: 'filter#setEncoding filter#resume filter#pause filter#destroy filter#read' },
    // Of another file it looks for modules where that one lies.
    {
      names: 'module.createRequire',
      only: /^(?:import\.meta\.(?:url|filename)|__filename)$/,
      gives: { function: 'require' },
    },
    { names: 'url.resolve', gives: 'resolved' },
    // It writes to what it is given.
    { names: methods('pipe pipeTo pipeThrough'), into: true, gives: 'argument' },
    { names: 'fs.openAsBlob', file: 'read' },
    { names: 'process.loadEnvFile', file: 'read' },
    { names: 'process.getBuiltinModule', loads: true, most: 1, gives: 'module' },
    // In a script the grammar takes `await (x)` for a call.
    { names: 'util.promisify await', gives: 'same' },
    { names: 'Promise.then Promise.catch Promise.finally', calls: [0, 1] },
    {
      names: methods(
        'final export getAuthTag setAuthTag setAutoPadding generateKeys computeSecret getPublicKey checkHost toLegacyObject union intersection difference symmetricDifference isSubsetOf isSupersetOf isDisjointFrom take toArray toBase64 toHex setFromHex getYear toGMTString setUTCMilliseconds setUTCSeconds readUintLE readUintBE writeUIntLE writeUIntBE inspect copy getReader tee cancel releaseLock enqueue getWriter terminate observe disconnect takeRecords stopImmediatePropagation composedPath grow resize getOrInsert',
      ),
    },
  ],
  examples: {
    held: {
      "const { promisify } = require('util'); promisify(require('child_process').exec)('rm -rf a')": 'shell rm -rf a',
      "const { promisify } = require('util'); promisify(require('fs').unlink)('a')": 'file.delete /workspace/a',
      "const rm = require('util').promisify(require('fs').rm); ['a'].forEach(rm)": 'file.delete',
      "process.getBuiltinModule('fs').rmSync('a')": 'file.delete /workspace/a',
      'process.getBuiltinModule(n).rmSync(x)': 'exec.opaque',
      "require('fs').createReadStream('a').pipe(require('child_process').spawn('sh').stdin)": 'exec.opaque',
      "require('fs').createReadStream('a').pipe(require('net').connect(80, 'x.example'))": 'network.send 80',
      "require('fs').createReadStream('a').pipe(require('zlib').createGzip()).pipe(require('fs').createWriteStream('b'))":
        'file.write /workspace/b',
      "const { Writable } = require('stream'); const w = new Writable({ write(c) { require('fs').unlinkSync('a') } }); w.end('x')":
        'file.delete /workspace/a',
      "require('module').register('./a.mjs')": 'exec.opaque',
      "require('module').createRequire('/srv/a.js')('./b')": 'exec.opaque',
      "require('module').createRequire(u)('fs').unlinkSync('a')": 'exec.opaque',
      "import { createRequire as c } from 'module'; c(import.meta.url)('fs').unlinkSync('a')":
        'file.delete /workspace/a',
      "import { createRequire as c } from 'module'; const r = c(import.meta.url); r('./a.js')": 'exec.project',
      "import { createRequire as c } from 'module'; const r = c(import.meta.url); r(n)": 'exec.opaque',
      "import('node:fs').then(({ rmSync: r }) => r('a'))": 'file.delete /workspace/a',
      "import('node:child_process').then((c) => c.execSync('rm -rf a'))": 'shell rm -rf a',
      "const await = require('child_process').execSync; await('rm -rf a')": 'shell rm -rf a',
      "const await = require('fs').unlinkSync; await ('a')": 'exec.opaque',
      "function await(x) { require('fs').unlinkSync(x) } await ('a')": 'exec.opaque',
      "(async () => { (await (await import('node:fs')).promises.rm('a')) })()": 'file.delete /workspace/a',
      "import('node:fs').then((f = require('child_process')) => f.execSync('rm a'))": 'exec.opaque',
      "import('./a.mjs').then((m) => m.run())": 'exec.project',
      "const p = { then(f) { f(require('fs').rmSync) } }; p.then((r) => r('a'))": 'exec.opaque',
      "require('v8').setFlagsFromString('--allow-natives-syntax')": 'exec.opaque',
      "require('v8').writeHeapSnapshot('a')": 'exec.opaque',
      "new (require('worker_threads').Worker)('x', { eval: true })": 'exec.opaque',
      "const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync('x.db'); d.exec('SELECT ' + q)":
        'sql.execute',
      "const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync('x.db'); d.prepare(q + ' FROM a').all()":
        'sql.execute',
    },
    passed: [
      "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url); console.log(require('path').basename('a/b'))",
      "require('fs').createReadStream('a.txt').pipe(process.stdout)",
      "import('node:fs').then((fs) => console.log(fs.readFileSync('a.txt', 'utf8')))",
      "(async () => { console.log(await (await import('node:fs/promises')).readFile('a.txt', 'utf8')) })()",
      "require('fs').createReadStream('a.gz').pipe(require('zlib').createGunzip()).on('data', (c) => console.log(c.length))",
      "const { promisify } = require('util'); promisify(require('fs').readFile)('a.txt', 'utf8').then((s) => console.log(s.length))",
      "import { json } from 'node:stream/consumers'; console.log(Object.keys(await json(process.stdin)))",
      "const { readFileSync } = process.getBuiltinModule('node:fs'); console.log(readFileSync('a.txt', 'utf8').length)",
      "console.log(require('http').STATUS_CODES[404], require('net').isIP('127.0.0.1'), require('module').builtinModules.length)",
      "const c = require('crypto'); const k = c.createSecretKey(c.randomBytes(32)); const e = c.createCipheriv('aes-256-gcm', k, c.randomBytes(12)); console.log(e.update('a', 'utf8', 'hex') + e.final('hex'), e.getAuthTag().length)",
    ],
  },
};
