import { runShellText, runWords } from '../calls/innerCommand.ts';
import { act, actOnFile } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { has, valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { addAsk } from '../state/run.ts';
import { LOG } from './gitReads.ts';
import { asks, checksOut, folder, repository, discards, reads, change, changes, history } from './gitRepository.ts';
import type { CommandGroup } from './tool.ts';

function branch(call: Call): void {
  const { operands } = call.parsed;
  asks(call);
  const touched = (kind: 'git.history' | 'git.change', args: readonly Arg[]): void => {
    for (const arg of args)
      act(call, kind, 'branch', arg.value, arg.range, { undo: 'git', certainty: arg.dynamic ? 'possible' : 'certain' });
  };
  const forced = has(call, 'f', 'force');
  if (has(call, 'D') || (has(call, 'd', 'delete') && forced)) touched('git.history', operands);
  else if (has(call, 'd', 'delete')) touched('git.change', operands);
  else if (has(call, 'M', 'C')) {
    const [name, more] = operands;
    // The current branch gets the name: git loses something only where another one bears it.
    if (has(call, 'M') && name !== undefined && more === undefined && !name.dynamic && call.state.gitDir === undefined)
      addAsk(call.shell.run, { ask: 'branch-free', directory: folder(call), name: name.value, range: name.range });
    touched('git.history', operands.slice(-1));
  } else if (forced) touched('git.history', operands.slice(0, 1));
  else if (has(call, 'm', 'move', 'c', 'copy', 'u', 'set-upstream-to', 'unset-upstream', 'edit-description'))
    touched('git.change', operands);
  else if (
    has(
      call,
      'l',
      'list',
      'a',
      'all',
      'r',
      'remotes',
      'v',
      'show-current',
      'contains',
      'merged',
      'no-merged',
      'points-at',
    )
  )
    return;
  else touched('git.change', operands.slice(0, 1));
}

function tag(call: Call): void {
  const { operands } = call.parsed;
  asks(call);
  const [first] = operands;
  if (has(call, 'd', 'delete'))
    for (const arg of operands) act(call, 'git.history', 'tag', arg.value, arg.range, { undo: 'unknown' });
  else if (
    first === undefined ||
    has(call, 'l', 'list', 'n', 'v', 'verify', 'contains', 'points-at', 'merged', 'no-merged')
  )
    return;
  else
    act(call, has(call, 'f', 'force') ? 'git.history' : 'git.change', 'tag', first.value, first.range, { undo: 'git' });
}

function commits(call: Call): void {
  asks(call);
  if (has(call, 'no-verify', 'n') && call.title === 'git commit')
    act(call, 'gate.tamper', 'operation', 'no-verify', call.range);
  // pre-commit leaves out the hooks that SKIP names.
  if (call.scope.variables.get('SKIP')?.exported === true) act(call, 'gate.tamper', 'operation', 'SKIP', call.range);
  const amends = has(call, 'amend');
  act(
    call,
    amends ? 'git.history' : 'git.change',
    amends ? 'commit' : 'repository',
    amends ? 'HEAD' : repository(call),
    call.range,
    { undo: 'git' },
  );
  // Hooks of the repository run; what they are is asked for with the rest of its configuration.
  for (const file of valuesOf(call, 'F', 'file', 't', 'template')) actOnFile(call, 'read', file);
}

function rebases(call: Call): void {
  asks(call);
  if (has(call, 'no-verify')) act(call, 'gate.tamper', 'operation', 'no-verify', call.range);
  checksOut(call, 'commit');
  for (const command of valuesOf(call, 'x', 'exec')) runShellText(call, command);
  if (has(call, 'abort', 'quit')) act(call, 'git.discard', 'worktree', folder(call), call.range, { undo: 'git' });
  else act(call, 'git.history', 'branch', 'HEAD', call.range, { undo: 'git' });
}

function merges(call: Call): void {
  asks(call);
  checksOut(call, 'commit');
  if (has(call, 'no-verify')) act(call, 'gate.tamper', 'operation', 'no-verify', call.range);
  if (has(call, 'abort', 'quit')) act(call, 'git.discard', 'worktree', folder(call), call.range, { undo: 'none' });
  else act(call, 'git.change', 'branch', call.parsed.operands[0]?.value ?? 'HEAD', call.range, { undo: 'git' });
}

/** What makes commits, moves branches and tags, or rewrites and thins out what is stored. */
export const gitHistory: CommandGroup = {
  commands: {
    branch: {
      options:
        'd,delete D!forced f,force!forced m,move M!forced c,copy C!forced l,list a,all r,remotes v,vv,verbose q,quiet show-current contains? no-contains? merged? no-merged? points-at= format= sort= column? no-column color? no-color abbrev? no-abbrev t,track? no-track u,set-upstream-to= unset-upstream edit-description i,ignore-case omit-empty',
      also: branch,
    },
    tag: {
      options:
        'a,annotate s,sign no-sign u,local-user= f,force!forced d,delete v,verify n? l,list sort= color? i,ignore-case contains? no-contains? merged? no-merged? points-at= m,message= F,file=read e,edit cleanup= format= create-reflog column? omit-empty',
      also: tag,
    },
    commit: {
      options:
        'a,all p,patch C,reuse-message= c,reedit-message= fixup= squash= reset-author short branch porcelain long z F,file= author= date= m,message= t,template= s,signoff no-signoff trailer= n,no-verify verify allow-empty allow-empty-message cleanup= e,edit no-edit amend no-post-rewrite i,include o,only pathspec-from-file=read u,untracked-files? v,verbose q,quiet dry-run!dry status no-status S,gpg-sign? no-gpg-sign',
      also: commits,
    },
    'merge cherry-pick revert': {
      options:
        'commit no-commit n e,edit no-edit cleanup= ff no-ff ff-only squash no-squash no-verify verify s,strategy= X,strategy-option= S,gpg-sign? stat no-stat m,message= mainline= F,file=read log? signoff x q,quiet v,verbose abort quit continue skip allow-unrelated-histories autostash no-autostash rerere-autoupdate overwrite-ignore progress no-progress allow-empty keep-redundant-commits into-name=',
      also: merges,
    },
    rebase: {
      options:
        'i,interactive x,exec= onto= root autosquash no-autosquash autostash no-autostash abort continue skip quit edit-todo show-current-patch s,strategy= X,strategy-option= p r,rebase-merges? keep-base f,force-rebase no-ff no-verify verify q,quiet v,verbose stat no-stat n S,gpg-sign? apply m,merge empty= keep-empty no-keep-empty reapply-cherry-picks update-refs no-update-refs committer-date-is-author-date reset-author-date signoff fork-point no-fork-point reschedule-failed-exec ignore-date ignore-whitespace whitespace= C=',
      forms: [{ with: 'show-current-patch', also: asks }],
      also: rebases,
    },
    am: {
      ...change(
        '3,3way s,signoff k c i q,quiet abort continue skip quit p= directory= reject ignore-whitespace show-current-patch?',
      ),
      forms: [
        { with: 'abort', also: (call) => discards(call, []) },
        { with: 'show-current-patch', also: asks },
      ],
      also: (call) => {
        changes(call);
        // What a patch brings is nobody's commit before.
        checksOut(call, 'any');
      },
    },
    bisect: {
      commands: {
        run: { noHelp: true, free: true, stop: true, also: (call) => runWords(call, call.args) },
        'start bad good new old skip reset terms next': {
          options: 'no-checkout first-parent term-good= term-bad=',
          // What it checks out are commits that were here before: to run things at them is what it is for.
          also: changes,
        },
        'log visualize view replay help': { options: LOG, also: asks },
      },
    },
    'filter-branch filter-repo': {
      ...history(''),
      free: true,
      // What stands behind a branch is handed to other commands.
      stop: true,
      also: (call) => {
        asks(call);
        act(call, 'git.history', 'repository', repository(call), call.range, { undo: 'none' });
        call.args.forEach((arg, index) => {
          if (/-filter$/.test(call.args[index - 1]?.value ?? '')) runShellText(call, arg);
        });
      },
    },
    'update-ref symbolic-ref': {
      options: 'd,delete m= no-deref create-reflog stdin z q,quiet short recurse',
      also: (call) => {
        asks(call);
        const [ref, value] = call.parsed.operands;
        if (call.title.endsWith('symbolic-ref') && value === undefined && !has(call, 'd')) return;
        act(
          call,
          'git.history',
          'branch',
          (ref?.value ?? '*').replace(/^refs\/(?:heads|tags)\//, ''),
          ref?.range ?? call.range,
          { undo: 'git' },
        );
      },
    },
    replace: {
      options: 'f,force d,delete l,list format= edit graft convert-graft-file',
      also: (call) => {
        asks(call);
        if (!has(call, 'l') && call.parsed.operands.length > 0)
          act(call, 'git.history', 'commit', call.parsed.operands[0]?.value ?? '*', call.range, { undo: 'git' });
      },
    },
    notes: {
      commands: {
        'list show get-ref': { ...reads },
        'add append copy edit merge': {
          options: 'm,message= F,file=read f,force C= c=',
          does: 'git.change:commit=HEAD',
        },
        'remove prune': { does: 'git.history:commit=HEAD' },
      },
      alone: reads,
      options: 'ref=',
    },
    gc: {
      options: 'aggressive auto prune? no-prune quiet force keep-largest-pack cruft detach no-detach',
      forms: [
        { with: 'prune', also: history('').also as (call: Call) => void },
        { with: 'quiet auto aggressive force', also: asks },
      ],
      also: asks,
    },
    'prune prune-packed': history('n,dry-run!dry v,verbose progress expire='),
    // It has git run by the system's own timer from now on.
    maintenance: {
      commands: {
        'start stop register unregister': { free: true, does: 'persist.install:operation=git maintenance' },
        run: change('task= auto schedule= q,quiet'),
      },
    },
    rerere: {
      commands: { 'status diff remaining': reads },
      alone: change(''),
      otherwise: { ...change(''), free: true },
    },
    'repack pack-refs multi-pack-index commit-graph': change(
      'a A d l f F n q window= depth= all prune reachable task= auto',
    ),
    // It only tells the name of what it would write.
    'hash-object': {
      options: 't= w stdin stdin-paths path= no-filters literally',
      operands: 'read...',
      forms: [{ with: 'w', operands: 'read...', does: 'git.change:repository=.' }],
      also: asks,
    },
    'write-tree commit-tree mktree mktag unpack-objects index-pack pack-objects fast-import': {
      free: true,
      does: 'git.change:repository=.',
    },
  },
  examples: {
    held: {
      "git filter-branch -f --tree-filter 'rm x' HEAD --help": 'git.history file.delete',
      'git branch -D feature': 'git.history',
      'git rebase -x "rm x" main': 'file.delete git.history',
      'git bisect run rm -rf x': 'file.delete',
      'git commit -m "explain git reset --hard"': 'git.change',
      'git am --abort': 'git.discard',
    },
    passed: ['git branch -a'],
  },
};
