import { pathOf } from '../effect/place.ts';
import { isFreeRename } from './branchRename.ts';
import type { Effect } from '../effect/effect.ts';
import type { Facts, PathFact } from './facts.ts';

/** No link leads from the path to somewhere else. */
export function isItsOwn(fact: PathFact): boolean {
  return fact.real === fact.path;
}

/** Git has every byte of it: a file, tracked, and as HEAD has it. */
export function isInHead(fact: PathFact): boolean {
  return isItsOwn(fact) && fact.type === 'file' && fact.tracked && !fact.modified;
}

/** The pattern by which all that a folder holds is looked up. */
export function wholeOf(folder: string): string {
  return `${folder}/**`;
}

/**
 * The effects as the disk settles them, which the text alone cannot: what git can bring back says so, and what is written where
 * nothing is yet is made. The same list when the disk knows no better.
 */
export function settledEffects(effects: readonly Effect[], facts: Facts): readonly Effect[] {
  const settled = effects.map((effect) => settledBy(effect, facts));
  return settled.some((effect, index) => effect !== effects[index]) ? settled : effects;
}

/** Whether git and the disk can tell it as less than the text does. */
export function losesFiles({ kind }: Effect): boolean {
  return kind === 'file.delete' || kind === 'file.write' || kind === 'file.move';
}

function settledBy(effect: Effect, facts: Facts): Effect {
  const { paths, globs } = facts;
  if (isFreeRename(effect, facts)) return { ...effect, kind: 'git.change' };
  if (!losesFiles(effect)) return effect;
  const factOf = (path: string | undefined): PathFact | undefined => paths.find((fact) => fact.path === path);
  const isKept = (path: string | undefined): boolean => {
    const fact = factOf(path);
    return fact !== undefined && isInHead(fact);
  };
  const isKeptOf = (asked: string): boolean => {
    const matches = globs.find(({ pattern }) => pattern === asked)?.matches ?? [];
    return matches.length > 0 && matches.every(isKept);
  };
  if (effect.object.type === 'glob') return isKeptOf(effect.object.name) ? { ...effect, undo: 'git' } : effect;
  const path = pathOf(effect);
  if (isKept(path) || (path !== undefined && effect.kind !== 'file.write' && isKeptOf(wholeOf(path))))
    return { ...effect, undo: 'git' };
  const fact = factOf(path);
  const isNew = effect.kind === 'file.write' && effect.object.type === 'file' && fact?.type === 'absent';
  return isNew && isItsOwn(fact) ? { ...effect, kind: 'file.create' } : effect;
}
