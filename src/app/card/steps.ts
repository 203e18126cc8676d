import { actionText } from '../../action/actionText.ts';
import type { Effect, TextRange } from '../../effect/effect.ts';
import type { Finding } from '../../effect/finding.ts';
import { LEVELS, rank, worse, type Level } from '../../effect/level.ts';
import type { CardStep, CardSteps } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import { otherSteps, stepName, stepsTitle, UNREAD_STEP } from '../sentences/card.ts';
import { LEVEL_WORDS } from '../sentences/effects.ts';
import { unitAt, unitsOf } from './text/textUnits.ts';
import { verdictWords } from './verdictWords.ts';
import { MANY_UNITS } from './worstPlace.ts';

/** Steps in the list; of more the worst ones. */
const MOST_STEPS = 20;

/** What was found in one step or line. */
interface Found {
  readonly effects: Effect[];
  level: Level;
  unread: boolean;
  /** The number on the card of its worst finding. */
  finding?: number;
}

/**
 * Level and sentence of each step of a chain, or line of a script, that does more than look. Undefined where the verdict
 * says as much: in a text of few steps, and where only one of them does anything.
 */
export function stepsOf(hold: Pick<Hold, 'intent' | 'judgement' | 'previews' | 'workspace'>): CardSteps | undefined {
  const text = actionText(hold.intent.action);
  const units = unitsOf(text);
  if (units.starts.length < MANY_UNITS) return undefined;
  const { reading, verdict } = hold.judgement;
  const found = new Map<number, Found>();
  const at = ([start, end]: TextRange): Found | undefined => {
    // What is about the whole text is in the verdict.
    if (end <= start || end - start >= text.length) return undefined;
    const unit = unitAt(units, start);
    const known = found.get(unit) ?? { effects: [], level: 'none', unread: false };
    found.set(unit, known);
    return known;
  };
  for (const effect of reading.effects) at(effect.range)?.effects.push(effect);
  for (const [index, finding] of verdict.findings.entries()) {
    const one = at(finding.range);
    if (one === undefined) continue;
    // The worst ones come first.
    one.finding ??= index + 1;
    one.level = worse(one.level, levelIn(finding));
  }
  for (const { range } of reading.problems) {
    const one = at(range);
    if (one === undefined) continue;
    one.unread = true;
    one.level = worse(one.level, 'unknown');
  }
  const flagged = [...found].filter(([, { level }]) => level !== 'none');
  if (flagged.length < 2) return undefined;
  const listed = flagged.toSorted(([, a], [, b]) => rank(b.level) - rank(a.level)).slice(0, MOST_STEPS);
  const count = units.starts.length;
  return {
    title: stepsTitle(units.kind, count),
    rows: listed
      .toSorted(([a], [b]) => a - b)
      .map(([unit, one]) => ({
        number: unit + 1,
        name: stepName(units.kind, unit + 1),
        ...stepOf(one, hold),
      })),
    rest: otherSteps(units.kind, count - flagged.length, flagged.length - listed.length),
  };
}

function stepOf(
  { effects, level, unread, finding }: Found,
  hold: Parameters<typeof stepsOf>[0],
): Omit<CardStep, 'number' | 'name'> {
  const { judgement, previews, workspace } = hold;
  // Without an effect and not read whole, the headline says that it could not be read.
  const reading = { ...judgement.reading, effects, complete: !unread };
  const { headline } = verdictWords({ judgement: { ...judgement, reading }, previews, workspace });
  return {
    level,
    levelWord: LEVEL_WORDS[level],
    sentence: unread && effects.length > 0 ? `${headline}; ${UNREAD_STEP}` : headline,
    ...(finding === undefined ? {} : { finding }),
  };
}

/** The level that a finding gives its effect. One without says something about it, and raises nothing. */
function levelIn({ values }: Finding): Level {
  return LEVELS.find((level) => level === values['level']) ?? 'none';
}
