import type { Undo } from '../../effect/effect.ts';
import type { Count, PreviewEntry, PreviewPart, Remark, Sample } from '../preview.ts';
import { openBreath } from './breath.ts';
import type { Entry } from './disk.ts';
import type { Gathered } from './gather.ts';
import { isHistory } from './lostRepositories.ts';
import type { Version, Versions } from './versions.ts';

/** In the order to show: what is lost for good comes first. */
const ORDER: readonly Version[] = [
  'repository',
  'modified',
  'untracked',
  'unversioned',
  'ignored',
  'unchecked',
  'staged',
  'tracked',
];

const SAMPLE = 5;

/** Files that are listed one by one. */
const MOST_LISTED = 1_000;

/** What one target comes to. Without `versions` git has not been asked yet. */
export async function entryOf(gathered: Gathered, versions: Versions | undefined): Promise<PreviewEntry> {
  const { target, entries } = gathered;
  const breath = openBreath();
  const files: Entry[] = [];
  let bytes = 0;
  let newest = 0;
  const counts: Counts = new Map();
  const best = openBest((file) => versions?.of.get(file));
  for (const entry of entries) {
    const turn = breath();
    if (turn !== undefined) await turn;
    if (entry.type === 'directory') continue;
    files.push(entry);
    bytes += entry.size;
    newest = Math.max(newest, entry.changed);
    best.add(entry);
    if (versions !== undefined) addPart(counts, entry, gathered, versions);
  }
  const parts = inOrder(counts);
  const sample = best.sample();
  const folders = entries.length - files.length;
  const history = [...(versions?.historyLost ?? [])].filter((root) => entries.some((entry) => isHistory(entry, root)));
  const notes: Remark[] = [
    ...history.map((root) => ({ code: 'note.history-lost', values: { path: root } })),
    ...gathered.notes,
    ...(folders > 0 ? [{ code: 'note.folders', values: { count: String(folders) } }] : []),
    ...(target.certain || !gathered.complete ? [] : [{ code: 'note.at-most', values: {} }]),
    ...(entries.length === 0 && gathered.complete && gathered.notes.length === 0
      ? [{ code: 'note.nothing-there', values: {} }]
      : []),
  ];
  return {
    object: target.object,
    verb: target.verb,
    via: 'direct',
    count: countOf(gathered, files.length),
    unit: 'files',
    bytes,
    ...(files.length === 0 ? {} : { newest }),
    undo: target.verb === 'move' ? target.effect.undo : wholeUndo(parts),
    ...(sample.length === 0 ? {} : { sample }),
    ...(versions === undefined || files.length <= sample.length
      ? {}
      : { all: files.slice(0, MOST_LISTED).map((file) => ({ path: file.path })) }),
    ...(gathered.changes === undefined || gathered.changes.length === 0 ? {} : { changes: gathered.changes }),
    ...(parts.length === 0 ? {} : { parts }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function countOf({ target, complete }: Gathered, value: number): Count {
  const replaces = target.verb === 'write' || target.verb === 'create';
  if ((replaces || !target.certain) && !complete && value === 0) return { kind: 'unknown' };
  if (!target.certain) return { kind: 'estimate', value };
  return { kind: complete ? 'exact' : 'at-least', value };
}

type Counts = Map<Version, Map<Undo, number>>;

function addPart(counts: Counts, file: Entry, gathered: Gathered, versions: Versions): void {
  const version = versions.of.get(file) ?? 'unchecked';
  const undo = undoOf(file, gathered, versions);
  const own = counts.get(version) ?? new Map<Undo, number>();
  counts.set(version, own.set(undo, (own.get(undo) ?? 0) + 1));
}

function inOrder(counts: Counts): readonly PreviewPart[] {
  return ORDER.flatMap((name) => [...(counts.get(name) ?? [])].map(([undo, count]) => ({ name, undo, count })));
}

/** What brings one file back after the action. Old modes are kept nowhere; a moved file is not lost. */
export function undoOf(file: Entry, { target: { verb }, unstaged }: Gathered, { of, doomed }: Versions): Undo {
  if (verb === 'permission') return 'none';
  if (verb === 'move') return 'unknown';
  const version = of.get(file) ?? 'unchecked';
  switch (version) {
    case 'tracked':
    case 'staged':
      if (version === 'staged' && unstaged === true) return 'none';
      return doomed.size > 0 && [...doomed].some((root) => file.path.startsWith(`${root}/`)) ? 'none' : 'git';
    case 'unchecked':
      return 'unknown';
    case 'modified':
    case 'untracked':
    case 'ignored':
    case 'unversioned':
    case 'repository':
      return 'none';
  }
}

/** The worst of the parts: one file that nothing brings back makes the whole `none`. */
function wholeUndo(parts: readonly PreviewPart[]): Undo {
  if (parts.some(({ undo }) => undo === 'none')) return 'none';
  return parts.length > 0 && parts.every(({ undo }) => undo === 'git') ? 'git' : 'unknown';
}

const PROTECTED =
  /^(\.env.*|\.npmrc|\.netrc|\.pgpass|\.htpasswd|id_(rsa|dsa|ecdsa|ed25519)|credentials.*|secrets?(\..*)?|.*\.(pem|key|p12|pfx|kdbx|jks|db|sqlite3?))$/i;

/** Files whose loss or leak hurts most by their name alone. */
export function isProtected(file: string): boolean {
  return PROTECTED.test(file.slice(file.lastIndexOf('/') + 1));
}

/** At most 5 of the files, those whose loss hurts most first. */
export function sampleOf(files: readonly Entry[], versionOf: (file: Entry) => Version | undefined): readonly Sample[] {
  const best = openBest(versionOf);
  for (const file of files) best.add(file);
  return best.sample();
}

function openBest(versionOf: (file: Entry) => Version | undefined): {
  add(file: Entry): void;
  sample(): readonly Sample[];
} {
  const best: { readonly file: Entry; readonly rank: number }[] = [];
  return {
    add(file) {
      const one = { file, rank: rankOf(file, versionOf(file)) };
      const last = best.at(-1);
      if (best.length === SAMPLE && last !== undefined && !before(one, last)) return;
      const at = best.findIndex((other) => before(one, other));
      best.splice(at < 0 ? best.length : at, 0, one);
      best.length = Math.min(best.length, SAMPLE);
    },
    sample: () => best.map(({ file }) => ({ path: file.path })),
  };
}

function before(a: { file: Entry; rank: number }, b: { file: Entry; rank: number }): boolean {
  return a.rank === b.rank ? a.file.path < b.file.path : a.rank < b.rank;
}

/** Protected names first, then what is lost for good. Git's own objects say nothing to a person: last. */
function rankOf(file: Entry, version: Version | undefined): number {
  if (version === undefined || version === 'repository') return ORDER.length;
  return ORDER.indexOf(version) - (isProtected(file.path) ? ORDER.length : 0);
}
