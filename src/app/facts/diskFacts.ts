import { setTimeout as sleep } from 'node:timers/promises';
import type { Effect } from '../../effect/effect.ts';
import { isHarmlessDevice, pathOf } from '../../effect/place.ts';
import type { Ground } from '../../effect/place.ts';
import type { Ask } from '../../reading/reader.ts';
import type { ConfiguredProgram, Facts, PathFact } from '../../rules/facts.ts';
import { globFacts } from './globFacts.ts';
import { gitPrograms } from './gitPrograms.ts';
import { knownHosts } from './knownHosts.ts';
import { exists, pathFact } from './pathFact.ts';
import { NO_GIT, gitFacts } from './gitFacts.ts';
import { secretsBelow, visibleSecrets } from './secretsBelow.ts';

/** Milliseconds in which all facts must be there; later nothing passes. */
export const FACTS_MS = 20;
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
}

const ALL = { hidden: true, links: false } as const;
const LATE: Facts = { paths: [], programs: [], settings: [], knownHosts: [], complete: false };

export function diskFacts(limitMs: number = FACTS_MS): FactsPort {
  return {
    async look(subject, ground) {
      const ended = new AbortController();
      const late = sleep(limitMs, LATE, { signal: ended.signal }).catch(() => LATE);
      try {
        return await Promise.race([gather(subject, ground, ended.signal), late]);
      } catch {
        return LATE;
      } finally {
        ended.abort();
      }
    },
  };
}

async function gather(subject: FactsSubject, ground: Ground, signal: AbortSignal): Promise<Facts> {
  const paths = new Set<string>();
  const globs = new Set<string>();
  const trees = new Set<string>();
  let fetches = false;
  for (const effect of subject.effects) {
    const path = pathOf(effect);
    if (path !== undefined && !isHarmlessDevice(path)) paths.add(path);
    if (effect.object.type === 'glob') globs.add(effect.object.name);
    if (path !== undefined && effect.kind === 'file.read' && effect.traits.includes('recursive')) trees.add(path);
    if (effect.kind === 'network.fetch') fetches = true;
  }
  if (paths.size > MOST_PATHS) return LATE;
  const changes = subject.effects.some((effect) => effect.kind.startsWith('git.'));
  const written = subject.effects.flatMap((effect) =>
    effect.kind === 'file.write' || effect.kind === 'file.delete' ? (pathOf(effect) ?? []) : [],
  );
  const [facts, matches, secrets, below, programs, hosts, git] = await Promise.all([
    Promise.all([...paths].map(pathFact)),
    Promise.all([...globs].map(globFacts)),
    Promise.all([...trees].map((tree) => secretsBelow(tree, ALL))),
    Promise.all(subject.asks.map((ask) => (ask.ask === 'no-secrets-below' ? visibleSecrets(ask, signal) : []))),
    Promise.all(subject.asks.map((ask) => programsOf(ask, subject.environment, changes))),
    fetches ? knownHosts(ground.workspace) : Promise.resolve([]),
    subject.git ? gitFacts(subject.asks, written, ground, signal) : NO_GIT,
  ]);
  const all: PathFact[] = facts.map((fact) => ({ ...fact, ...git.states.get(fact.path) }));
  for (const match of [...matches, ...secrets, ...below]) {
    if (match === undefined) return LATE;
    all.push(...match);
  }
  return { paths: all, programs: programs.flat(), settings: git.settings, knownHosts: hosts, complete: true };
}

async function programsOf(
  ask: Ask,
  environment: Readonly<Record<string, string>>,
  changes: boolean,
): Promise<readonly ConfiguredProgram[]> {
  switch (ask.ask) {
    case 'git-inert': {
      // Another repository than the folder's own: its configuration is not where one would look.
      const moved = Object.keys(environment).find((name) => name.startsWith('GIT_'));
      if (moved !== undefined) return [{ where: 'environment', key: moved, range: ask.range }];
      const programs = await gitPrograms(ask.directory, changes);
      return programs.map(({ where, key }) => ({ where, key, range: ask.range }));
    }
    case 'absent':
      return (await exists(ask.path)) ? [{ where: ask.path, key: '', range: ask.range }] : [];
    case 'no-secrets-below':
    case 'settings-kept':
      return [];
  }
}
