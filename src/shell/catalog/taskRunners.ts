import { runWords } from '../calls/innerCommand.ts';
import { makes, recipes } from './recipes.ts';
import type { Tool } from './tool.ts';

/** Make and its kin. */
export const taskRunnersTools: readonly Tool[] = [
  {
    names: 'make gmake',
    options:
      'B,always-make C,directory=folder e f,file,makefile= h!none i,ignore-errors I= j,jobs? k,keep-going l? L n,just-print,dry-run,recon o= p q r,no-builtin-rules R s,silent,quiet S t v!none w W= debug? trace E,eval= no-print-directory warn-undefined-variables O,output-sync?',
    also: makes,
    examples: {
      held: {
        'make -n build': 'exec.project',
        'make *.o': 'exec.opaque',
        'ls | xargs make': 'file.read exec.opaque',
        "find . -name '*.c' -exec make {}.o \\;": 'file.read exec.opaque',
        'for f in *.c; do make FILE=$f; done': 'exec.opaque',
      },
    },
  },
  {
    names: 'just',
    // What stands behind a recipe's name is the recipe's.
    stop: true,
    options:
      'f,justfile= d,working-directory=folder l,list summary show= c,command n,dry-run dump evaluate v,verbose q,quiet set= yes unsorted shell= shell-arg= one choose color= g fmt init edit',
    also: (call) => {
      // A command of its own, with the variables of the justfile.
      const at = call.args.findIndex(({ value }) => /^(?:-c|--command)$/.test(value));
      if (at === -1) recipes('just')(call);
      else runWords(call, call.args.slice(at + 1));
    },
    examples: { held: { 'just --command rm -rf src': 'file.delete' }, passed: ['just --list'] },
  },
  {
    names: 'task go-task',
    options:
      'd,dir=folder t,taskfile= l,list list-all a,list-all n,dry p,parallel f,force s,silent v,verbose w,watch y,yes summary status i,init C,concurrency= o,output= x,exit-code g,global',
    also: recipes('task'),
    examples: { passed: ['task --list'] },
  },
];
