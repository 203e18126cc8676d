import type { Action } from '../action/action.ts';
import { worse } from '../effect/level.ts';
import type { Effect, Environment } from '../effect/effect.ts';
import { rate } from '../effect/rate.ts';
import type { RunnerIdentity } from '../action/intent.ts';
import type { Ground } from '../effect/place.ts';
import type { Readers, TextPort } from '../reading/ports.ts';
import { readWhole } from '../reading/readWhole.ts';
import type { Context } from '../reading/reader.ts';
import type { PreviewReport } from '../preview/preview.ts';
import type { Judge } from '../review/ports.ts';
import type { Judgement } from '../review/judgement.ts';
import { ENVIRONMENT_RANK } from '../rules/condition/environmentRank.ts';
import { NO_ACTIVE_RULES } from '../rules/activeRules.ts';
import type { ActiveRules } from '../rules/activeRules.ts';
import { foundAmounts } from './rules/foundAmounts.ts';
import { ruleSubject } from './rules/ruleSubject.ts';
import type { Asker } from './rules/ruleSubject.ts';
import { labelled } from '../rules/labels.ts';
import { settledEffects } from '../rules/settledEffects.ts';
import { rule } from '../rules/rule.ts';
import type { RulingInput } from '../rules/rulingInput.ts';
import type { AutoPass, Verdict } from '../rules/ruling.ts';
import { withinMs } from './withinMs.ts';
import type { FactsPort } from './facts/diskFacts.ts';

/** Milliseconds one reader may take, longer on a busy machine; parsers in workers have shorter deadlines of their own. */
const withinReadingTime = withinMs(5000, 6);

export interface JudgeOptions {
  readonly readers: Readers;
  readonly texts: TextPort;
  /** Absent: there is no disk to look at, and none is read. */
  readonly facts?: FactsPort;
  /** The workspace that an action in `cwd` belongs to. Real, absolute. */
  readonly workspace: (cwd: string) => string;
  readonly home: string;
  /** The value in force now, not what a settings file says. */
  readonly autoPass: () => AutoPass;
  /** The rules of the files, for a workspace. Absent: only the floor and `autoPass` apply. */
  readonly rules?: (workspace: string) => Promise<ActiveRules>;
  /** What the person's settings say of a connection by its name, once accepted. */
  readonly connection?: (name: string) => Promise<NamedPlace | undefined>;
  /** Previews look at what is held, and what they find is given to `Judgement.again`. Absent: nobody will ever count. */
  readonly counting?: true;
}

export interface NamedPlace {
  readonly kind: string;
  readonly environment: Environment;
}

/** Reads, rates and rules. Never rejects: a failure inside is a hold of level unknown that says so. */
export function createJudge(options: JudgeOptions): Judge {
  return {
    async judge(intent, cwd) {
      try {
        return await judgeAction(intent.action, cwd, options, askerOf(intent.runner));
      } catch {
        return FAILED;
      }
    },
  };
}

const FAILED: Judgement = {
  reading: {
    effects: [],
    problems: [{ rule: 'problem.judge-failed', range: [0, 0], values: {} }],
    asks: [],
    texts: [],
    complete: false,
  },
  verdict: {
    ruling: 'hold',
    requires: [],
    level: 'unknown',
    findings: [{ rule: 'problem.judge-failed', range: [0, 0], values: {} }],
    reason: { layer: 'floor', rule: 'incomplete' },
  },
  files: [],
};

/** Nobody asks: rules that tighten for some agent do not fit. */
const NOBODY: Asker = { agent: '' };

function askerOf({ name, session }: RunnerIdentity): Asker {
  return { agent: name, ...(session === undefined ? {} : { session }) };
}

export async function judgeAction(
  action: Action,
  cwd: string,
  options: JudgeOptions,
  asker: Asker = NOBODY,
): Promise<Judgement> {
  const ground: Ground = { workspace: options.workspace(cwd), home: options.home };
  const environment = action.kind === 'shell' ? (action.environment ?? {}) : {};
  const named =
    action.kind === 'sql' && action.connection !== undefined
      ? await options.connection?.(action.connection)
      : undefined;
  const context: Context = {
    cwd,
    ...ground,
    environment,
    traits: [],
    place: named?.environment ?? 'unknown',
    depth: 0,
  };
  // Whatever the runner says: it is for the server that the connection leads to.
  const meant = named === undefined ? action : { ...action, dialect: named.kind };
  // The rules files are looked at while the text is read.
  const [read, active = NO_ACTIVE_RULES] = await Promise.all([
    readWhole(meant, context, options.readers, options.texts, withinReadingTime),
    options.rules?.(ground.workspace),
  ]);
  const reading = { ...read, effects: labelled(read.effects, active.labels, ground) };
  const { files = [], unfixed = [] } = reading;
  const fixed = { reading, files, ...(unfixed.length === 0 ? {} : { unfixed }) };
  const rated = rate(reading, ground);
  // Most workspaces have no rules: a verdict there does not pay for what they would be held against.
  const against =
    active === NO_ACTIVE_RULES
      ? undefined
      : { rules: active.rules, subject: ruleSubject(reading, rated, ground, asker, options.counting === true) };
  const autoPass = options.autoPass();
  const edit = action.kind === 'file' && action.operation !== 'delete';
  const settings = reading.asks.flatMap((ask) =>
    ask.ask === 'settings-kept' ? [{ range: ask.range, lock: ask.lock }] : [],
  );
  const ruled = (facts: RulingInput['facts'], by = against, effects = reading.effects): Verdict =>
    rule({
      effects,
      complete: reading.complete,
      rated: effects === reading.effects ? rated : rate({ ...reading, effects }, ground),
      ground,
      against: by,
      autoPass,
      settings,
      edit,
      handsConnection: named !== undefined,
      facts,
    });
  const judged = (verdict: Verdict, facts: RulingInput['facts']): Judgement => ({
    ...fixed,
    verdict,
    ...(options.counting === true && against?.rules.asksPreview === true && verdict.ruling === 'hold'
      ? { again: ruledAgain(verdict, against, reading.effects, (by, effects) => ruled(facts, by, effects)) }
      : {}),
  });
  const unasked = options.facts === undefined ? 'no-disk' : 'unasked';
  const first = ruled(unasked);
  // Only a pass needs facts: what is held already waits for a person, who is shown the disk by the previews.
  if (first.ruling !== 'pass' || options.facts === undefined) return judged(first, unasked);
  const git = autoPass === 'low' && !edit;
  const facts = await options.facts.look(
    { effects: reading.effects, asks: reading.asks, cwd, environment, git },
    ground,
  );
  const verdict = ruled(facts);
  // Observed, it is told as what it would have been.
  if (verdict.ruling !== 'pass' || verdict.observed !== undefined) return judged(verdict, facts);
  // The ruling stands, and what is said of it is what the disk knows: it may have passed for that.
  const effects = settledEffects(reading.effects, facts);
  if (effects === reading.effects) return judged(verdict, facts);
  const settled = { ...reading, effects };
  return { ...judged({ ...verdict, ...rate(settled, ground) }, facts), reading: settled };
}

type Against = NonNullable<RulingInput['against']>;

/** A database that says what it is is no milder place than it says. Which of several it was is not asked. */
function marked(effects: readonly Effect[], reports: readonly PreviewReport[]): readonly Effect[] {
  const said = reports.flatMap((report) => report.marked ?? []);
  const to = said.includes('production') ? 'production' : said[0];
  if (to === undefined) return effects;
  return effects.map((effect) =>
    effect.kind.startsWith('sql.') && ENVIRONMENT_RANK[to] > ENVIRONMENT_RANK[effect.environment]
      ? { ...effect, environment: to }
      : effect,
  );
}

/** How to rule on it again when the previews find something. */
function ruledAgain(
  first: Verdict,
  { rules, subject }: Against,
  effects: readonly Effect[],
  ruled: (by: Against, effects: readonly Effect[]) => Verdict,
): NonNullable<Judgement['again']> {
  return (reports) => {
    const level = reports.reduce((worst, { raise }) => worse(worst, raise?.level ?? 'none'), subject.level);
    const verdict = ruled(
      { rules, subject: { ...subject, level, count: foundAmounts(reports) } },
      marked(effects, reports),
    );
    // A preview may only raise: what was held goes on waiting for a person, who is asked for less at most.
    return verdict.ruling === 'pass' ? { ...verdict, ruling: 'hold', reason: first.reason } : verdict;
  };
}
