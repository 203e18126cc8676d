import { realpath } from 'node:fs/promises';
import type { Action } from '../action/action.ts';
import { worse } from '../effect/level.ts';
import type { Effect, Environment } from '../effect/effect.ts';
import { isInside } from '../effect/path.ts';
import { rate } from '../effect/rate.ts';
import type { RunnerIdentity } from '../action/intent.ts';
import type { Ground } from '../effect/place.ts';
import type { Readers, TextPort } from '../reading/ports.ts';
import { readWhole } from '../reading/readWhole.ts';
import type { Context } from '../reading/reader.ts';
import type { WholeReading } from '../reading/whole.ts';
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
import { losesFiles, settledEffects } from '../rules/settledEffects.ts';
import { rule } from '../rules/rule.ts';
import type { Facts } from '../rules/facts.ts';
import type { RulingInput } from '../rules/rulingInput.ts';
import type { AutoPass, Verdict } from '../rules/ruling.ts';
import { withinMs } from './withinMs.ts';
import { LATE } from './facts/diskFacts.ts';
import type { FactsPort } from './facts/diskFacts.ts';
import type { KnownRules } from './rules/ruleBook.ts';

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
  /** The same without a look at the files. Undefined: they have to be looked at. */
  readonly knownRules?: (workspace: string) => KnownRules | undefined;
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
    async judge({ action, runner }, cwd, guessed = false) {
      const isThere = async (): Promise<boolean> => !guessed || (await realpath(cwd).catch(() => undefined)) === cwd;
      try {
        const begun = begin(action, cwd, options, askerOf(runner));
        const passed = await passAtOnce(begun, options);
        if (passed !== undefined) return passed;
        const [judgement, there] = await Promise.all([judgeBegun(begun, options), isThere()]);
        return there ? judgement : 'moved';
      } catch {
        return (await isThere()) ? FAILED : 'moved';
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
  return judgeBegun(begin(action, cwd, options, asker), options);
}

/** An action that is being read. */
interface Begun {
  readonly action: Action;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly ground: Ground;
  readonly asker: Asker;
  readonly read: Promise<{ readonly read: WholeReading; readonly handsConnection: boolean }>;
}

function begin(action: Action, cwd: string, options: JudgeOptions, asker: Asker): Begun {
  const ground: Ground = { workspace: options.workspace(cwd), home: options.home };
  const environment = action.kind === 'shell' ? (action.environment ?? {}) : {};
  const readIt = async (): Promise<Awaited<Begun['read']>> => {
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
    const read = await readWhole(meant, context, options.readers, options.texts, withinReadingTime);
    return { read, handsConnection: named !== undefined };
  };
  return { action, cwd, environment, ground, asker, read: readIt() };
}

/** The rules files are looked at while the text is read. */
async function judgeBegun(begun: Begun, options: JudgeOptions): Promise<Judgement> {
  const [, active = NO_ACTIVE_RULES] = await Promise.all([begun.read, options.rules?.(begun.ground.workspace)]);
  return ruleOn(begun, active, options, { look: options.facts?.look });
}

/**
 * What passes by the rules as they were last seen, in its folder as it is named. Whether both are still so is asked of the disk
 * together with all else, since each question of its own would take longer than reading the command. Undefined: it has to be
 * judged with a look at the rules.
 */
async function passAtOnce(begun: Begun, options: JudgeOptions): Promise<Judgement | undefined> {
  const known = options.knownRules?.(begun.ground.workspace);
  const lookIf = options.facts?.lookIf;
  if (known === undefined || lookIf === undefined) return undefined;
  let so = false;
  const look: FactsPort['look'] = async (subject, ground) => {
    const facts = await lookIf({ folder: begun.cwd, files: known.files }, subject, ground);
    so = facts !== undefined;
    return facts ?? LATE;
  };
  const judgement = await ruleOn(begun, known.active, options, { look, forPass: true });
  return so && judgement.verdict.ruling === 'pass' ? judgement : undefined;
}

interface Disk {
  /** Absent where there is no disk. */
  readonly look: FactsPort['look'] | undefined;
  /** Only what passes is wanted: what is held will be judged again. */
  readonly forPass?: true;
}

async function ruleOn(
  { action, cwd, environment, ground, asker, read: reads }: Begun,
  active: ActiveRules,
  options: JudgeOptions,
  { look, forPass }: Disk,
): Promise<Judgement> {
  const { read, handsConnection } = await reads;
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
  // Of settings elsewhere nobody here knows what they should be, with a disk or without one.
  const settings = reading.asks.flatMap((ask) =>
    ask.ask === 'settings-kept' && isInside(ask.directory, ground.workspace)
      ? [{ range: ask.range, lock: ask.lock }]
      : [],
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
      handsConnection,
      facts,
    });
  const judged = (verdict: Verdict, facts: RulingInput['facts'], read = reading, by = against): Judgement => ({
    ...fixed,
    reading: read,
    verdict,
    ...(options.counting === true && by?.rules.asksPreview === true && verdict.ruling === 'hold'
      ? { again: ruledAgain(verdict, by, read.effects, (other, effects) => ruled(facts, other, effects)) }
      : {}),
  });
  // The ruling stands, and what is said of it is what the disk knows.
  const settledBy = (verdict: Verdict, facts: Facts): Judgement => {
    const effects = settledEffects(reading.effects, facts);
    if (effects === reading.effects) return judged(verdict, facts);
    const settled = { ...reading, effects };
    const said = rate(settled, ground);
    const subject = against && ruleSubject(settled, said, ground, asker, options.counting === true);
    return judged({ ...verdict, ...said }, facts, settled, against && subject && { rules: against.rules, subject });
  };
  const unasked = look === undefined ? 'no-disk' : 'unasked';
  const first = ruled(unasked);
  const subject = { effects: reading.effects, asks: reading.asks, cwd, environment };
  if (first.ruling !== 'pass' || look === undefined) {
    // What is held waits for a person all the same; but a new file, or one that git has, is not to be told as a loss.
    const mayBeLess = look !== undefined && first.ruling === 'hold' && reading.effects.some(losesFiles);
    return mayBeLess && forPass !== true
      ? settledBy(first, await look({ ...subject, asks: [], git: true }, ground).catch(() => LATE))
      : judged(first, unasked);
  }
  const facts = await look({ ...subject, git: autoPass === 'low' && !edit }, ground);
  const verdict = ruled(facts);
  // Observed, it is told as what it would have been.
  return verdict.ruling === 'pass' && verdict.observed !== undefined
    ? judged(verdict, facts)
    : settledBy(verdict, facts);
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
