import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Tool, Usage } from './tool.ts';
import { files, worktree } from './workingCopies.ts';

/** `svn delete URL` and its like commit at once. */
const svnDelete: Usage = {
  free: true,
  options: 'm,message= F,file=read force!forced keep-local q,quiet username= password= targets=read',
  also: (call) => {
    for (const target of call.parsed.operands)
      if (/^(?:https?|svn(?:\+ssh)?|file):\/\//.test(target.value))
        act(call, 'git.push-force', 'repository', target.value, target.range, { undo: 'none' });
      else actOnFile(call, 'delete', target);
  },
};

const svnSends: Usage = {
  free: true,
  options: 'm,message= F,file=read q,quiet r,revision= username= password= targets=read cl,changelist=',
  also: (call) => {
    const url = call.parsed.operands.find(({ value }) => /^\^?\/|^[a-z+]+:\/\//.test(value));
    act(call, 'git.push', 'repository', url?.value ?? call.state.cwd ?? '.', (url ?? call).range, { undo: 'none' });
  },
};

/** Subversion: what is committed is at the server at once. */
export const subversionTools: readonly Tool[] = [
  {
    names: 'svn',
    stop: true,
    free: true,
    // Settings name programs for ways to reach a server, for differences and for texts.
    options:
      'config-option=opaque config-dir=opaque diff-cmd=opaque diff3-cmd=opaque editor-cmd=opaque username= password= non-interactive',
    commands: {
      'status st stat info help list ls cat': {
        options:
          'v,verbose q,quiet depth= xml ignore-externals no-ignore R,recursive show-item= no-newline r,revision= N username= password= non-interactive config-option=opaque config-dir=opaque diff-cmd=opaque diff3-cmd=opaque editor-cmd=opaque',
        also: (call) => {
          for (const place of call.parsed.operands)
            if (/^[a-z+]+:\/\//.test(place.value))
              act(call, 'network.fetch', 'host', place.value.split('/')[2] ?? place.value, place.range);
            else actOnFile(call, 'look', place);
          if (/ (?:list|ls|cat)$/.test(call.title) && call.parsed.operands.length === 0)
            opaque(call, call.title, call.range, 'problem.unknown-command');
        },
      },
      'revert cleanup': files('git.discard'),
      'switch sw relocate': worktree('git.discard'),
      'delete del remove rm': svnDelete,
      'commit ci import mkdir copy cp lock unlock propset propdel pset pdel': svnSends,
      'move mv rename ren': {
        free: true,
        also: (call) => {
          const [from, to] = call.parsed.operands;
          if (from === undefined || to === undefined) return;
          if (/^[a-z+]+:\/\//.test(from.value))
            act(call, 'git.push-force', 'repository', from.value, from.range, { undo: 'none' });
          else {
            actOnFile(call, 'move', from);
            actOnFile(call, 'output', to);
          }
        },
      },
    },
    examples: {
      held: {
        'svn revert -R .': 'git.discard',
        'svn delete https://svn.example.com/trunk -m x': 'git.push-force',
        'svn rm src/a.c': 'file.delete',
        'svn commit -m x': 'git.push',
        'svn status --diff-cmd ./x': 'exec.opaque',
      },
      passed: ['svn status -q', 'svn info'],
    },
  },
  {
    names: 'svnadmin',
    stop: true,
    free: true,
    commands: {
      'rmtxns rmlocks obliterate load setrevprop setlog pack': {
        free: true,
        does: 'git.history:repository=$1',
      },
      hotcopy: { free: true, operands: 'read write' },
    },
    examples: { held: { 'svnadmin load /srv/svn': 'git.history' } },
  },
];
