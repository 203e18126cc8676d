import { actionText } from '../../action/actionText.ts';
import type { TextRange } from '../../effect/effect.ts';
import type { Hold } from '../../review/hold.ts';
import { mainEffect } from '../../review/mainEffect.ts';
import { unreadPlace, worstPlace } from '../sentences/card.ts';
import { unitAt, unitsOf, type TextUnits } from './text/textUnits.ts';

/** Lines or steps from which on it helps to be told the number. */
export const MANY_UNITS = 3;

/**
 * Where in a text of several lines or steps the worst of it stands, and where it could not be read: further details. The lines
 * of a request or of a file do nothing by themselves.
 */
export function placeDetails(hold: Pick<Hold, 'intent' | 'judgement'>): readonly string[] {
  const { kind } = hold.intent.action;
  if (kind !== 'shell' && kind !== 'sql') return [];
  const { effects, problems } = hold.judgement.reading;
  const text = actionText(hold.intent.action);
  const main = mainEffect(effects);
  const problem = problems.find(({ range }) => range[1] - range[0] < text.length);
  const worst = main === undefined ? undefined : placeOf(text, main.range);
  const unread = problem === undefined ? undefined : placeOf(text, problem.range);
  return [
    ...(worst === undefined ? [] : [worstPlace(worst.kind, worst.number, worst.count)]),
    ...(unread === undefined ? [] : [unreadPlace(unread.kind, unread.number, unread.count)]),
  ];
}

interface Place {
  readonly kind: TextUnits['kind'];
  readonly number: number;
  readonly count: number;
}

/** Undefined where an eye finds it at once, and where it is everywhere. */
function placeOf(text: string, [start, end]: TextRange): Place | undefined {
  if (end <= start || end - start >= text.length) return undefined;
  const units = unitsOf(text);
  const count = units.starts.length;
  return count < MANY_UNITS ? undefined : { kind: units.kind, number: unitAt(units, start) + 1, count };
}
