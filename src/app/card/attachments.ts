import type { Action } from '../../action/action.ts';
import { redactEnvironment } from '../../action/redact.ts';
import { CONTEXT_LABELS } from '../sentences/card.ts';

/** UTF-16 units of what goes along with a text that a card still shows whole. */
const LONGEST_ATTACHED = 4_000;

/** Lines of it that a card still shows. */
const MOST_LINES = 60;

/** What runs together with the text of an action and is too long to stand on a card beside it. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
}

/** Standard input, and values of the environment as the card shows them. */
export function attachmentsOf(action: Action): readonly Attachment[] {
  if (action.kind !== 'shell') return [];
  const all: readonly Attachment[] = [
    ...(action.stdin === undefined ? [] : [{ name: CONTEXT_LABELS.stdin, text: action.stdin }]),
    ...Object.entries(redactEnvironment(action.environment ?? {})).map(([name, text]) => ({ name, text })),
  ];
  return all.filter(({ text }) => isLong(text));
}

export function isLong(text: string): boolean {
  return text.length > LONGEST_ATTACHED || text.split('\n', MOST_LINES + 2).length > MOST_LINES + 1;
}
