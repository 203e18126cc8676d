import { isSecretPath } from '../../effect/protectedPath.ts';
import { act, actOnFile } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import type { Arg } from '../state/arg.ts';
import { has } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Tool } from './tool.ts';

function rsync(call: Call): void {
  const { operands } = call.parsed;
  const target = operands.at(-1);
  if (target === undefined) return;
  const remote = (arg: Arg): boolean => /^[^/]*:/.test(arg.value) || arg.value.startsWith('rsync://');
  const sources = operands.slice(0, -1);
  for (const source of sources) {
    if (!remote(source)) actOnFile(call, isSecretPath(pathOf(call, source) ?? '') ? 'read' : 'list', source);
    else act(call, 'network.fetch', 'host', hostName(source.value), source.range);
  }
  if (has(call, 'remove-source-files'))
    for (const source of sources) if (!remote(source)) actOnFile(call, 'delete', source);
  if (remote(target)) {
    act(call, 'network.send', 'host', hostName(target.value), target.range, { traits: ['reads-local'] });
    call.state.sends = true;
    if (has(call, 'delete'))
      act(call, 'file.delete', 'directory', target.value.replace(/(?<=[^:/])\/+$/, ''), target.range, {
        traits: ['remote', 'recursive'],
      });
    return;
  }
  actOnFile(call, 'write', target);
  if (has(call, 'delete')) {
    call.traits.add('recursive');
    actOnFile(call, 'delete', target);
  }
}

export function hostName(operand: string): string {
  return (/^(?:[a-z]+:\/\/)?(?:[^@/]*@)?([^:/]+)/.exec(operand)?.[1] ?? operand).toLowerCase();
}

/** Copies to other machines. */
export const transferTools: readonly Tool[] = [
  {
    names: 'rsync',
    options:
      'a,archive v,verbose r,recursive z,compress n,dry-run!dry P progress partial h,human-readable u,update t,times l,links L,copy-links p,perms o,owner g,group D H,hard-links A X S W c,checksum x,one-file-system e,rsh=program rsync-path=opaque exclude= exclude-from=read include= include-from=read filter,f= C delete,del,delete-before,delete-during,delete-delay,delete-after,delete-excluded!recursive remove-source-files force existing ignore-existing ignore-errors max-delete= inplace append append-verify stats info= i,itemize-changes q,quiet bwlimit= port= password-file= log-file=write b,backup backup-dir= suffix= files-from=read numeric-ids chmod= chown= no-perms no-owner no-group mkpath 4 6 timeout= list-only daemon T= compare-dest= link-dest=',
    also: rsync,
    examples: {
      held: {
        'rsync -a --delete build/ ./': 'file.read file.write file.delete',
        'rsync -e \'sh -c "rm -rf x"\' a b:': 'file.delete file.read network.send',
      },
      passed: ['rsync -an a/ b/'],
    },
  },
];
