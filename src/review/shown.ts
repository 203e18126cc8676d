import { worse, type Level } from '../effect/level.ts';
import { DEAD_TIME, DEAD_TIME_CRITICAL } from './ticket.ts';
import { gestureFor, type GestureAsked } from './gesture.ts';
import type { Hold } from './hold.ts';
import { wordOf } from './word.ts';

/** The level as the card shows it: the verdict's, raised by what the previews found. Never lowered by them. */
export function levelOf(hold: Hold): Level {
  return hold.previews.reduce(
    (level, report) => (report.raise === undefined ? level : worse(level, report.raise.level)),
    hold.judgement.verdict.level,
  );
}

/** The gesture that approves it. The rules may ask for more than the level does (`confirm`). */
export function askedOf(hold: Hold): GestureAsked {
  const asked = gestureFor(levelOf(hold), wordOf(hold.judgement.reading.effects, hold.token));
  const confirm = hold.judgement.verdict.requires.includes('confirm');
  return asked.asks === 'click' && confirm ? { asks: 'checkbox' } : asked;
}

/** Milliseconds after a view is drawn in which no gesture on it counts. */
export function deadTimeOf(level: Level): number {
  return level === 'critical' ? DEAD_TIME_CRITICAL : DEAD_TIME;
}
