import { act, opaque } from '../effects/act.ts';
import { has } from '../state/call.ts';
import type { Tool } from './tool.ts';
import { files, named, onWorktree, push, worktree } from './workingCopies.ts';

/*
 * Other systems than git. What only looks or adds is not read here: each of them runs programs that its repository or its
 * person's settings name, which is not looked at on disk as it is for git.
 */

export const versionControlTools: readonly Tool[] = [
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
