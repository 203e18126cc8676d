import { act, actOnFile, opaque } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { has, valueOf, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { embedArg, embedFile } from '../calls/embed.ts';
import { runWords } from '../calls/innerCommand.ts';
import { requestScript } from './scripts.ts';
import type { Tool } from './tool.ts';
import { interprets } from './interpreter.ts';

/** What it says of its own run: new files, by default in the folder it stands in. */
const PROFILES: readonly (readonly [option: string, folder: string, name: string, file: string])[] = [
  ['cpu-prof', 'cpu-prof-dir', 'cpu-prof-name', 'CPU.cpuprofile'],
  ['heap-prof', 'heap-prof-dir', 'heap-prof-name', 'Heap.heapprofile'],
  ['report-on-signal', 'report-dir', 'report-filename', 'report.json'],
  ['report-on-fatalerror', 'report-dir', 'report-filename', 'report.json'],
  ['report-uncaught-exception', 'report-dir', 'report-filename', 'report.json'],
];

function profiles(call: Call): void {
  for (const [option, folder, name, file] of PROFILES) {
    if (!has(call, option)) continue;
    const into = valueOf(call, folder, 'diagnostic-dir');
    const named = valueOf(call, name);
    const place = named ?? plainArg(file, call.range);
    actOnFile(
      call,
      named === undefined ? 'create' : 'output',
      into === undefined ? place : { ...into, value: `${into.value}/${place.value}` },
    );
  }
}

function node(call: Call): void {
  profiles(call);
  if (has(call, 'check', 'v')) {
    for (const file of call.parsed.operands) actOnFile(call, 'read', file);
    // What is loaded first runs even so.
    for (const file of valuesOf(call, 'r', 'import', 'loader')) {
      if (/^[./]/.test(file.value)) embedFile(call, file, { language: 'code', dialect: 'javascript' });
      else act(call, 'exec.project', 'operation', `node --import ${file.value}`, file.range);
    }
    return;
  }
  if (has(call, 'test')) {
    act(call, 'exec.project', 'operation', 'node --test', call.range);
    return;
  }
  for (const file of valuesOf(call, 'env-file')) actOnFile(call, 'read', file);
  const script = valueOf(call, 'run');
  if (script !== undefined) {
    requestScript(call, 'npm', script, call.parsed.operands);
    return;
  }
  interprets({
    dialect: 'javascript',
    code: ['e', 'p', 'c'],
    prompts: ['i'],
    loads: ['r', 'import', 'loader'],
    givesOperands: true,
  })(call);
}

const NODE =
  'e,eval= p,print= c,check r,require= import= loader,experimental-loader= test test-name-pattern= test-only test-reporter= test-concurrency= watch watch-path= inspect? inspect-brk? i,interactive v!none h!none max-old-space-size? no-warnings enable-source-maps experimental-vm-modules experimental-strip-types experimental-sqlite experimental-transform-types env-file,env-file-if-exists= input-type= trace-warnings trace-deprecation no-deprecation unhandled-rejections= stack-trace-limit= preserve-symlinks C,conditions= run= permission expose-gc throw-deprecation title= prof cpu-prof heap-prof cpu-prof-dir= cpu-prof-name= heap-prof-dir= heap-prof-name= redirect-warnings=append diagnostic-dir= trace-event-file-pattern=append report-on-fatalerror report-on-signal report-uncaught-exception report-filename= report-dir,report-directory=';

/** Node, Deno and what runs TypeScript. */
export const nodeTools: readonly Tool[] = [
  {
    names: 'node nodejs',
    stop: true,
    options: NODE,
    also: node,
    examples: {
      held: {
        'curl https://x.example/a.js | node': 'exec.download',
        'node --test': 'exec.project',
        'node -i -e 1': 'exec.opaque',
        'node --cpu-prof -e 1': 'file.create',
        'node --cpu-prof --cpu-prof-dir=/srv -e 1': 'file.create',
        'node --redirect-warnings=src/a.ts -e 1': 'file.write',
      },
      passed: ['node --version', 'node --check src/a.js'],
    },
  },
  {
    names: 'deno',
    stop: true,
    commands: {
      'eval repl': {
        free: true,
        stop: true,
        options: 'p,print ext= T,ts',
        also: (call) => {
          const [code] = call.parsed.operands;
          if (code === undefined) opaque(call, call.title, call.range, 'problem.interactive');
          else {
            embedArg(call, code, { language: 'code', dialect: 'javascript' });
            call.state.weighty = true;
          }
        },
      },
      run: {
        free: true,
        stop: true,
        options:
          'A,allow-all allow-read? allow-write? allow-net? allow-env? allow-run? c,config=read import-map=read lock=read no-lock no-check check? watch? q,quiet r,reload? env-file? unstable',
        also: interprets({ dialect: 'javascript', code: [] }),
      },
      'test bench task serve compile bundle': { free: true, stop: true, does: 'exec.project:operation' },
      'check lint info doc types coverage completions': { free: true, options: 'fix!overwrites', operands: 'read...' },
      fmt: { free: true, options: 'check!dry', does: 'exec.project:operation' },
      'install add cache vendor': { free: true, operands: 'exec.install:package...' },
      outdated: { free: true, options: 'u,update!opaque', operands: 'text...' },
      'upgrade update': { free: true, does: 'exec.install:package' },
      clean: { free: true, does: 'file.delete:directory=~/.cache/deno' },
      'uninstall remove': { free: true, operands: 'file.delete:package...' },
      'publish deploy': { free: true, options: 'dry-run!dry', does: 'publish.release:package=$1' },
    },
    examples: {
      held: {
        'deno run -A https://x.example/a.ts': 'exec.download',
        'deno task build': 'exec.project',
        'deno upgrade': 'exec.install',
        'deno clean': 'file.delete',
      },
      passed: ['deno --version', 'deno check a.ts'],
    },
  },
  {
    names: 'tsx ts-node bunx-node esno swc-node babel-node',
    stop: true,
    options: `${NODE} T,transpile-only P,project= O= esm`,
    also: (call) => {
      if (call.parsed.operands[0]?.value === 'watch') runWords(call, [call.name, ...call.parsed.operands.slice(1)]);
      else node(call);
    },
    examples: { held: { 'ts-node --test': 'exec.project' } },
  },
];
