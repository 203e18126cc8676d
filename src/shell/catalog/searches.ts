import { actOnFile, opaque } from '../effects/act.ts';
import { fdPrints, fdRuns } from './fd.ts';
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
        "find src -name '*.c' -exec cp a.txt {}.bak \\;": 'file.read file.write',
        "find src -name '*.c' -exec {}.sh \\;": 'file.read exec.opaque',
        "find src -name '*.c' -exec sh -c 'cat {}.x' \\;": 'file.read exec.opaque',
        "find . -depth -name '*.log' -delete": 'file.read file.delete',
        'find . -depth 2 -delete': 'file.read file.delete',
        'find . -depth x': 'file.read exec.opaque',
      },
      passed: [
        "find . -depth -name '*.log'",
        'find . -depth +2 -print',
        "find . -name '*.log' -print",
        'find src -type f | head',
      ],
    },
  },
  {
    names: 'fd fdfind',
    options:
      'H,hidden I,no-ignore u,unrestricted s,case-sensitive i,ignore-case g,glob F,fixed-strings a,absolute-path l,list-details L,follow p,full-path 0,print0 d,max-depth= min-depth= exact-depth= t,type= e,extension= E,exclude= S,size= changed-within= changed-before= o,owner= color= j,threads= 1 q,quiet base-directory= c= maxdepth= strip-cwd-prefix no-ignore-vcs x,exec=!last X,exec-batch=!last prune',
    also: (call) => {
      const run = call.parsed.given.find(({ name }) => /^(?:x|X|exec|exec-batch)$/.test(name));
      if (run?.value === undefined) {
        for (const root of call.parsed.operands.slice(1)) actOnFile(call, 'list', root);
        call.state.names = fdPrints(call);
        return;
      }
      // All that follows is that command, up to a `;` that more of fd's own may stand behind.
      const at = call.args.indexOf(run.arg);
      const words = [run.value, ...call.args.slice(call.args.indexOf(run.value) === at + 1 ? at + 2 : at + 1)];
      const end = words.findIndex(({ value }) => value === ';');
      const more = end === -1 ? [] : words.slice(end + 1);
      fdRuns(call, end === -1 ? words : words.slice(0, end), [...call.args.slice(0, at), ...more]);
      if (more.some(({ value }) => /^-\w*[xX]|^--exec/.test(value)))
        opaque(call, call.title, call.range, 'problem.runs-program');
    },
    examples: {
      held: {
        'fd -e bak -x rm': 'file.delete',
        'fd --exec=rm': 'file.delete',
        'fd -Hxrm': 'file.delete',
        "fd -x sh -c 'rm -r x' --help": 'file.delete',
        'fd -x echo \\; -x rm': 'exec.opaque',
      },
      passed: ['fd -e ts foo src', 'fd -e ts -x wc -l', 'fd -x echo \\;'],
    },
  },
];
