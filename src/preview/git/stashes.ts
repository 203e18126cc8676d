import { redact } from '../../action/redact.ts';
import type { Effect } from '../../effect/effect.ts';
import type { FileChange, PreviewEntry, Remark } from '../preview.ts';
import { day, shortId } from './commits.ts';
import { git, type Repository } from './gitCommand.ts';
import type { GitWords } from './gitWords.ts';
import { changesBetween } from './changes.ts';
import { newestOf, SAMPLE } from './history.ts';
import { meetsNothing } from './stashMeets.ts';

interface Stash {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly authored: number;
  readonly message: string;
}

/** Stashes of which the files are counted. */
const MOST_LOOKED = 20;

/** Changes of one entry that can be compared. */
const MOST_CHANGES = 100;

/** The stashes that a command drops, with the files that are in them. */
export async function stashEntry(
  { object, kind }: Effect,
  exact: boolean,
  repository: Repository,
  signal: AbortSignal,
): Promise<PreviewEntry | Remark> {
  // Without a stash there is no such ref, and its list cannot be asked for.
  const ref = await git(repository, ['for-each-ref', '--format=%(objectname)', 'refs/stash'], signal);
  const words = ['rev-list', '--walk-reflogs', '--encoding=UTF-8', '--format=%at%x00%s', 'refs/stash', '--'];
  const listed = ref.ok && ref.text !== '' ? await git(repository, words, signal) : ref;
  if (!listed.ok)
    return { code: `unknown.git-${listed.why}`, values: { path: repository.root, message: listed.message } };
  const stashes = stashesOf(listed.text);
  const which = object.name === '*' ? 'all' : indexOf(object.name);
  if (which === undefined) return { code: 'unknown.git-no-ref', values: { name: object.name } };
  const gone = which === 'all' ? stashes : stashes.slice(which, which + 1);
  const changes: FileChange[] = [];
  const rows: (readonly [string, string])[][] = [];
  // Applied first, it is dropped only where nothing was in the way.
  const popped = kind === 'git.change';
  let dropped = true;
  for (const [index, stash] of gone.entries()) {
    if (signal.aborted) break;
    const files = index < MOST_LOOKED ? await filesOf(stash, repository, signal) : undefined;
    if (popped) dropped = files !== undefined && (await meetsNothing(files, repository, signal));
    if (files !== undefined) changes.push(...files.slice(0, MOST_CHANGES - changes.length));
    const at = which === 'all' ? index : which;
    rows.push([
      ['stash', `stash@{${at}}`],
      ['commit', shortId(stash.id)],
      ['date', day(stash.authored)],
      ['message', redact(stash.message)],
      ...(files === undefined ? [] : [['files', String(files.length)] as const]),
    ]);
  }
  const all = rows.map((columns) => ({ columns }));
  const [first] = gone;
  return {
    object,
    verb: popped ? 'change' : 'discard',
    via: 'direct',
    count: { kind: exact && dropped ? 'exact' : 'estimate', value: gone.length },
    unit: 'stashes',
    ...newestOf(gone),
    undo: 'git',
    ...(all.length === 0 ? {} : { sample: all.slice(0, SAMPLE) }),
    ...(all.length > SAMPLE ? { all: all.slice(0, 1_000) } : {}),
    notes: [
      {
        code: first === undefined ? 'note.no-stash' : popped ? 'note.stash-popped' : 'note.only-fsck',
        values: {},
      },
      ...(dropped ? [] : [{ code: 'note.stash-may-stay', values: {} }]),
    ],
    ...(first === undefined ? {} : { restore: ['git', 'stash', 'store', '-m', first.message, first.id] }),
    ...(changes.length === 0 ? {} : { changes }),
  };
}

function stashesOf(text: string): readonly Stash[] {
  const lines = text.split('\n');
  const stashes: Stash[] = [];
  for (let at = 0; at + 1 < lines.length; at += 2) {
    const id = /^commit ([0-9a-f]+)$/.exec(lines[at] ?? '')?.[1];
    const [time = '', ...message] = (lines[at + 1] ?? '').split('\0');
    if (id === undefined) break;
    stashes.push({ id, authored: Number(time) * 1_000, message: message.join(' ').slice(0, 200) });
  }
  return stashes;
}

/**
 * The stash of which a command takes the line in the reflog, which is all that names it but for the last: `*` for every one.
 * `git stash` itself is not meant. Undefined: none.
 */
export function unloggedStash({ name, flags, values, operands }: GitWords): string | undefined {
  switch (name) {
    case 'reflog expire': {
      const when = [...(values.get('expire') ?? []), ...(values.get('expire-unreachable') ?? [])];
      const named = flags.has('all') || operands.some((word) => /^(?:refs\/)?stash$/.test(word));
      // By its own settings git keeps the lines of stashes.
      return named && !flags.has('dry-run') && when.some((one) => one !== 'never') ? '*' : undefined;
    }
    case 'reflog delete':
      return flags.has('dry-run') ? undefined : operands.find((word) => /^(?:refs\/)?stash@/.test(word));
    case 'update-ref':
      return flags.has('d') && operands[0] === 'refs/stash' ? '*' : undefined;
    default:
      return undefined;
  }
}

/** `stash@{2}`, `2`. Undefined: by a date or a name, which git resolves itself. */
function indexOf(name: string): number | undefined {
  const digits = /^(?:(?:refs\/)?stash@\{(\d+)\}|(\d+))$/.exec(name);
  if (digits === null) return name === 'stash' ? 0 : undefined;
  return Number(digits[1] ?? digits[2]);
}

/** What the stash would change in the files it was made from; untracked ones are in a third parent. */
async function filesOf(
  stash: Stash,
  repository: Repository,
  signal: AbortSignal,
): Promise<readonly FileChange[] | undefined> {
  const tracked = await changesBetween(repository, `${stash.id}^1`, stash.id, signal);
  if (tracked === undefined) return undefined;
  const third = await git(repository, ['rev-parse', '--verify', '--quiet', `${stash.id}^3^{tree}`], signal);
  const untracked = third.ok ? await changesBetween(repository, undefined, third.text.trim(), signal) : [];
  // Before is what is lost, after is what is left: the files as they were without the stash.
  return [...tracked, ...(untracked ?? [])].map(({ path, before, after }) => ({ path, before: after, after: before }));
}
