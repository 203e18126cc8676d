import type { Family } from '../value/family.ts';

const child = (...names: readonly string[]): string => names.map((name) => `child_process.${name}`).join(' ');

export const javascriptProcesses: Family = {
  rules: [
    { names: `${child('exec', 'execSync')} shelljs.exec`, run: 'shell' },
    {
      names: `${child('spawn', 'spawnSync', 'execFile', 'execFileSync')} execa execa.execa execa.execaSync execa.sync`,
      run: 'word-and-list',
    },
    { names: 'execa.command execa.commandSync execa.execaCommand execa.execaCommandSync', run: 'shell' },
    { names: 'Bun.spawn Bun.spawnSync', run: 'either', gives: { object: 'response' } },
    { names: 'Bun.$ zx.$ execa.$', run: 'shell', gives: { object: 'rows' } },
    { names: '*#execSync *#exec *#spawn *#spawnSync *#execFileSync *#execFile', opaque: true },
    { names: 'Deno.Command', run: 'word-and-args', gives: { object: 'command' } },
    { names: 'command#output command#outputSync command#spawn command#status' },
    { names: 'Deno.run child_process.fork worker_threads.Worker Worker cluster.fork', opaque: true },
    {
      names:
        'vm.* globalThis global Reflect Reflect.* Proxy process.dlopen process.mainModule.* process.binding module.* require.cache require.main module WebAssembly.*',
      opaque: true,
    },
    { names: 'require import', loads: true, gives: 'module' },
    {
      names:
        'require.resolve import.meta.resolve import.meta.url import.meta.dirname import.meta.filename import.meta.main',
    },
    { names: 'process.kill', effect: 'process.kill', object: 'process' },
    { names: 'process.env Deno.env Bun.env', environment: 'whole' },
    { names: 'Deno.env.get', environment: 'key' },
    { names: 'Deno.env.toObject', environment: 'whole' },
    { names: 'process.env.* Bun.env.*', environment: 'key' },
    {
      names:
        'process.argv process.argv.* process.version process.versions process.versions.* process.platform process.arch process.pid process.ppid process.exit process.exitCode process.stdout process.stdout.* process.stderr process.stderr.* process.stdin process.stdin.* process.memoryUsage process.uptime process.hrtime process.hrtime.* process.nextTick process.execPath process.title process.release.* process.features.* process.cpuUsage process.resourceUsage process.emitWarning process.on process.once',
    },
  ],
  examples: {
    held: {
      'require("child_process").execSync("rm -rf x")': 'shell rm -rf x',
      "const {spawnSync} = require('child_process'); spawnSync('git', ['push', '-f'])": 'argv git push -f',
      'await Bun.$`rm -rf x`': 'shell rm -rf x',
      "Bun.spawnSync(['rm', '-rf', 'x'])": 'argv rm -rf x',
      'new Deno.Command("rm", { args: ["-rf", "x"] }).outputSync()': 'argv rm -rf x',
      'eval(x)': 'exec.opaque',
      "[]['constructor']['constructor']('x')()": 'exec.opaque',
      "import('./a.mjs')": 'exec.project',
      'console.log(process.env)': 'secret.read environment',
      'console.log(process.env.STRIPE_SECRET_KEY)': 'secret.read STRIPE_SECRET_KEY',
      "process.chdir('/srv'); require('fs').unlinkSync('x')": 'file.delete /srv/x',
    },
    passed: ['console.log(process.version, process.env.NODE_ENV)', 'console.log(process.argv.slice(2))'],
  },
};
