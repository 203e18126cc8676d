import { act, actOnFile } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { keepSecret } from '../effects/keepSecret.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { addWrite } from '../state/run.ts';
import { absolute } from '../effects/paths.ts';
import type { Tool } from './tool.ts';

function dd(call: Call): void {
  for (const arg of call.args) {
    const [key = ''] = arg.value.split('=', 1);
    const value: Arg = { ...arg, value: arg.value.slice(key.length + 1), offsets: arg.offsets.slice(key.length + 1) };
    if (key === 'if') actOnFile(call, 'read', value);
    else if (key === 'of') actOnFile(call, 'write', value);
  }
}

function tee(call: Call): void {
  for (const arg of call.parsed.operands) {
    if (arg.processSubstitution) continue;
    actOnFile(call, has(call, 'a') ? 'append' : 'write', arg);
    keepSecret(call, call.stdin, pathOf(call, arg));
    if (!arg.dynamic && call.state.cwd !== undefined && call.stdin !== undefined && !has(call, 'a')) {
      const place = absolute(arg.value, call.state.cwd, call.scope.home);
      call.scope.files.set(place, call.stdin);
      if (call.stdin.text !== undefined && !call.stdin.decoded) addWrite(call.shell.run, place, call.stdin.text);
    }
  }
  if (call.stdin !== undefined) call.state.stdout = call.stdin;
}

/** Programs that write files from what they are given. */
export const editingTools: readonly Tool[] = [
  {
    names: 'tee',
    options: 'a,append i,ignore-interrupts p output-error?',
    stdout: 'lines',
    also: tee,
    examples: {
      held: {
        'tee config.yml < other.yml': 'file.read file.write',
        'echo x | tee -a log': 'file.write',
        'env | tee x > /dev/null': 'file.write secret.read',
      },
      passed: ['ls | tee /dev/null', 'env | tee /dev/null | wc -l'],
    },
  },
  {
    names: 'dd',
    noHelp: true,
    free: true,
    also: dd,
    examples: {
      held: { 'dd if=/dev/zero of=disk.img bs=1M': 'file.write', 'dd if=/dev/zero of=/dev/sda': 'system.disk' },
    },
  },
  {
    names: 'patch',
    options:
      'p,strip= i,input=read dry-run!dry R,reverse N,forward b,backup d,directory=folder o,output=write E s,silent f,force!forced u c l F= t r= V= merge?',
    also: (call) => {
      const target = call.parsed.operands[0];
      if (target !== undefined) actOnFile(call, 'write', target);
      else actOnFile(call, 'write', { ...call.name, value: './', range: call.range });
    },
    examples: { held: { 'patch -p1 < a.diff': 'file.read file.write' } },
  },
  {
    names: 'split csplit',
    options:
      'a,suffix-length= b,bytes= C,line-bytes= d numeric-suffixes? x hex-suffixes? e filter=shell l,lines= n,number= t,separator= u,unbuffered verbose f,prefix= s z k additional-suffix= #',
    operands: 'read',
    also: (call) => {
      // `-n 2/5`: the second of five parts is printed, and nothing is made.
      if (call.title !== 'csplit' && /^(?:[lr]\/)?\d+\/\d+$/.test(valueOf(call, 'n', 'number')?.value ?? '')) return;
      // To csplit the words behind the file say where it is to be cut.
      const prefix =
        call.title === 'csplit'
          ? (valueOf(call, 'f', 'prefix') ?? plainArg('xx', call.range))
          : (call.parsed.operands[1] ?? plainArg('x', call.range));
      actOnFile(call, 'output', { ...prefix, value: `${prefix.value}*`, glob: true });
    },
    examples: {
      held: {
        "split --filter='rm -rf x' file": 'file.read file.delete file.write',
        'split -l 100 a.txt': 'file.read file.write',
        'split -l 100 a.txt ~/x': 'file.read file.write',
        'split -l 100 a.txt .git/hooks/': 'file.read file.write persist.install',
        'split -n 5 a.txt': 'file.read file.write',
        'csplit -f .git/hooks/ a.txt 10': 'file.read file.write persist.install',
      },
      passed: ['split -n l/2/5 a.txt'],
    },
  },
  {
    names: 'dos2unix unix2dos',
    options: 'k,keepdate q,quiet n,newfile o,oldfile i,info? f,force s,safe b,keep-bom r,remove-bom v,verbose',
    // It tells of each file which ends its lines have.
    forms: [{ with: 'i', operands: 'read...' }],
    operands: 'write...',
    examples: { held: { 'dos2unix a.txt': 'file.write' }, passed: ['dos2unix --info a.txt', 'dos2unix -ic a.txt'] },
  },
  {
    names: 'sponge',
    options: 'a',
    also: (call) => {
      for (const file of call.parsed.operands) actOnFile(call, has(call, 'a') ? 'append' : 'write', file);
    },
    examples: { held: { 'sort a.txt | sponge a.txt': 'file.read file.write' } },
  },
  {
    names: 'rename prename',
    free: true,
    also: (call) => {
      const files = call.parsed.operands.slice(1);
      if (files.length === 0) act(call, 'file.move', 'glob', '*', call.range);
      // What they come to be called is worked out by code: that may be another file's name.
      for (const file of files) actOnFile(call, 'move', file, { traits: ['overwrites'] });
    },
    examples: { held: { "rename 's/a/b/' *.txt": 'file.move' } },
  },
];
