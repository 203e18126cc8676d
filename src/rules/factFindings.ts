import type { Effect, TextRange } from '../effect/effect.ts';
import type { Finding } from '../effect/finding.ts';
import { worse } from '../effect/level.ts';
import type { Level } from '../effect/level.ts';
import { isInside } from '../effect/path.ts';
import { isHarmlessDevice, isPrivate, pathOf } from '../effect/place.ts';
import type { Ground } from '../effect/place.ts';
import { protectionOf } from '../effect/protectedPath.ts';
import type { Facts, PathFact } from './facts.ts';

const NOWHERE: TextRange = [0, 0];

interface Weighed {
  readonly finding: Finding;
  readonly level: Level;
}

/** What the disk says against a pass, worst kind of surprise first, and the level it raises to. None: the facts hold. */
export function factFindings(
  facts: Facts,
  effects: readonly Effect[],
  ground: Ground,
): { readonly findings: readonly Finding[]; readonly level: Level } {
  const weighed: Weighed[] = [];
  for (const program of facts.programs)
    weighed.push({
      finding: { rule: 'facts.program', range: program.range, values: { where: program.where, key: program.key } },
      level: 'high',
    });
  for (const { range } of facts.astray)
    weighed.push({ finding: { rule: 'facts.other-top', range, values: {} }, level: 'high' });
  for (const fact of facts.paths) {
    const found = pathFinding(fact, rangeOf(fact, effects), ground, isOnlyNamed(fact, effects));
    if (found !== undefined) weighed.push(found);
  }
  for (const effect of effects) {
    const path = pathOf(effect);
    if (path === undefined || isHarmlessDevice(path) || facts.paths.some((fact) => fact.path === path)) continue;
    weighed.push({
      finding: { rule: 'facts.not-looked', range: effect.range, values: { name: path } },
      level: 'unknown',
    });
  }
  if (!facts.complete && weighed.length === 0)
    weighed.push({ finding: { rule: 'facts.late', range: NOWHERE, values: {} }, level: 'unknown' });
  return {
    findings: weighed.map(({ finding }) => finding),
    level: weighed.reduce<Level>((level, next) => worse(level, next.level), 'none'),
  };
}

function pathFinding(fact: PathFact, range: TextRange, ground: Ground, named: boolean): Weighed | undefined {
  const of = (rule: string, level: Level): Weighed => ({
    finding: { rule, range, values: { name: fact.path, real: fact.real } },
    level,
  });
  if (isHarmlessDevice(fact.path)) return undefined;
  const moved = fact.real !== fact.path;
  if (moved && isInside(fact.path, ground.workspace) && !isInside(fact.real, ground.workspace))
    return of('facts.link-out', 'high');
  const protections = protectionOf(fact.real);
  // A folder or a glob that is read takes its secrets along, whatever the text calls them.
  if (protections.includes('secret') && !named) return of(moved ? 'facts.link-secret' : 'facts.holds-secret', 'high');
  const hidden = moved && protections.find((protection) => !protectionOf(fact.path).includes(protection));
  if (hidden) return of(`facts.link-${hidden}`, 'high');
  if (moved && isPrivate(fact.real, ground)) return of('facts.link-private', 'high');
  if (fact.type === 'special') return of('facts.special', 'high');
  if (fact.type === 'unknown') return of('facts.not-looked', 'unknown');
  return undefined;
}

/** Nothing but its name, size and dates is shown. */
function isOnlyNamed(fact: PathFact, effects: readonly Effect[]): boolean {
  const about = effects.filter((effect) => pathOf(effect) === fact.path);
  return about.length > 0 && about.every(({ traits }) => traits.includes('names-only'));
}

/** The effect that a fact is about: of the same path, else of a folder or glob above it. */
function rangeOf(fact: PathFact, effects: readonly Effect[]): TextRange {
  const exact = effects.find((effect) => pathOf(effect) === fact.path);
  if (exact !== undefined) return exact.range;
  return effects.find((effect) => isInside(fact.path, pathOf(effect) ?? '\0'))?.range ?? NOWHERE;
}
