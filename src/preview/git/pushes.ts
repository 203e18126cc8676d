import fs from 'node:fs';
import type { Effect } from '../../effect/effect.ts';
import type { PreviewEntry, Remark } from '../preview.ts';
import { commitSample, commitsBetween } from './commits.ts';
import type { Repository } from './gitCommand.ts';
import type { GitWords } from './gitWords.ts';
import { MOST_COMMITS, newestOf, SAMPLE } from './history.ts';
import { currentBranch, objectOf, ownFile, settings, type Refs } from './refs.ts';

/** One ref of the remote that a push replaces or deletes. */
interface Replaced {
  /** Full name there. */
  readonly name: string;
  /** What it will be; undefined: it goes. */
  readonly to: string | undefined;
}

/**
 * What a forced push takes from a remote, as far as the refs know that the last fetch left here. Nobody is asked: the
 * count is never exact. Applies the push to `refs`, for what the same text pushes after it.
 */
export async function pushEntry(
  effect: Effect,
  words: GitWords,
  repository: Repository,
  refs: Refs,
  signal: AbortSignal,
): Promise<PreviewEntry | Remark> {
  const { object } = effect;
  const remote = await remoteOf(words, repository, signal);
  const known = await trackedBy(remote, repository, signal);
  if (known === undefined) return { code: 'unknown.git-remote', values: { remote } };
  const replaced = await replacedBy(effect, words, repository, refs, known, signal);
  if (replaced === undefined) return { code: 'unknown.git-words', values: { name: object.name } };
  const before: string[] = [];
  const lines: (readonly [name: string, object: string])[] = [];
  const after = new Map([...refs].filter(([name]) => known.reverse(name) !== undefined));
  if (words.flags.has('mirror')) {
    for (const [name, id] of refs) if (/^refs\/(?:heads|tags)\//.test(name)) after.set(`new ${name}`, id);
  }
  const unseen: string[] = [];
  const moved = new Set<string>();
  for (const { name, to } of replaced) {
    const tracking = known.forward(name) ?? name;
    const old = refs.get(tracking);
    if (old === undefined) unseen.push(name);
    else {
      before.push(old);
      lines.push([name, old]);
    }
    moved.add(tracking);
    if (to !== undefined) after.set(`new ${tracking}`, to);
  }
  const kept = [...after].filter(([name]) => !moved.has(name)).map(([, id]) => id);
  const lost = await commitsBetween(repository, before, [...new Set(kept)], MOST_COMMITS, signal);
  if (lost === undefined)
    return { code: 'unknown.git-refused', values: { path: repository.root, message: 'rev-list' } };
  for (const name of moved) if (known.reverse(name) !== undefined) refs.delete(name);
  for (const [name, id] of after) if (name.startsWith('new ')) refs.set(name.slice('new '.length), id);
  const when = await lastSeen(repository, lines, known, signal);
  const all = lost.commits.map(commitSample);
  const notes: readonly Remark[] = [
    when === undefined
      ? { code: 'note.remote-as-known', values: { remote } }
      : { code: 'note.remote-as-of', values: { remote, when: String(when) } },
    ...(unseen.length > 0 ? [{ code: 'note.remote-unseen', values: { remote, name: unseen[0] ?? '' } }] : []),
  ];
  const [first] = lines;
  const nothingKnown = before.length === 0 && unseen.length > 0;
  return {
    object,
    verb: 'push-force',
    via: 'direct',
    count: nothingKnown ? { kind: 'unknown' } : { kind: 'estimate', value: lost.count },
    unit: 'commits',
    ...newestOf(lost.commits),
    undo: nothingKnown ? 'unknown' : 'git',
    ...(all.length === 0 ? {} : { sample: all.slice(0, SAMPLE) }),
    ...(all.length > SAMPLE ? { all } : {}),
    notes,
    ...(first === undefined || lost.count === 0
      ? {}
      : { restore: ['git', 'push', '--force', remote, ...lines.slice(0, 5).map(([name, old]) => `${old}:${name}`)] }),
  };
}

async function remoteOf({ operands }: GitWords, repository: Repository, signal: AbortSignal): Promise<string> {
  const [named] = operands;
  if (named !== undefined) return named;
  const branch = (await currentBranch(repository, signal))?.replace(/^refs\/heads\//, '');
  const keys = [
    ...(branch === undefined ? [] : [`branch.${branch}.pushRemote`]),
    'remote.pushDefault',
    ...(branch === undefined ? [] : [`branch.${branch}.remote`]),
  ];
  for (const key of keys) {
    const value = (await settings(repository, key, signal)).at(-1);
    if (value !== undefined) return value;
  }
  return 'origin';
}

/** Where the remote's refs are kept here: by the fetch refspecs of its configuration. */
interface Tracking {
  /** Name there → name here. */
  forward(name: string): string | undefined;
  reverse(name: string): string | undefined;
}

async function trackedBy(remote: string, repository: Repository, signal: AbortSignal): Promise<Tracking | undefined> {
  if (!/^[^\s:/\\-][^\s:\\]*$/.test(remote)) return undefined;
  const specs = (await settings(repository, `remote.${remote}.fetch`, signal))
    .map((spec) => spec.replace(/^\+/, '').split(':'))
    .filter(([from, to]) => from !== undefined && to !== undefined && to.startsWith('refs/'));
  if (specs.length === 0) return undefined;
  const through = (name: string, from: string, to: string): string | undefined => {
    if (!from.endsWith('*') || !to.endsWith('*')) return from === name ? to : undefined;
    const start = from.slice(0, -1);
    return name.startsWith(start) ? to.slice(0, -1) + name.slice(start.length) : undefined;
  };
  const first = (name: string, side: 0 | 1): string | undefined => {
    for (const [from = '', to = ''] of specs) {
      const found = side === 0 ? through(name, from, to) : through(name, to, from);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return {
    forward: (name) => first(name, 0),
    // The remote's default branch is no branch of its own.
    reverse: (name) => (name.endsWith('/HEAD') ? undefined : first(name, 1)),
  };
}

async function replacedBy(
  { object }: Effect,
  { flags, operands }: GitWords,
  repository: Repository,
  refs: Refs,
  known: Tracking,
  signal: AbortSignal,
): Promise<readonly Replaced[] | undefined> {
  const specs = operands.slice(1).filter((word) => word !== 'tag');
  if (specs.length === 0) {
    // Alone it only looks at the branch that is pushed, which is here.
    if (flags.has('mirror') || (flags.has('prune') && flags.has('all'))) return mirrored(refs, known);
    if (flags.has('all'))
      return [...refs].flatMap(([name, to]) => (name.startsWith('refs/heads/') ? [{ name, to }] : []));
    const branch = await currentBranch(repository, signal);
    if (branch === undefined) return undefined;
    const short = branch.replace(/^refs\/heads\//, '');
    const how = (await settings(repository, 'push.default', signal)).at(-1) ?? 'simple';
    const upstream = (await settings(repository, `branch.${short}.merge`, signal)).at(-1);
    if (how === 'nothing' || how === 'matching') return undefined;
    const name = how === 'upstream' || how === 'tracking' ? upstream : branch;
    return name === undefined ? undefined : [{ name, to: refs.get(branch) }];
  }
  const spec = specs.find((word) => nameOf(word) === object.name);
  if (spec === undefined) return undefined;
  const [from = '', to] = spec.replace(/^\+/, '').split(':');
  const branch = from === 'HEAD' && to === undefined ? await currentBranch(repository, signal) : undefined;
  const there = fullName(to ?? branch ?? from, from, refs, known);
  if (flags.has('delete') || from === '') return [{ name: there, to: undefined }];
  const tip = await objectOf(repository, from, signal, 'object');
  return tip === undefined ? undefined : [{ name: there, to: tip }];
}

function nameOf(spec: string): string {
  const [from = '', to] = spec.replace(/^\+/, '').split(':');
  return (to ?? from).replace(/^refs\/(?:heads|tags)\//, '');
}

/** A short name is a branch where the remote has one of that name, or the local one is none of a tag. */
function fullName(name: string, from: string, refs: Refs, known: Tracking): string {
  if (name.startsWith('refs/')) return name;
  const branch = `refs/heads/${name}`;
  const here = known.forward(branch);
  if (here !== undefined && refs.has(here)) return branch;
  return refs.has(`refs/tags/${name}`) || refs.has(`refs/tags/${from}`) ? `refs/tags/${name}` : branch;
}

/** Every branch that the remote is known to have becomes what it is here, and goes where there is none. */
function mirrored(refs: Refs, known: Tracking): readonly Replaced[] {
  return [...refs.keys()].flatMap((here) => {
    const name = known.reverse(here);
    return name === undefined ? [] : [{ name, to: refs.get(name) }];
  });
}

/** Milliseconds since 1970 of the last fetch or push that told of the refs; undefined where nothing says. */
async function lastSeen(
  repository: Repository,
  lines: readonly (readonly [name: string, object: string])[],
  known: Tracking,
  signal: AbortSignal,
): Promise<number | undefined> {
  const logs = lines.slice(0, 5).flatMap(([name]) => {
    const tracking = known.forward(name);
    return tracking === undefined ? [] : [`logs/${tracking}`];
  });
  const times: number[] = [];
  for (const name of ['FETCH_HEAD', ...logs]) {
    const file = await ownFile(repository, name, signal);
    const stat = file === undefined ? undefined : await fs.promises.lstat(file).catch(() => undefined);
    if (stat?.isFile() === true) times.push(stat.mtimeMs);
  }
  return times.length === 0 ? undefined : Math.max(...times);
}
