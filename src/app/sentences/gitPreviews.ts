type Values = Readonly<Record<string, string>>;

/** What a look into a git repository says besides its counts. */
export const GIT_REMARKS: Readonly<Record<string, (values: Values) => string>> = {
  'note.reflog-will-keep': () => 'The reflog keeps them for a time, 30 days by default: `git reflog` lists them.',
  'note.reflog-has': () => 'The reflog of HEAD still names them: `git reflog` lists them, for 30 days by default.',
  'note.only-fsck': () =>
    'Nothing names them any more after this: only `git fsck` finds them, until git cleans up (after two weeks by default).',
  'note.staged-alone': () =>
    'What is staged of them is in no commit and not on disk either: once it leaves the index only `git fsck` finds it, until git cleans up (after two weeks by default).',
  'note.stash-may-stay': () =>
    'Git keeps the stash if its changes meet others: files that it changes have been changed since, or are in its way.',
  'note.as-now': () => 'Counted as things are now: an earlier step of the text may change that.',
  'note.git-may-refuse': () =>
    'Git may refuse all of it: a path is nothing it knows, is not merged, or another work tree is in its way.',
  'note.switch-may-refuse': () =>
    'Git may refuse it: something is under way, another work tree has the branch, or files that are not committed are in the way. Then HEAD stays.',
  'note.git-converts': () =>
    'Git converts some of these files when it compares them (a filter as Git LFS has, or line endings), which Keyturn does not run: it may take them for unchanged.',
  'unknown.stash-before': () =>
    'An earlier step puts work into a new stash, which the text then drops: all uncommitted work that it takes is lost.',
  'note.git-foreign': () =>
    'Another user owns the repository: git refuses to work in it, unless your settings name it as safe (`safe.directory`).',
  'unknown.bare-repository': (v) =>
    `${v['path']} is a bare repository, without a work tree: Keyturn does not count what it would lose.`,
  'note.no-stash': () => 'There is no such stash now.',
  'note.stash-popped': () => 'Its changes are put into the work tree before it is dropped.',
  'note.filter-repo': () =>
    'At its end it drops all reflogs and what nothing names: the old commits are gone for good.',
  'note.filter-branch': () => 'The old commits stay under refs/original and in the reflogs.',
  'note.nothing-unreachable': () => 'A branch, a tag or a reflog names everything: nothing would be lost now.',
  'note.objects-gone': () => 'Nothing brings back what git has pruned.',
  'note.reflog-gone': () => 'After this only `git fsck` finds them, and git’s next clean-up takes them for good.',
  'note.remote-as-of': (v) =>
    `What ${v['remote']} has is known as of ${timeWords(v['when'])}: Keyturn does not ask it, and it may have more.`,
  'note.remote-as-known': (v) =>
    `What ${v['remote']} has is known from an earlier fetch: Keyturn does not ask it, and it may have more.`,
  'note.remote-unseen': (v) => `What ${v['remote']} has under ${v['name']} is not known here: it was never fetched.`,
  'unknown.git-no-ref': (v) => `Git knows no ${v['name']} here now, so there is nothing to count.`,
  'unknown.git-words': (v) => `What git would do to ${v['name']} is known only when it runs, so nothing was counted.`,
  'unknown.git-remote': (v) =>
    `Git keeps nothing here of what ${v['remote']} has, so what it would lose is not known: Keyturn does not ask it.`,
};

/** What the parts of such counts are called. */
export const GIT_PARTS: Readonly<Record<string, string>> = {
  'commits-alone': 'on no other branch, tag or remote branch',
  'commits-elsewhere': 'also on another branch, tag or remote branch',
  'commit-objects': 'commits',
  'tree-objects': 'folder lists',
  'blob-objects': 'file contents',
  'tag-objects': 'annotated tags',
};

/** `2026-11-22 15:49`, in the person's own time. */
export function timeWords(when: string | undefined): string {
  const date = new Date(Number(when));
  if (when === undefined || Number.isNaN(date.getTime())) return 'an unknown time';
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
