import { rank } from '../../effect/level.ts';
import type { Level } from '../../effect/level.ts';
import { compilePattern } from '../condition/pattern.ts';
import type { NameTest, Pattern } from '../condition/pattern.ts';
import { ENVIRONMENT_RANK } from '../condition/environmentRank.ts';
import { kindsOf } from './kindsOf.ts';
import { listOf } from './ruleFile.ts';
import type { OneOf, Rule, When } from './ruleFile.ts';

/**
 * Whether `wide` decides all that `narrow` could: it fits wherever the other one fits and asks for at least as much. Only
 * what is certain from their text; two expressions that mean the same by different words are not compared.
 */
export function decidesFor(wide: Rule, narrow: Rule): boolean {
  return asksForAsMuch(wide, narrow) && fitsWherever(wide.when, narrow.when, wide.then === 'pass');
}

function asksForAsMuch(wide: Rule, narrow: Rule): boolean {
  if ((wide.then === 'pass') !== (narrow.then === 'pass')) return false;
  if (wide.then === 'pass')
    return wide.expires === undefined || (narrow.expires !== undefined && narrow.expires <= wide.expires);
  // Beside a second person's consent the typed name still counts: only what the wide one asks for itself is no news.
  const same =
    wide.then === narrow.then || narrow.then === 'hold' || (wide.then === 'refuse' && narrow.then === 'confirm');
  return (
    same &&
    rank(narrow.level ?? 'none') <= rank(wide.level ?? 'none') &&
    (narrow.snapshot === undefined || wide.snapshot !== undefined) &&
    (narrow.require ?? []).every((one) => wide.require?.includes(one) === true)
  );
}

/** Every condition of the wide one follows from the same condition of the narrow one. */
function fitsWherever(wide: When, narrow: When, passing: boolean): boolean {
  const names = Object.keys(wide) as (keyof When)[];
  return names.every((name) => wide[name] === undefined || narrow[name] !== undefined) && names.every(follows);

  function follows(name: keyof When): boolean {
    switch (name) {
      case 'effect': {
        const kinds = new Set(kindsOf(wide));
        return kindsOf(narrow).every((kind) => kinds.has(kind));
      }
      case 'object':
      case 'agent':
        return patternsFollow(wide[name], narrow[name]);
      case 'environment':
        return milderOrWorse(wide.environment, narrow.environment, (one) => ENVIRONMENT_RANK[one], passing);
      case 'level':
        return milderOrWorse<Level>(wide.level, narrow.level, rank, passing);
      case 'rows':
      case 'files':
      case 'bytes':
        return (wide[name]?.over ?? 0) <= (narrow[name]?.over ?? 0);
      case 'path':
      case 'session':
        return listOf(narrow[name]).every((one) => listOf(wide[name]).includes(one));
      case 'command':
      case 'time':
      case 'scripts':
        return JSON.stringify(wide[name]) === JSON.stringify(narrow[name]);
    }
  }
}

function milderOrWorse<T>(
  wide: OneOf<T> | undefined,
  narrow: OneOf<T> | undefined,
  rankOf: (one: T) => number,
  passing: boolean,
): boolean {
  const [of, these] = [listOf(wide).map(rankOf), listOf(narrow).map(rankOf)];
  return passing ? Math.max(...these) <= Math.max(...of) : Math.min(...these) >= Math.min(...of);
}

function samePattern(a: Pattern, b: Pattern): boolean {
  return typeof a === 'string' || typeof b === 'string' ? a === b : a.matches === b.matches;
}

function patternsFollow(wide: OneOf<Pattern> | undefined, narrow: OneOf<Pattern> | undefined): boolean {
  const wides = listOf(wide);
  let tests: readonly NameTest[] | undefined;
  return listOf(narrow).every((one) => {
    if (wides.includes('**') || wides.some((other) => samePattern(other, one))) return true;
    if (typeof one !== 'string' || /[*?]/.test(one)) return false;
    tests ??= wides.map(compilePattern);
    return tests.some((test) => test(one));
  });
}
