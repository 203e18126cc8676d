import path from 'node:path';
import { commandWords, type CommandWords } from '../commandWords.ts';

/** The words of one git command. Not certain also where they name another repository. */
export interface GitWords extends CommandWords {
  /** `reset`, `stash drop`, `worktree remove`. */
  readonly name: string;
  /** Where it works: the folder it runs in, moved by `-C`. */
  readonly folder: string;
}

/** Options of the commands that can lose work. */
const SPECS: Readonly<Record<string, string>> = {
  reset:
    'hard soft mixed merge keep recurse-submodules? no-recurse-submodules q,quiet N,intent-to-add p,patch refresh no-refresh',
  checkout:
    'f,force recurse-submodules? no-recurse-submodules b= B= orphan= t,track? no-track q,quiet progress no-progress m,merge ours theirs conflict= p,patch d,detach guess no-guess l overlay no-overlay ignore-other-worktrees overwrite-ignore no-overwrite-ignore',
  switch:
    'f,force discard-changes recurse-submodules? no-recurse-submodules c,create= C,force-create= d,detach orphan= t,track? no-track q,quiet m,merge guess no-guess progress no-progress ignore-other-worktrees',
  restore:
    'recurse-submodules? no-recurse-submodules s,source= S,staged W,worktree p,patch q,quiet ours theirs m,merge overlay no-overlay progress no-progress',
  clean: 'f,force d x X n,dry-run q,quiet i,interactive e,exclude=',
  rm: 'cached f,force r q,quiet ignore-unmatch n,dry-run sparse',
  branch: 'D d,delete f,force M C m,move c,copy r,remotes q,quiet t,track? no-track create-reflog',
  tag: 'd,delete f,force a,annotate s,sign m,message= F,file= u,local-user= no-sign create-reflog',
  'stash drop': 'q,quiet',
  'stash clear': '',
  'stash pop': 'q,quiet index',
  merge: 'abort quit',
  'cherry-pick': 'abort quit',
  revert: 'abort quit',
  am: 'abort quit',
  rebase:
    'abort quit skip i,interactive onto= root autosquash no-autosquash autostash no-autostash q,quiet v,verbose r,rebase-merges? f,force-rebase,no-ff s,strategy= X,strategy-option= fork-point no-fork-point m,merge stat no-stat n no-verify verify keep-empty no-keep-empty reapply-cherry-picks no-reapply-cherry-picks S,gpg-sign? no-gpg-sign signoff committer-date-is-author-date reset-author-date',
  commit:
    'amend a,all m,message= C= c= F,file= no-edit e,edit n,no-verify verify q,quiet s,signoff no-signoff author= date= allow-empty allow-empty-message reset-author S,gpg-sign? no-gpg-sign o,only i,include p,patch fixup= squash= v,verbose cleanup=',
  pull: 'r,rebase? no-rebase f,force q,quiet v,verbose autostash no-autostash ff-only no-ff ff p,prune t,tags',
  push: 'f,force force-with-lease? no-force-with-lease force-if-includes mirror d,delete all,branches tags prune n,dry-run q,quiet v,verbose u,set-upstream follow-tags no-verify verify atomic no-atomic o,push-option= progress no-progress porcelain thin no-thin 4,ipv4 6,ipv6',
  gc: 'aggressive auto prune? no-prune q,quiet force keep-largest-pack cruft no-cruft detach no-detach',
  prune: 'n,dry-run v,verbose progress expire=',
  'reflog expire': 'expire= expire-unreachable= all updateref rewrite stale-fix n,dry-run verbose single-worktree',
  'reflog delete': 'rewrite updateref n,dry-run verbose',
  'worktree remove': 'f,force',
  'submodule deinit': 'f,force all q,quiet',
  'filter-branch': '',
  'filter-repo': '',
  'update-ref': 'd m= no-deref create-reflog',
};

/** Settings that change nothing of what a command takes. */
const HARMLESS = /^(?:color|advice|user|author|committer|commit|gpg|core\.(?:editor|pager|quotepath))\b/i;

/** Commands whose second word says what they do. */
const FAMILIES: ReadonlySet<string> = new Set(['stash', 'worktree', 'submodule', 'reflog']);

/** Undefined: no git command, or one that is not known here. `cwd` is where it runs. */
export function gitWords(argv: readonly string[], cwd: string): GitWords | undefined {
  const program = path.basename(argv[0] ?? '');
  if (program === 'git-filter-repo') return parse('filter-repo', argv.slice(1), cwd, true);
  if (program !== 'git') return undefined;
  let folder = cwd;
  let certain = true;
  let at = 1;
  for (; at < argv.length && argv[at]?.startsWith('-') === true; at += 1) {
    const word = argv[at] ?? '';
    if (word === '-C') {
      at += 1;
      folder = path.resolve(folder, argv[at] ?? '');
    } else if (word === '-c') {
      at += 1;
      certain &&= HARMLESS.test(argv[at] ?? '');
    } else if (/^--(git-dir|work-tree|namespace|bare)\b/.test(word)) {
      certain = false;
      if (!word.includes('=') && word !== '--bare') at += 1;
    } else if (!/^(-P|-p|--(no-)?pag\w*|--no-[a-z-]+|--literal-pathspecs)$/.test(word)) certain = false;
  }
  const [first = '', second = ''] = argv.slice(at);
  if (!FAMILIES.has(first)) return parse(first, argv.slice(at + 1), folder, certain);
  return parse(`${first} ${second}`, argv.slice(at + 2), folder, certain);
}

function parse(name: string, words: readonly string[], folder: string, sure: boolean): GitWords | undefined {
  const spec = SPECS[name];
  if (spec === undefined) return undefined;
  const found = commandWords(spec, words);
  return { ...found, name, folder, certain: found.certain && sure };
}
