import { actOnFile } from '../effects/act.ts';
import { fdRuns } from './fd.ts';
import { findCommand } from './find.ts';
import type { Tool } from './tool.ts';

/** Programs that look for files, and may act on those that they find. */
export const searchesTools: readonly Tool[] = [
  {
    names: 'find gfind',
    noHelp: true,
    free: true,
    also: findCommand,
    examples: {
      held: {
        "find . -name '*.log' -delete": 'file.read file.delete',
        'find . -type f -exec rm -f {} +': 'file.read file.delete',
        'find . -fprint out.txt': 'file.read file.write',
      },
      passed: ["find . -name '*.log' -print", 'find src -type f | head'],
    },
  },
  {
    names: 'fd fdfind',
    options:
      'H,hidden I,no-ignore u,unrestricted s,case-sensitive i,ignore-case g,glob F,fixed-strings a,absolute-path l,list-details L,follow p,full-path 0,print0 d,max-depth= min-depth= exact-depth= t,type= e,extension= E,exclude= S,size= changed-within= changed-before= o,owner= color= j,threads= 1 q,quiet base-directory= c= maxdepth= strip-cwd-prefix no-ignore-vcs x,exec= X,exec-batch= prune',
    also: (call) => {
      const at = call.args.findIndex((arg) => /^(?:-x|-X|--exec|--exec-batch)$/.test(arg.value));
      for (const root of call.parsed.operands.slice(1, 2)) if (at === -1) actOnFile(call, 'list', root);
      if (at === -1) return;
      const words = call.args.slice(at + 1);
      fdRuns(call, words[words.length - 1]?.value === ';' ? words.slice(0, -1) : words, at);
    },
    examples: { held: { 'fd -e bak -x rm': 'file.delete' }, passed: ['fd -e ts foo src'] },
  },
];
