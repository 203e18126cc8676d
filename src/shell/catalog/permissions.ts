import { actOnFile } from '../effects/act.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';

/** Who may run it, and a file that others may read: git keeps the one, and the other is the owner's to take back. */
const PLAIN_MODE =
  /^(?:[ugoa]*[+-][xX]|[ugoa]*\+r[xX]?|u\+[rwxX]+)(?:,(?:[ugoa]*[+-][xX]|u\+[rwxX]+))*$|^0?[67][014567][0145]$/;

function chmod(call: Call): void {
  const { operands, given } = call.parsed;
  // `-x` is a mode that looks like an option.
  const taken = given.find(({ name }) => /^[rwxXst]$/.test(name))?.arg.value;
  const [first, ...rest] = operands;
  const mode = has(call, 'reference') ? undefined : (taken ?? (first?.dynamic === true ? undefined : first?.value));
  const files = taken === undefined && !has(call, 'reference') ? rest : operands;
  const plain = mode !== undefined && PLAIN_MODE.test(mode) && !call.traits.has('recursive');
  for (const file of files) actOnFile(call, 'permission', file, plain ? { undo: 'git' } : {});
}

/** chown, chgrp: an owner, then files; with `--reference` files only. */
function permits(call: Call): void {
  const named = has(call, 'reference');
  for (const file of call.parsed.operands.slice(named ? 0 : 1)) actOnFile(call, 'permission', file);
}

/** Who may do what with files. */
export const permissionsTools: readonly Tool[] = [
  {
    names: 'chmod gchmod',
    options:
      'c,changes f,silent,quiet v,verbose no-preserve-root preserve-root reference= R,recursive!recursive h r w x s t X',
    also: chmod,
    examples: {
      held: {
        'chmod -R 777 /': 'file.permission',
        'chmod +x a.sh': 'file.permission',
        'chmod -x a.sh': 'file.permission',
        'chmod --reference=a b': 'file.permission',
      },
    },
  },
  {
    names: 'chown chgrp',
    options:
      'c,changes f,silent,quiet v,verbose dereference h,no-dereference from= no-preserve-root preserve-root reference= R,recursive!recursive H L P',
    also: permits,
    examples: { held: { 'chown -R nobody .': 'file.permission', 'chown --reference=a b': 'file.permission' } },
  },
  {
    names: 'setfacl',
    options:
      'b,remove-all k,remove-default R,recursive!recursive m,modify= x,remove= M,modify-file=read X,remove-file=read n,no-mask d,default test!dry L P',
    operands: 'permission...',
    examples: { held: { 'setfacl -R -b .': 'file.permission' } },
  },
  {
    names: 'chattr chflags chcon xattr',
    free: true,
    also: (call) => {
      if (call.args.some((arg) => /^-(?:R|rc|cr|rd|dr|rw|wr)$/.test(arg.value))) call.traits.add('recursive');
      const given = call.args.map((arg) => (/^-[a-z]+$/.test(arg.value) ? arg.value : '')).join('');
      // `-l` only says how it tells; `-c`, `-d` and `-w` beside it change.
      if (call.title === 'xattr' && /[lp]/.test(given) && !/[cdw]/.test(given)) return;
      // Attributes may stand as options (`-i`), as a word (`+i`, `nouchg`), or not at all (`xattr -c`).
      const [first, ...rest] = call.parsed.operands;
      if (first === undefined) return;
      for (const file of rest.length > 0 ? rest : [first]) actOnFile(call, 'permission', file);
    },
    examples: {
      held: {
        'chattr +i package.json': 'file.permission',
        'chattr -i package.json': 'file.permission',
        'xattr -c a.app': 'file.permission',
        'xattr -c a.app -l': 'file.permission',
      },
      passed: ['xattr -l a.app'],
    },
  },
];
