import type { Effect, Environment } from '../effect/effect.ts';
import { namesProduction } from '../effect/subject.ts';
import type { Ground } from '../effect/place.ts';
import { ENVIRONMENT_RANK } from './condition/environmentRank.ts';
import { compilePaths } from './condition/effectPath.ts';
import { compilePattern } from './condition/pattern.ts';
import type { NameTest, Pattern } from './condition/pattern.ts';
import { listOf } from './file/ruleFile.ts';
import type { EnvironmentLabel, OneOf } from './file/ruleFile.ts';

/** An environment's label made ready: whether an effect happens there. */
export interface CompiledLabel {
  readonly environment: Exclude<Environment, 'unknown'>;
  fits(effect: Effect, ground: Ground): boolean;
}

export function compileLabel(label: EnvironmentLabel): CompiledLabel {
  const targets = compileAll(label.target);
  const branches = compileAll(label.branch);
  const paths = label.path === undefined ? undefined : compilePaths(listOf(label.path));
  return {
    environment: label.environment,
    fits: (effect, ground) =>
      namesOf(effect).some((name) => targets.some((test) => test(name))) ||
      (effect.object.type === 'branch' && branches.some((test) => test(effect.object.name))) ||
      paths?.(effect, ground) === true,
  };
}

/** Labels in force: what raises counts from any file, what loosens only when a person has accepted it. */
export interface LabelSet {
  readonly raising: readonly CompiledLabel[];
  readonly loosening: readonly CompiledLabel[];
}

/**
 * Effects with the environment that the rules give them. Production, said by anyone, stays production: by a label, or by the
 * name of the database, the host or the branch itself.
 */
export function labelled(effects: readonly Effect[], labels: LabelSet, ground: Ground): readonly Effect[] {
  return effects.map((effect) => {
    if (effect.environment === 'production') return effect;
    if (namesProduction(effect, ground)) return { ...effect, environment: 'production' };
    if (labels.raising.some((one) => one.fits(effect, ground))) return { ...effect, environment: 'production' };
    const environment = mildest(effect, labels.loosening, ground);
    return environment === effect.environment ? effect : { ...effect, environment };
  });
}

/** The mildest of the accepted labels that fit. None raises: to take one out could then make something milder. */
function mildest(effect: Effect, labels: readonly CompiledLabel[], ground: Ground): Environment {
  let environment = effect.environment;
  for (const label of labels)
    if (ENVIRONMENT_RANK[label.environment] < ENVIRONMENT_RANK[environment] && label.fits(effect, ground))
      environment = label.environment;
  return environment;
}

function compileAll(patterns: OneOf<Pattern> | undefined): readonly NameTest[] {
  return listOf(patterns).map(compilePattern);
}

/** Names under which a place is known: the connection as the text gives it, the host and the database in its URL or its `host/name`. */
function namesOf({ object }: Effect): readonly string[] {
  const target = object.connection?.target;
  const own = object.type === 'host' || object.type === 'database' || object.type === 'resource' ? [object.name] : [];
  if (target === undefined) return own;
  // A file's path has no host.
  if (target.startsWith('/')) return [...own, target];
  const parts = /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/@]*@)?([^/:?#]+)?(?::[0-9]+)?(?:\/([^?#]*))?/i.exec(target);
  return [
    ...own,
    target,
    ...(parts === null ? [] : parts.slice(1).filter((part) => part !== undefined && part !== '')),
  ];
}
