import type { EffectKind } from '../../effect/kind.ts';
import { act } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { Usage } from './tool.ts';

/** The whole working copy, as git's worktree is named. */
export function onWorktree(call: Call, kind: EffectKind): void {
  act(call, kind, 'worktree', call.state.cwd ?? '.', call.range, { undo: 'none' });
}

export const worktree = (kind: EffectKind): Usage => ({ free: true, also: (call) => onWorktree(call, kind) });

/** Files by name, else all of them. */
export const files = (kind: 'git.discard'): Usage => ({
  free: true,
  options:
    'R,recursive!recursive r,rev= a,all C,no-backup i,interactive I,include= X,exclude= from= c,changes-in= f,from=',
  also: (call) => {
    const named = call.parsed.operands.filter(({ value }) => value !== '.');
    if (named.length === 0) onWorktree(call, kind);
    for (const file of named) act(call, kind, 'file', absoluteName(call, file.value), file.range, { undo: 'none' });
  },
});

function absoluteName(call: Call, name: string): string {
  return name.startsWith('/') ? name : `${call.state.cwd ?? '.'}/${name.replace(/^\.\//, '').replace(/\/$/, '')}`;
}

export const named = (kind: EffectKind, type: 'branch' | 'commit' | 'tag' | 'remote'): Usage => ({
  free: true,
  options:
    'r,rev= b,branch= B,bookmark= from= to= source= remote= m,message= t,type= f,force!forced N,allow-new all deleted',
  also: (call) => {
    const names = call.parsed.operands;
    const given = valueOf(call, 'b', 'B', 'r', 'to', 'remote') ?? names[0] ?? plainArg('*', call.range);
    for (const name of names.length > 0 ? names : [given])
      act(call, kind, name.dynamic ? 'unknown' : type, name.value, name.range, { undo: 'none' });
  },
});

/** What goes to the server is there for everybody; forced, it replaces what was. */
export const push = (force: string): Usage => ({
  free: true,
  options: `${force} r,rev= b,branch= B,bookmark= to= remote= new-branch all deleted dry-run!dry N,allow-new c,change=`,
  also: (call) => {
    const forced = has(call, 'f', 'force', 'overwrite', 'deleted');
    const branch = valueOf(call, 'b', 'B', 'to', 'r');
    act(
      call,
      forced ? 'git.push-force' : 'git.push',
      branch === undefined ? 'remote' : 'branch',
      branch?.value ?? call.parsed.operands[0]?.value ?? 'default',
      call.range,
      { undo: 'none' },
    );
  },
});
