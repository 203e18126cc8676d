import { act, actOnFile } from '../effects/act.ts';
import { plainArg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { opaque } from '../effects/act.ts';
import type { Tool, Usage } from './tool.ts';

/*
 * Other systems than git. What only looks or adds is not read here: each of them runs programs that its repository or its
 * person's settings name, which is not looked at on disk as it is for git.
 */

/** The whole working copy, as git's worktree is named. */
function onWorktree(call: Call, kind: EffectKind): void {
  act(call, kind, 'worktree', call.state.cwd ?? '.', call.range, { undo: 'none' });
}

const worktree = (kind: EffectKind): Usage => ({ free: true, also: (call) => onWorktree(call, kind) });

/** Files by name, else all of them. */
const files = (kind: 'git.discard'): Usage => ({
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

const named = (kind: EffectKind, type: 'branch' | 'commit' | 'tag' | 'remote'): Usage => ({
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
const push = (force: string): Usage => ({
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

export const versionControlTools: readonly Tool[] = [
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
  {
    names: 'hg rhg',
    stop: true,
    free: true,
    options: 'R,repository=folder cwd=folder y,noninteractive q,quiet v,verbose config=opaque',
    commands: {
      version: '',
      'revert forget': files('git.discard'),
      'purge clean': worktree('git.discard'),
      'strip prune rollback histedit rebase uncommit fold split amend obsolete': named('git.history', 'commit'),
      'push outgoing-push': push('f,force!forced'),
      'bookmark bookmarks book branch': {
        free: true,
        options: 'd,delete f,force!forced r,rev= m,rename= l,list',
        also: (call) => {
          const [name] = call.parsed.operands;
          if (has(call, 'd')) act(call, 'git.history', 'branch', name?.value ?? '*', call.range, { undo: 'none' });
          else opaque(call, call.title, call.range, 'problem.unknown-command');
        },
      },
      'update up checkout co': {
        free: true,
        options: 'C,clean r,rev= c,check m,merge',
        also: (call) => {
          if (has(call, 'C')) onWorktree(call, 'git.discard');
          else opaque(call, call.title, call.range, 'problem.unknown-command');
        },
      },
      'remove rm': { free: true, options: 'f,force!forced A,after', operands: 'delete...' },
      shelve: {
        free: true,
        options: 'd,delete cleanup l,list n,name= p,patch stat',
        also: (call) => {
          if (has(call, 'd', 'cleanup'))
            act(call, 'git.discard', 'stash', call.parsed.operands[0]?.value ?? '*', call.range, { undo: 'none' });
          else opaque(call, call.title, call.range, 'problem.unknown-command');
        },
      },
    },
    examples: {
      held: {
        'hg strip --no-backup tip': 'git.history',
        'hg purge --all': 'git.discard',
        'hg update -C default': 'git.discard',
        'hg push -f': 'git.push-force',
        'hg status': 'exec.opaque',
      },
    },
  },
  {
    names: 'jj',
    stop: true,
    free: true,
    options:
      'R,repository=folder at-op= at-operation= ignore-working-copy config=opaque config-toml=opaque config-file=opaque',
    commands: {
      version: '',
      'abandon squash rebase split undo diffedit absorb parallelize simplify-parents redo': named(
        'git.history',
        'commit',
      ),
      restore: files('git.discard'),
      'op operation': {
        stop: true,
        commands: {
          'restore undo revert abandon': { free: true, does: 'git.history:repository=.' },
        },
      },
      'bookmark b branch': {
        stop: true,
        commands: {
          'delete d forget f move m set s rename r': named('git.history', 'branch'),
        },
      },
      git: { stop: true, commands: { push: push('') } },
      workspace: { stop: true, commands: { forget: { free: true, does: 'git.discard:worktree=$1' } } },
    },
    examples: {
      held: {
        "jj abandon 'all()'": 'git.history',
        'jj op restore @--': 'git.history',
        'jj git push --deleted': 'git.push-force',
        'jj bookmark delete old': 'git.history',
        'jj log': 'exec.opaque',
      },
    },
  },
  {
    names: 'sl',
    stop: true,
    free: true,
    commands: {
      version: '',
      'revert rm remove': files('git.discard'),
      'clean purge': worktree('git.discard'),
      'hide strip amend fold histedit rebase split uncommit undo unamend': named('git.history', 'commit'),
      push: push('f,force!forced'),
      'goto go update': {
        free: true,
        options: 'C,clean',
        also: (call) => {
          if (has(call, 'C')) onWorktree(call, 'git.discard');
          else opaque(call, call.title, call.range, 'problem.unknown-command');
        },
      },
    },
    examples: { held: { 'sl push --force --to main': 'git.push-force', 'sl clean': 'git.discard' } },
  },
  {
    names: 'p4',
    stop: true,
    free: true,
    options: 'p= u= P= c= C= H= d=folder x=read s G ztag',
    commands: {
      'obliterate archive': {
        free: true,
        options: 'y!forced h A a b',
        also: (call) => {
          for (const path of call.parsed.operands)
            act(call, 'git.push-force', 'repository', path.value, path.range, { undo: 'none' });
        },
      },
      'revert clean': files('git.discard'),
      'submit populate copy unlock': { free: true, does: 'git.push:repository=.' },
      delete: { free: true, operands: 'delete...' },
      'client workspace branch label depot stream user group': {
        free: true,
        options: 'd f!forced o i',
        also: (call) => {
          const noun = call.title.split(' ').at(-1) ?? '';
          const name = `${noun}/${call.parsed.operands[0]?.value ?? '*'}`;
          if (has(call, 'o')) return;
          act(call, has(call, 'd') ? 'infra.destroy' : 'infra.change', 'resource', name, call.range);
        },
      },
    },
    examples: { held: { 'p4 obliterate -y //depot/main/...': 'git.push-force', 'p4 revert //...': 'git.discard' } },
  },
  {
    names: 'fossil bzr brz darcs',
    stop: true,
    free: true,
    commands: {
      'revert rev': files('git.discard'),
      'clean clean-tree': worktree('git.discard'),
      'uncommit unrecord obliterate unpull rollback purge scrub amend shun': named('git.history', 'commit'),
      'push sync send': push('f,force!forced overwrite!forced'),
      'rm remove delete': { free: true, operands: 'delete...' },
    },
    examples: { held: { 'darcs obliterate --last 3': 'git.history', 'bzr clean-tree --force': 'git.discard' } },
  },
  {
    names: 'git-crypt git-secret',
    stop: true,
    free: true,
    commands: {
      'status whoknows list help version': { free: true, operands: 'text...' },
      'unlock reveal cat': { free: true, does: 'secret.read:secret=git-crypt' },
      'lock hide clean init add-gpg-user tell removeperson remove add export-key': {
        free: true,
        does: 'system.change:secret=git-crypt',
      },
    },
    examples: { held: { 'git-crypt unlock': 'secret.read', 'git-crypt lock -f': 'system.change' } },
  },
  {
    names: 'gt spr ghstack',
    stop: true,
    free: true,
    commands: {
      'delete dl del': named('git.history', 'branch'),
      'restack modify squash fold split absorb undo move reorder rename create': named('git.history', 'branch'),
      'submit ss s stack land merge update diff': { free: true, does: 'git.push-force:branch=HEAD' },
    },
    examples: { held: { 'gt delete feature-a --force': 'git.history', 'gt submit --stack': 'git.push-force' } },
  },
];
