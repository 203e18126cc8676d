import { isSecretPath } from '../../effect/protectedPath.ts';
import { act, actOnFile, opaque } from '../effects/act.ts';
import type { Arg } from '../state/arg.ts';
import { has, valueOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { namesIn } from './filesystem.ts';
import { LOG } from './gitReads.ts';
import {
  asks,
  checksOut,
  folder,
  repository,
  inRepository,
  movesGate,
  discards,
  reads,
  change,
} from './gitRepository.ts';
import type { CommandGroup } from './tool.ts';

function reset(call: Call): void {
  asks(call);
  const target = call.parsed.operands[0];
  if (has(call, 'hard', 'merge', 'keep')) {
    if (has(call, 'hard')) discards(call, []);
    else {
      checksOut(call, 'commit');
      act(call, 'git.discard', 'worktree', folder(call), call.range, { undo: 'none', certainty: 'possible' });
    }
    if (target !== undefined && !/^(?:HEAD|@)$/.test(target.value))
      act(call, 'git.history', 'branch', 'HEAD', target.range, { undo: 'git' });
  } else if (target !== undefined && /^(?:HEAD|@)?[~^]|^[0-9a-f]{7,40}$|^(?:HEAD|@)@\{/.test(target.value)) {
    act(call, 'git.history', 'branch', 'HEAD', target.range, { undo: 'git' });
  } else act(call, 'git.change', 'repository', repository(call), call.range, { undo: 'git' });
}

/** `checkout` moves between branches, or throws away changes in files. */
function checkout(call: Call): void {
  const { operands, given } = call.parsed;
  asks(call);
  const dashes = call.args.findIndex((arg) => arg.value === '--');
  const branch = valueOf(call, 'b', 'B', 'orphan', 'c', 'C');
  if (branch !== undefined) {
    const forced = has(call, 'B', 'C');
    act(call, forced ? 'git.history' : 'git.change', 'branch', branch.value, branch.range, { undo: 'git' });
    if (has(call, 'f', 'force', 'discard-changes')) discards(call, []);
    // Without a place to begin at the new branch is what is checked out already.
    if (operands.length > 0 || has(call, 'orphan')) checksOut(call, 'commit');
    return;
  }
  const paths = dashes === -1 ? operands.slice(operands.length > 1 ? 1 : 0) : call.args.slice(dashes + 1);
  if (dashes !== -1 && paths.length > 0) {
    discards(call, paths);
    return;
  }
  if (has(call, 'f', 'force', 'discard-changes')) {
    discards(call, []);
    return;
  }
  if (has(call, 'p', 'patch', 'ours', 'theirs', 'pathspec-from-file') || operands.length > 1) {
    discards(call, paths);
    return;
  }
  const [only] = operands;
  if (only === undefined) {
    if (given.length === 0 && call.title.endsWith('checkout')) return;
    act(call, 'git.change', 'repository', repository(call), call.range, { undo: 'git' });
    return;
  }
  checksOut(call, 'commit');
  // One word is a branch, or a path where no branch has that name: a dot, a slash at the end, a file's ending.
  if (/^\.{1,2}(?:\/|$)|\/$|^:|[*?]|\.[a-z]{1,5}$/i.test(only.value) && !/^v?\d+\.\d+/.test(only.value))
    discards(call, operands);
  else
    act(call, 'git.change', 'branch', only.value, only.range, {
      undo: 'git',
      certainty: only.dynamic ? 'possible' : 'certain',
    });
}

function restore(call: Call): void {
  if (has(call, 'S', 'staged') && !has(call, 'W', 'worktree')) {
    asks(call);
    act(call, 'git.change', 'repository', repository(call), call.range, { undo: 'git' });
  } else discards(call, call.parsed.operands);
}

function clean(call: Call): void {
  asks(call);
  if (has(call, 'n', 'dry-run')) return;
  const { operands } = call.parsed;
  const all = has(call, 'x', 'X');
  const name = (arg?: Arg): string => (arg === undefined ? folder(call) : inRepository(call, arg));
  for (const target of operands.length > 0 ? operands : [undefined]) {
    act(
      call,
      'git.discard',
      operands.length > 0 ? 'directory' : 'worktree',
      name(target),
      target?.range ?? call.range,
      {
        undo: 'none',
        traits: all || has(call, 'd') ? ['recursive'] : [],
      },
    );
  }
}

/** git takes a number for the entry of that number. */
const entryOf = (word: string): string => (/^\d+$/.test(word) ? `stash@{${word}}` : word);

function stash(kind: 'drop' | 'clear' | 'pop' | 'push'): (call: Call) => void {
  return (call) => {
    asks(call);
    const [entry] = call.parsed.operands;
    if (kind === 'clear') act(call, 'git.discard', 'stash', '*', call.range, { undo: 'none' });
    else if (kind === 'drop')
      act(call, 'git.discard', 'stash', entryOf(entry?.value ?? '0'), entry?.range ?? call.range, { undo: 'none' });
    else {
      const named = kind === 'pop' && entry !== undefined ? entryOf(entry.value) : 'stash@{0}';
      if (kind === 'push') movesGate(call, call.parsed.operands);
      if (kind === 'push') checksOut(call, 'head', call.parsed.operands);
      else checksOut(call, 'any');
      act(call, 'git.change', 'stash', named, call.range, { undo: 'git' });
    }
  };
}

function worktrees(call: Call): void {
  asks(call);
  const [path] = call.parsed.operands;
  if (path === undefined) return;
  if (call.title.endsWith('remove')) {
    const forced = has(call, 'f', 'force');
    act(call, forced ? 'git.discard' : 'git.change', 'worktree', inRepository(call, path), path.range, {
      undo: forced ? 'none' : 'git',
    });
  } else if (call.title.endsWith('add')) {
    actOnFile(call, 'create', path);
    act(call, has(call, 'B') ? 'git.history' : 'git.change', 'worktree', inRepository(call, path), path.range, {
      undo: 'git',
    });
  } else act(call, 'git.change', 'worktree', inRepository(call, path), path.range, { undo: 'git' });
}

/** What changes the files that are checked out, the index, or the work that is set aside. */
export const gitWork: CommandGroup = {
  commands: {
    reset: {
      options:
        'hard soft mixed merge keep p,patch q,quiet N recurse-submodules? refresh no-refresh pathspec-from-file=read',
      also: reset,
    },
    'checkout switch': {
      options:
        'b= B= c,create= C,force-create= f,force!forced t,track? no-track d,detach guess no-guess orphan= ours theirs m,merge conflict= p,patch q,quiet progress no-progress ignore-skip-worktree-bits overlay no-overlay pathspec-from-file=read discard-changes!forced l recurse-submodules? ignore-other-worktrees overwrite-ignore',
      also: checkout,
    },
    restore: {
      options:
        's,source= p,patch W,worktree S,staged q,quiet progress no-progress ours theirs m,merge conflict= overlay no-overlay ignore-unmerged recurse-submodules? pathspec-from-file=read',
      also: restore,
    },
    clean: { options: 'f,force!forced d x X n,dry-run q,quiet i,interactive e,exclude=', also: clean },
    stash: {
      commands: {
        'list show': { options: `${LOG} include-untracked only-untracked`, also: asks },
        'push save create store': {
          options:
            'p,patch S,staged k,keep-index no-keep-index q,quiet u,include-untracked a,all m,message= pathspec-from-file=read',
          also: stash('push'),
        },
        'pop apply branch': { options: 'index q,quiet', also: stash('pop') },
        drop: { options: 'q,quiet', also: stash('drop') },
        clear: { also: stash('clear') },
      },
      options: 'p,patch S,staged k,keep-index no-keep-index q,quiet u,include-untracked a,all m,message=',
      alone: { also: stash('push') },
    },
    add: {
      ...change(
        'A,all u,update n,dry-run!dry v,verbose f,force i,interactive p,patch e,edit N,intent-to-add renormalize refresh ignore-errors ignore-missing ignore-removal no-all chmod= pathspec-from-file=read sparse',
      ),
      also: (call) => {
        asks(call);
        act(call, 'git.change', 'repository', repository(call), call.range, { undo: 'git' });
        // What is committed stays in the history, for everybody who gets it.
        for (const path of call.parsed.operands) {
          const whole = inRepository(call, path);
          if (!path.dynamic && isSecretPath(whole)) act(call, 'secret.read', 'secret', whole, path.range);
        }
      },
    },
    stage: change('A,all u,update p,patch'),
    apply: {
      options:
        'stat!dry numstat!dry summary!dry check!dry index cached 3,3way R,reverse reject p= C= whitespace= directory= include= exclude= v,verbose q allow-empty inaccurate-eof recount unidiff-zero apply N build-fake-ancestor= z unsafe-paths',
      also: (call) => {
        asks(call);
        for (const file of call.parsed.operands) actOnFile(call, 'read', file);
        act(call, 'file.write', 'directory', folder(call), call.range, { traits: ['overwrites'] });
      },
    },
    rm: {
      options: 'f,force!forced n,dry-run!dry r!recursive cached ignore-unmatch q,quiet sparse pathspec-from-file=read',
      also: (call) => {
        asks(call);
        if (has(call, 'cached')) act(call, 'git.change', 'repository', repository(call), call.range, { undo: 'git' });
        else
          for (const path of call.parsed.operands)
            actOnFile(call, 'delete', path, { undo: has(call, 'f') ? 'unknown' : 'git' });
      },
    },
    mv: {
      options: 'f,force!forced k n,dry-run!dry v,verbose',
      also: (call) => {
        asks(call);
        const { operands } = call.parsed;
        const sources = operands.slice(0, -1);
        for (const path of sources)
          act(call, 'git.change', 'file', inRepository(call, path), path.range, { undo: 'git' });
        movesGate(call, sources);
        const target = operands.at(-1);
        if (target === undefined) return;
        const places = namesIn(target, sources);
        for (const place of places) actOnFile(call, has(call, 'f', 'force') ? 'write' : 'create', place);
        checksOut(call, 'any', [...sources, ...places]);
      },
    },
    worktree: {
      commands: {
        list: { options: 'porcelain v,verbose z', ...reads },
        add: {
          options:
            'f,force detach checkout no-checkout lock reason= b= B= d q,quiet track no-track guess-remote orphan',
          also: worktrees,
        },
        remove: { options: 'f,force!forced', also: worktrees },
        prune: { options: 'n,dry-run!dry v,verbose expire=', does: 'git.change:worktree=*' },
        'move lock unlock repair': { options: 'f,force reason=', also: worktrees },
      },
    },
    // `checkout-index -n` makes no new files, and replaces those that are there.
    'read-tree checkout-index': {
      options:
        'm reset u i n dry-run!dry v prefix= index-output=write a,all f,force!forced q,quiet stdin temp stage= aggressive trivial empty no-sparse-checkout',
      also: (call) => {
        if (has(call, 'n') && call.title.endsWith('read-tree')) return;
        if (has(call, 'reset', 'u', 'f', 'all')) discards(call, []);
        else {
          checksOut(call, 'commit');
          act(call, 'git.change', 'repository', repository(call), call.range, { undo: 'git' });
        }
      },
    },
    // What is marked so is no longer seen to be changed, by nobody who asks git.
    'update-index': {
      free: true,
      options: 'assume-unchanged skip-worktree no-assume-unchanged no-skip-worktree',
      forms: [{ with: 'assume-unchanged skip-worktree', free: true, does: 'git.config:operation=update-index' }],
      does: 'git.change:repository=.',
    },
    'sparse-checkout': {
      commands: {
        list: reads,
        'set add init disable reapply check-rules': {
          free: true,
          does: 'git.change:repository=.',
          also: (call) => checksOut(call, 'commit'),
        },
      },
    },
    'difftool mergetool': {
      free: true,
      options: 'x,extcmd=program t,tool=',
      also: (call) => opaque(call, call.title, call.range, 'problem.runs-program'),
    },
  },
  examples: {
    held: {
      'git reset --hard': 'git.discard',
      'git checkout -- .': 'git.discard',
      'git checkout src/a.ts': 'git.discard',
      'git switch main': 'git.change',
      'git clean -fdx': 'git.discard',
      'git stash clear': 'git.discard',
      'git add -f .env': 'git.change secret.read',
      'git stash push -- .claude/settings.json': 'gate.tamper git.change',
    },
    passed: ['git stash list', 'git clean -nfd'],
  },
};
