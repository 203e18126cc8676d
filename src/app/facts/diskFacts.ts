import { sourcesOf } from '../../effect/brought.ts';
import type { Effect } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import { isHarmlessDevice, isInRegenerated, pathOf, placeOf } from '../../effect/place.ts';
import type { Ground } from '../../effect/place.ts';
import type { Ask } from '../../reading/reader.ts';
import type { ConfiguredProgram, Facts, PathFact } from '../../rules/facts.ts';
import { isMovedByGit } from '../../rules/movedByGit.ts';
import { isItsOwn, wholeOf } from '../../rules/settledEffects.ts';
import { isDockerHere } from './dockerHere.ts';
import type { Granted } from './granted.ts';
import { folderFacts, globFacts, lostFacts, matchedPaths } from './globFacts.ts';
import { isFreeBranch } from './freeBranch.ts';
import { gitPrograms } from './gitPrograms.ts';
import { knownHosts } from './knownHosts.ts';
import { exists, pathFact } from './pathFact.ts';
import { NO_GIT, gitFacts } from './gitFacts.ts';
import type { GitFacts } from './gitFacts.ts';
import { remadeOf } from './remade.ts';
import { untrackedOf } from './untracked.ts';
import { workTreeOf } from './workTree.ts';
import { repositoriesBelow } from './repositoriesBelow.ts';
import { secretsBelow, visibleSecrets } from './secretsBelow.ts';
import { withinMs } from '../withinMs.ts';

/** Milliseconds of looking in which all facts must be there; later nothing passes. */
export const FACTS_MS = 20;

/** How much longer the second look may take: a machine that builds something keeps any thread from running for 20 ms. */
const SECOND = 5;
/** More operands than this are not looked at: nothing passes then. */
const MOST_PATHS = 400;

export interface FactsSubject {
  readonly effects: readonly Effect[];
  readonly asks: readonly Ask[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Whether what git can bring back may pass, so that it is worth asking git. */
  readonly git: boolean;
}

/** Looks at the disk before a pass. Never rejects; what is not known in time makes the facts incomplete. */
export interface FactsPort {
  look(subject: FactsSubject, ground: Ground): Promise<Facts>;
  /** The same, if what was taken for granted is so: undefined where it is not, or where nobody can tell. Never rejects. */
  lookIf?(granted: Granted, subject: FactsSubject, ground: Ground): Promise<Facts | undefined>;
}

type Matches = readonly PathFact[] | undefined;
/** What a pattern matches. */
interface Found {
  readonly pattern: string;
  readonly found: Matches;
}

const LOSING_FILES: ReadonlySet<EffectKind> = new Set(['file.write', 'file.delete', 'file.move']);
const NONE: ReadonlySet<string> = new Set();
const ALL = { hidden: true, links: false } as const;
export const LATE: Facts = {
  paths: [],
  globs: [],
  programs: [],
  settings: [],
  astray: [],
  knownHosts: [],
  complete: false,
};

/**
 * Looks by calls that block, one after the other: a look is some twenty of them, each of a few microseconds, and handing each
 * to a thread pool that others keep busy would take longer than all of them. So the editor looks in a thread of its own
 * (`factsThread.ts`). Only git, where it has to be asked, is waited for.
 */
export function diskFacts(limitMs: number = FACTS_MS): FactsPort {
  return {
    async look(subject, ground) {
      const facts = await lookOnce(subject, ground, limitMs);
      // A machine that was busy with something else for a moment, or a disk that was cold: the second look tells.
      return facts.complete ? facts : lookOnce(subject, ground, limitMs * SECOND);
    },
  };
}

async function lookOnce(subject: FactsSubject, ground: Ground, limitMs: number): Promise<Facts> {
  const start = performance.now();
  let ended: AbortController | undefined;
  try {
    const gathered = gather(subject, ground, () => (ended ??= new AbortController()).signal);
    // Most looks wait for nothing: to make a timer and a signal for them takes as long as they do.
    const facts = gathered instanceof Promise ? await withinMs(limitMs)(gathered) : gathered;
    return facts !== undefined && performance.now() - start < limitMs ? facts : LATE;
  } catch {
    return LATE;
  } finally {
    // With a reason: to make the usual error takes longer than most looks.
    ended?.abort('over');
  }
}

/** `over`: tells what is waited for that nobody waits any more. */
function gather(subject: FactsSubject, ground: Ground, over: () => AbortSignal): Promise<Facts> | Facts {
  const paths = new Set<string>();
  const seen = new Set<string>();
  const lost = new Set<string>();
  const brought = new Set<string>();
  const trees = new Set<string>();
  const written: string[] = [];
  const deleted: string[] = [];
  const moved: string[] = [];
  let fetches = false;
  /** Patterns that stand for all that they match, not only for what git tracks. */
  const whole = new Set<string>();
  const keepsIndex = !subject.effects.some(({ kind }) => /^(?:git|exec|gate)\./.test(kind));
  const movesOn = subject.git && subject.effects.some(({ kind }) => LOSING_FILES.has(kind));
  for (const effect of subject.effects) {
    const path = pathOf(effect);
    if (path !== undefined && !isHarmlessDevice(path)) paths.add(path);
    const loses = subject.git && LOSING_FILES.has(effect.kind);
    if (effect.object.type === 'glob' && !effect.traits.includes('names-only')) {
      (loses ? lost : seen).add(effect.object.name);
      // The same pattern may also stand for all that it matches.
      if (!effect.traits.includes('tracked-only') || !keepsIndex) whole.add(effect.object.name);
    }
    for (const source of loses ? sourcesOf(effect, subject.effects) : []) brought.add(source.object.name);
    if (loses && path !== undefined) written.push(path);
    if (effect.kind === 'file.delete' && path !== undefined) deleted.push(path);
    if (effect.kind === 'file.move' && path !== undefined) moved.push(path);
    if (path !== undefined && movesOn && isMovedByGit(effect)) {
      moved.push(path);
      written.push(path);
    }
    if (path !== undefined && effect.kind === 'file.read' && effect.traits.includes('recursive')) trees.add(path);
    if (effect.kind === 'network.fetch') fetches = true;
  }
  if (paths.size > MOST_PATHS) return LATE;
  const changes = subject.effects.some((effect) => effect.kind.startsWith('git.'));
  const facts = [...paths].map(pathFact);
  const matched = [...seen].map((pattern) => ({ pattern, found: globFacts(pattern) }));
  const losses = [...lost].map((pattern) => ({ pattern, found: lostFacts(pattern) }));
  // What a build makes again is large, and told by its name.
  const isWhole = (fact: PathFact): boolean =>
    fact.type === 'directory' &&
    isItsOwn(fact) &&
    placeOf(fact.path, ground) === 'inside' &&
    (moved.includes(fact.path) || (deleted.includes(fact.path) && !isInRegenerated(fact.path, ground.workspace)));
  for (const { path } of subject.git ? facts.filter(isWhole) : []) {
    const found = folderFacts(path);
    whole.add(wholeOf(path));
    if (found !== undefined) losses.push({ pattern: wholeOf(path), found });
  }
  const sources = [...brought].map((pattern) => ({ pattern, matches: matchedPaths(pattern) }));
  const lostPaths = losses.flatMap(({ found }) => found ?? []);
  const lostNames = lostPaths.map(({ path }) => path);
  const secrets = [...trees].map((tree) => secretsBelow(tree, ALL));
  const programs = subject.asks.flatMap((ask) => programsOf(ask, subject.environment, changes));
  const astray = subject.asks.filter((ask) => ask.ask === 'top-level' && workTreeOf(ask.directory) !== ask.root);
  const freeBranches = subject.asks.filter((ask) => ask.ask === 'branch-free' && isFreeBranch(ask));
  const hosts = fetches ? knownHosts(ground.workspace) : [];
  const together = (
    git: GitFacts,
    remade: ReadonlySet<string>,
    untracked: ReadonlySet<string>,
    below: readonly Matches[],
  ): Facts => {
    const left = ({ pattern, found }: Found): Matches =>
      whole.has(pattern) ? found : found?.filter(({ path }) => !untracked.has(path));
    const matches = matched.map(left);
    const taken = losses.map((loss) => ({ pattern: loss.pattern, found: left(loss) }));
    const all: PathFact[] = [...facts, ...taken.flatMap(({ found }) => found ?? [])].map((fact) => ({
      ...fact,
      ...git.states.get(fact.path),
      ...(remade.has(fact.path) ? { remade: true as const } : {}),
    }));
    for (const match of [...matches, ...taken.map(({ found }) => found), ...secrets, ...below])
      if (match === undefined) return LATE;
    for (const match of [...matches, ...secrets, ...below]) all.push(...(match ?? []));
    const settings = [...git.settings];
    for (const ask of subject.asks)
      if (ask.ask === 'docker-here' && !isDockerHere(ground.home))
        settings.push({ range: ask.range, lock: false, kept: false });
    const globs = taken.map(({ pattern, found = [] }) => ({ pattern, matches: found.map(({ path }) => path) }));
    for (const { pattern, matches: names } of sources)
      if (names !== undefined && !lost.has(pattern)) globs.push({ pattern, matches: [...names] });
    return { paths: all, globs, programs, settings, astray, freeBranches, knownHosts: hosts, complete: true };
  };
  const readers = subject.asks.filter((ask) => ask.ask === 'no-secrets-below');
  const listed = [...matched, ...losses].filter(({ pattern }) => !whole.has(pattern));
  if (!subject.git && readers.length === 0 && listed.length === 0) return together(NO_GIT, NONE, NONE, []);
  return Promise.all([
    subject.git ? gitFacts(subject.asks, [...written, ...lostNames], ground, over()) : NO_GIT,
    subject.git && deleted.length > 0 ? remadeOf([...deleted, ...lostNames], ground.workspace, over()) : NONE,
    listed.length > 0 ? untrackedOf(listed, over()) : NONE,
    ...readers.map((ask) => visibleSecrets(ask, over())),
  ]).then(([git, remade, untracked, ...below]) => together(git, remade, untracked, below));
}

function programsOf(
  ask: Ask,
  environment: Readonly<Record<string, string>>,
  changes: boolean,
): readonly ConfiguredProgram[] {
  switch (ask.ask) {
    case 'git-inert': {
      // Another repository than the folder's own: its configuration is not where one would look.
      const moved = Object.keys(environment).find((name) => name.startsWith('GIT_'));
      if (moved !== undefined) return [{ where: 'environment', key: moved, range: ask.range }];
      const below = ask.below === true ? repositoriesBelow(ask.directory) : [];
      if (below === undefined) return [{ where: ask.directory, key: '.git', range: ask.range }];
      const use = changes ? 'changes' : ask.local === true ? 'looks' : 'reaches';
      const programs = [ask.directory, ...below].flatMap((folder) => gitPrograms(folder, use));
      return programs.map(({ where, key }) => ({ where, key, range: ask.range }));
    }
    case 'absent':
      return exists(ask.path) ? [{ where: ask.path, key: '', range: ask.range }] : [];
    case 'top-level':
    case 'branch-free':
    case 'no-secrets-below':
    case 'settings-kept':
    case 'docker-here':
      return [];
  }
}
