import { BASE_LEVEL } from './baseLevel.ts';
import type { Effect, TextRange } from './effect.ts';
import type { Finding } from './finding.ts';
import { rank, worse } from './level.ts';
import { isLoopback } from './loopback.ts';
import type { Level } from './level.ts';
import { MODIFIERS } from './modifier.ts';
import { subjectOf } from './subject.ts';
import type { Ground } from './place.ts';

/** What was read: effects, and what could not be read. */
export interface Rateable {
  readonly effects: readonly Effect[];
  readonly problems: readonly Finding[];
  readonly complete: boolean;
}

export interface Rated {
  readonly level: Level;
  /** Worst first, then in the order of the text. */
  readonly findings: readonly Finding[];
}

interface Weighed {
  readonly finding: Finding;
  readonly level: Level;
}

/**
 * The level of a whole reading, and why: the worst of its effects, each the base level of its kind raised by every
 * modifier that applies. What could not be read makes it at least `unknown`; a critical effect found before the reader
 * gave up stays critical. Pure: the same reading on the same ground has the same level, always.
 */
export function rate(reading: Rateable, ground: Ground): Rated {
  const around = {
    network: reading.effects.some(reachesNetwork),
    credentials: reading.effects.some((effect) => effect.kind === 'secret.read' || effect.kind === 'secret.send'),
  };
  const weighed: Weighed[] = [];
  let level: Level = 'none';
  for (const effect of reading.effects) {
    const rated = rateEffect(effect, ground, around);
    level = worse(level, rated.level);
    weighed.push(...rated.weighed);
  }
  for (const finding of reading.problems) weighed.push({ finding, level: 'unknown' });
  if (!reading.complete) level = worse(level, 'unknown');
  return { level, findings: sorted(weighed) };
}

/** The level of one effect by itself, for a row of its own. */
export function levelOf(effect: Effect, ground: Ground): Level {
  return rateEffect(effect, ground, { network: false, credentials: false }).level;
}

function rateEffect(
  effect: Effect,
  ground: Ground,
  around: { readonly network: boolean; readonly credentials: boolean },
): { readonly level: Level; readonly weighed: readonly Weighed[] } {
  const subject = subjectOf(effect, ground, around);
  const base = BASE_LEVEL[effect.kind];
  let level = base;
  const weighed: Weighed[] = [];
  for (const modifier of MODIFIERS) {
    const to = modifier.to(subject);
    // A modifier that asks for less than the kind itself says nothing new.
    if (to === undefined || rank(to) < rank(base)) continue;
    level = worse(level, to);
    weighed.push({ finding: findingOf(modifier.rule, effect, to), level: to });
  }
  if (level === 'none') return { level, weighed };
  return {
    level,
    weighed: [{ finding: findingOf(effect.kind, effect, level), level }, ...weighed],
  };
}

function findingOf(rule: string, effect: Effect, level: Level): Finding {
  return {
    rule,
    range: effect.range,
    values: {
      kind: effect.kind,
      type: effect.object.type,
      name: effect.object.name,
      level,
      certainty: effect.certainty,
      environment: effect.environment,
      ...(rule === 'trait.decoded' && effect.decoded !== undefined ? { decoded: effect.decoded } : {}),
      ...(effect.object.connection === undefined ? {} : { target: effect.object.connection.target }),
    },
  };
}

function reachesNetwork(effect: Effect): boolean {
  switch (effect.kind) {
    case 'exec.download':
      return true;
    case 'network.fetch':
    case 'network.send':
      return !isLoopback(effect.object.name);
    default:
      return effect.traits.includes('downloaded');
  }
}

function sorted(weighed: readonly Weighed[]): readonly Finding[] {
  const seen = new Set<string>();
  const order = (range: TextRange): number => range[0];
  return [...weighed]
    .sort((a, b) => rank(b.level) - rank(a.level) || order(a.finding.range) - order(b.finding.range))
    .map(({ finding }) => finding)
    .filter((finding) => {
      const key = `${finding.rule} ${finding.range.join('-')} ${finding.values['type'] ?? ''} ${finding.values['name'] ?? ''}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
