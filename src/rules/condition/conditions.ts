import type { Effect } from '../../effect/effect.ts';
import { rank } from '../../effect/level.ts';
import { listOf } from '../file/ruleFile.ts';
import { kindsOf } from '../file/kindsOf.ts';
import type { OneOf, Rule, When } from '../file/ruleFile.ts';
import { UNITS } from './amount.ts';
import type { Unit } from './amount.ts';
import { fitsShape } from './commandShape.ts';
import { ENVIRONMENT_RANK } from './environmentRank.ts';
import { isWithin } from './hours.ts';
import { met } from './met.ts';
import type { Met } from './met.ts';
import { compilePaths } from './effectPath.ts';
import { compilePattern } from './pattern.ts';
import type { NameTest, Pattern } from './pattern.ts';
import type { RuleSubject } from './subject.ts';

/** One condition of a rule. `of` action: the same for all its effects; `amount`: of all effects that the rule speaks of. */
export type Condition =
  | { readonly name: Unit; readonly of: 'amount'; readonly limit: number }
  | { readonly name: keyof When; readonly of: 'action'; readonly test: (subject: RuleSubject) => Met }
  | { readonly name: keyof When; readonly of: 'effect'; readonly test: (effect: Effect, subject: RuleSubject) => Met };

/**
 * The conditions of a rule, those of the whole action first. Patterns were checked when the file was read. A rule that
 * tightens speaks of the level and the environment it names and of all worse ones, one that passes of all milder ones: so
 * nothing becomes milder because it turned out worse.
 */
export function compileConditions({ when, then }: Pick<Rule, 'when' | 'then'>): readonly Condition[] {
  const passes = then === 'pass';
  const reaches = passes ? atMost : atLeast;
  return [...actionConditions(when, reaches, passes), ...effectConditions(when, reaches), ...amountConditions(when)];
}

type Reaches = (wanted: readonly number[]) => (found: number) => boolean;

const atLeast: Reaches = (wanted) => {
  const least = Math.min(...wanted);
  return (found) => found >= least;
};
const atMost: Reaches = (wanted) => {
  const most = Math.max(...wanted);
  return (found) => found <= most;
};

function actionConditions(when: When, reaches: Reaches, passes: boolean): readonly Condition[] {
  const conditions: Condition[] = [];
  const add = (name: keyof When, test: (subject: RuleSubject) => Met): void => {
    conditions.push({ name, of: 'action', test });
  };
  if (when.level !== undefined) {
    const fits = reaches(listOf(when.level).map(rank));
    add('level', (subject) => met(fits(rank(subject.level))));
  }
  if (when.agent !== undefined) {
    const agents = compileAll(when.agent);
    add('agent', (subject) => met(agents.some((test) => test(subject.agent))));
  }
  if (when.session !== undefined) {
    const sessions = new Set(listOf(when.session));
    add('session', ({ session }) => met(session !== undefined && sessions.has(session)));
  }
  const { command, time, scripts } = when;
  if (command !== undefined)
    add('command', ({ commands, ground }) =>
      // What passes is that command and nothing around it; what tightens is found inside of others too.
      met(commands.some((one) => (!passes || one.sole) && fitsShape(command, one, ground.workspace))),
    );
  if (time !== undefined) add('time', ({ now }) => met(isWithin(time, now.minute, now.day)));
  if (scripts !== undefined)
    add('scripts', (subject) =>
      met(
        subject.scripts.every((known) => isAmong(known, scripts)) &&
          // What passes hangs on them: where one was not read, something else may run.
          (!passes || scripts.every((wanted) => isAmong(wanted, subject.scripts))),
      ),
    );
  return conditions;
}

function effectConditions(when: When, reaches: Reaches): readonly Condition[] {
  const conditions: Condition[] = [];
  const add = (name: keyof When, test: (effect: Effect, subject: RuleSubject) => Met): void => {
    conditions.push({ name, of: 'effect', test });
  };
  if (when.effect !== undefined) {
    const kinds = new Set(kindsOf(when));
    add('effect', ({ kind }) => met(kinds.has(kind)));
  }
  if (when.environment !== undefined) {
    const fits = reaches(listOf(when.environment).map((environment) => ENVIRONMENT_RANK[environment]));
    add('environment', (effect) => met(fits(ENVIRONMENT_RANK[effect.environment])));
  }
  if (when.object !== undefined) {
    const names = compileAll(when.object);
    add('object', (effect) => orUnknown(effect, met(names.some((test) => test(effect.object.name)))));
  }
  if (when.path !== undefined) {
    const fits = compilePaths(listOf(when.path));
    add('path', (effect, { ground }) => orUnknown(effect, met(fits(effect, ground))));
  }
  return conditions;
}

function amountConditions(when: When): readonly Condition[] {
  return UNITS.flatMap((name) => {
    const threshold = when[name];
    return threshold === undefined ? [] : [{ name, of: 'amount' as const, limit: threshold.over }];
  });
}

type Script = RuleSubject['scripts'][number];

function isAmong({ path, sha256 }: Script, scripts: readonly Script[]): boolean {
  return scripts.some((one) => one.path === path && one.sha256 === sha256);
}

function compileAll(patterns: OneOf<Pattern>): readonly NameTest[] {
  return listOf(patterns).map(compilePattern);
}

/** What is known only when it runs may be any object. */
function orUnknown(effect: Effect, found: Met): Met {
  if (found === 'met') return 'met';
  return effect.object.type === 'unknown' || effect.traits.includes('dynamic') ? 'unknown' : found;
}
