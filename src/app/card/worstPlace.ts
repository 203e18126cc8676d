import { actionText } from '../../action/actionText.ts';
import type { TextRange } from '../../effect/effect.ts';
import type { Hold } from '../../review/hold.ts';
import { mainEffect } from '../../review/mainEffect.ts';
import { unreadPlace, worstPlace } from '../sentences/card.ts';
import { stepBreaks } from './textRows.ts';

/** UTF-16 units of a line that is counted in steps. */
const LONGEST_STEPPED = 100_000;

/** Lines or steps from which on it helps to be told the number. */
const MANY = 3;

/** Where in a text of several lines or steps the worst of it stands, and where it could not be read: further details. */
export function placeDetails(hold: Pick<Hold, 'intent' | 'judgement'>): readonly string[] {
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
  readonly kind: 'line' | 'step';
  readonly number: number;
  readonly count: number;
}

/** Undefined where an eye finds it at once, and where it is everywhere. */
function placeOf(text: string, [start, end]: TextRange): Place | undefined {
  if (end <= start || end - start >= text.length) return undefined;
  const lines = linesBefore(text, text.length) + 1;
  if (lines > 1) return lines < MANY ? undefined : { kind: 'line', number: linesBefore(text, start) + 1, count: lines };
  // The parts of a pipe are one step.
  const breaks =
    text.length > LONGEST_STEPPED ? [] : stepBreaks(text).filter((at) => !/[^|]\| $/.test(text.slice(at - 3, at)));
  const count = breaks.length + 1;
  return count < MANY ? undefined : { kind: 'step', number: breaks.filter((at) => at <= start).length + 1, count };
}

function linesBefore(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
