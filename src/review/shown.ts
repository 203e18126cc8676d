import type { Action } from '../action/action.ts';
import { actionText } from '../action/actionText.ts';
import { rank, worse, type Level } from '../effect/level.ts';
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

/** Where the worst of it happens, as far as a text, a label or a server says so. Servers only raise what is known. */
export function environmentOf({
  judgement,
  previews,
}: Pick<Hold, 'judgement' | 'previews'>): 'production' | 'staging' | undefined {
  const said = [
    ...judgement.reading.effects.map(({ environment }) => environment),
    ...previews.flatMap(({ marked }) => marked ?? []),
  ];
  if (said.includes('production')) return 'production';
  return said.includes('staging') ? 'staging' : undefined;
}

/**
 * UTF-16 units of an action's text with all that goes along with it. A card shows only an excerpt of what is longer, and
 * its approval asks for the word, whatever its level.
 */
export const LONGEST_ON_CARD = 262_144;

/** All that a person would have to read of an action, in UTF-16 units. */
export function lengthOf(action: Action): number {
  const beside = action.kind === 'shell' ? [action.stdin ?? '', ...Object.values(action.environment ?? {})] : [];
  return beside.reduce((sum, { length }) => sum + length, actionText(action).length);
}

/** The gesture that approves it. The rules may ask for more than the level does (`confirm`). */
export function askedOf(hold: Hold): GestureAsked {
  const word = wordOf(hold.judgement.reading.effects, hold.token);
  if (lengthOf(hold.intent.action) > LONGEST_ON_CARD) return { asks: 'word', ...word };
  return hold.judgement.verdict.requires.includes('confirm')
    ? { asks: 'word', ...word }
    : gestureFor(levelOf(hold), word);
}

/** Whether its approval must be given without knowing how much it hits, which is a tick of its own. */
export function isUncounted(hold: Hold): boolean {
  return hold.previews.some(({ state }) => state === 'counting') && rank(levelOf(hold)) >= rank('high');
}

/** Milliseconds after which what was counted is counted again while it is on the card. */
export const STALE = 30_000;

/** Milliseconds that counting again may take. Whoever approves something high later than this approves old figures. */
const RECOUNT = 10_000;

/** When the oldest of its figures was taken, in milliseconds since 1970. */
export function takenAt({ previews }: Pick<Hold, 'previews'>): number | undefined {
  const times = previews.flatMap((report) => report.takenAt ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Whether its figures are too old for an approval. `now`: milliseconds since 1970. */
export function isTooOld(hold: Hold, now: number): boolean {
  const taken = takenAt(hold);
  return taken !== undefined && now - taken > STALE + RECOUNT && rank(levelOf(hold)) >= rank('high');
}

/** Milliseconds after a view is drawn in which no gesture on it counts. */
export function deadTimeOf(level: Level): number {
  return level === 'critical' ? DEAD_TIME_CRITICAL : DEAD_TIME;
}
