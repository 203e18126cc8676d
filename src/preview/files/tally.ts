import path from 'node:path';
import type { Undo } from '../../effect/effect.ts';
import type { Count, PreviewEntry, PreviewPart, Remark, Sample } from '../preview.ts';
import type { Entry } from './disk.ts';
import type { Gathered } from './gather.ts';
import type { FileVerb } from './targets.ts';
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

/** What one target comes to. Without `versions` git has not been asked yet. */
export function entryOf(gathered: Gathered, versions: Versions | undefined): PreviewEntry {
  const { target, entries } = gathered;
  const files = entries.filter(({ type }) => type !== 'directory');
  const parts = versions === undefined ? [] : partsOf(files, target.verb, versions);
  const folders = entries.length - files.length;
  const history = [...(versions?.doomed ?? [])].filter((root) =>
    gathered.entries.some((e) => e.path === `${root}/.git`),
  );
  const notes: Remark[] = [
    ...history.map((root) => ({ code: 'note.history-lost', values: { path: root } })),
    ...gathered.notes,
    ...(folders > 0 ? [{ code: 'note.folders', values: { count: String(folders) } }] : []),
    ...(target.certain ? [] : [{ code: 'note.at-most', values: {} }]),
    ...(entries.length === 0 && gathered.complete && gathered.notes.length === 0
      ? [{ code: 'note.nothing-there', values: {} }]
      : []),
  ];
  const sample = sampleOf(files, versions?.of);
  return {
    object: target.object,
    verb: target.verb,
    via: 'direct',
    count: countOf(gathered, files.length),
    unit: 'files',
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    ...(files.length === 0 ? {} : { newest: files.reduce((newest, { changed }) => Math.max(newest, changed), 0) }),
    undo: target.verb === 'move' ? target.effect.undo : wholeUndo(parts),
    ...(sample.length === 0 ? {} : { sample }),
    ...(parts.length === 0 ? {} : { parts }),
    ...(notes.length === 0 ? {} : { notes }),
  };
}

function countOf({ target, complete }: Gathered, value: number): Count {
  if (!target.certain) return { kind: 'estimate', value };
  return { kind: complete ? 'exact' : 'at-least', value };
}

function partsOf(files: readonly Entry[], verb: FileVerb, versions: Versions): readonly PreviewPart[] {
  const counts = new Map<string, PreviewPart>();
  for (const file of files) {
    const version = versions.of.get(file.path) ?? 'unchecked';
    const undo = undoOf(file, version, verb, versions);
    const key = `${version} ${undo}`;
    counts.set(key, { name: version, undo, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((a, b) => ORDER.indexOf(a.name as Version) - ORDER.indexOf(b.name as Version));
}

/** What brings one file back after the action. Old modes are kept nowhere; a moved file is not lost. */
function undoOf(file: Entry, version: Version, verb: FileVerb, versions: Versions): Undo {
  if (verb === 'permission') return 'none';
  if (verb === 'move') return 'unknown';
  switch (version) {
    case 'tracked':
    case 'staged':
      return [...versions.doomed].some((root) => file.path.startsWith(`${root}/`)) ? 'none' : 'git';
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
export function wholeUndo(parts: readonly PreviewPart[]): Undo {
  if (parts.some(({ undo }) => undo === 'none')) return 'none';
  return parts.length > 0 && parts.every(({ undo }) => undo === 'git') ? 'git' : 'unknown';
}

const PROTECTED =
  /^(\.env.*|\.npmrc|\.netrc|\.pgpass|\.htpasswd|id_(rsa|dsa|ecdsa|ed25519)|credentials.*|secrets?(\..*)?|.*\.(pem|key|p12|pfx|kdbx|jks|db|sqlite3?))$/i;

/** Files whose loss or leak hurts most by their name alone. */
export function isProtected(file: string): boolean {
  return PROTECTED.test(path.basename(file));
}

/** At most 5 of the files, those whose loss hurts most first. */
export function sampleOf(
  files: readonly Entry[],
  versions: ReadonlyMap<string, Version> | undefined,
): readonly Sample[] {
  const best: { readonly file: Entry; readonly rank: number }[] = [];
  for (const file of files) {
    const one = { file, rank: rankOf(file, versions?.get(file.path)) };
    const last = best.at(-1);
    if (best.length === SAMPLE && last !== undefined && !before(one, last)) continue;
    const at = best.findIndex((other) => before(one, other));
    best.splice(at < 0 ? best.length : at, 0, one);
    best.length = Math.min(best.length, SAMPLE);
  }
  return best.map(({ file }) => ({ path: file.path }));
}

function before(a: { file: Entry; rank: number }, b: { file: Entry; rank: number }): boolean {
  return a.rank === b.rank ? a.file.path < b.file.path : a.rank < b.rank;
}

/** Protected names first, then what is lost for good. Git's own objects say nothing to a person: last. */
function rankOf(file: Entry, version: Version | undefined): number {
  if (version === undefined || version === 'repository') return ORDER.length;
  return ORDER.indexOf(version) - (isProtected(file.path) ? ORDER.length : 0);
}
