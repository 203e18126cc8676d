import type { TextRange } from '../effect/effect.ts';

/** What the disk says of one path that an effect names. Filled by a bounded port; `undefined` facts mean "not known in time". */
export interface PathFact {
  /** As the effect names it. */
  readonly path: string;
  /** After all links; equal to `path` when nothing on the way is a link. */
  readonly real: string;
  readonly type: 'file' | 'directory' | 'special' | 'absent' | 'unknown';
  /** Tracked by git and equal to HEAD. */
  readonly tracked: boolean;
  readonly modified: boolean;
  /** Git ignores it and keeps nothing of it, and it is no repository: a build makes it again. Looked at where it would be deleted. */
  readonly remade?: true;
}

/** What a pattern that something is lost by matches now, hidden names and either case too; each has a `PathFact`. Or what one matches from which files are copied. */
export interface GlobFact {
  readonly pattern: string;
  readonly matches: readonly string[];
}

/** A program that the repository's or the workspace's own configuration would start. */
export interface ConfiguredProgram {
  readonly where: string;
  readonly key: string;
  readonly range: TextRange;
}

/** A place whose tools' settings an effect hangs on: the effect of the same range. `lock`: on a lock file too. */
export interface Settings {
  readonly range: TextRange;
  readonly lock: boolean;
}

export interface SettingsFact extends Settings {
  /** All of them are tracked and as HEAD has them. */
  readonly kept: boolean;
}

export interface Facts {
  readonly paths: readonly PathFact[];
  readonly globs: readonly GlobFact[];
  readonly programs: readonly ConfiguredProgram[];
  /** Looked at where the actions asks for it. */
  readonly settings: readonly SettingsFact[];
  /** Where what git names was taken for the workspace, and is another folder. */
  readonly astray: readonly { readonly range: TextRange }[];
  /** Where a branch gets a name that no other bears. Absent: nowhere. */
  readonly freeBranches?: readonly { readonly range: TextRange }[];
  /** Hosts that this workspace already uses (remotes, .env names, package registries): for `network.fetch`. */
  readonly knownHosts: readonly string[];
  /** False: the time ran out (20 ms) or something could not be looked at. Nothing passes then. */
  readonly complete: boolean;
}
