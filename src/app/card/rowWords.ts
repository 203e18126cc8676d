import type { Hold } from '../../review/hold.ts';
import { levelOf } from '../../review/shown.ts';
import { ageWords } from '../sentences/amounts.ts';
import { DECIDED_WORDS } from '../sentences/card.ts';
import { LEVEL_WORDS } from '../sentences/effects.ts';
import { verdictWords } from './verdictWords.ts';

/** A row of the queue: what is seen and what is spoken. */
export interface RowWords {
  readonly label: string;
  readonly description: string;
  readonly spoken: string;
}

/** `place` counts from 1. `now`: milliseconds since 1970. */
export function waitingRow(hold: Hold, place: number, count: number, now: number): RowWords {
  const { headline } = verdictWords(hold);
  const level = LEVEL_WORDS[levelOf(hold)];
  const age = ageWords(now - hold.filedAt);
  return {
    label: headline,
    description: `${level} · ${age}`,
    spoken: `${level}. ${headline}. ${place} of ${count}. Waiting ${age}.${hold.orphan ? ' Its runner is gone.' : ''}`,
  };
}

export function decidedRow(hold: Hold): RowWords {
  const { headline } = verdictWords(hold);
  const state = hold.state === 'held' ? 'Waiting' : DECIDED_WORDS[hold.state];
  const at = new Date(hold.decidedAt ?? hold.filedAt).toLocaleTimeString('en-GB').slice(0, 5);
  return { label: headline, description: `${state} · ${at}`, spoken: `${state} at ${at}. ${headline}.` };
}

export function rowKind(hold: Hold): string {
  return { shell: 'Shell command', sql: 'SQL', http: 'HTTP request', file: 'File', tool: 'Tool call' }[
    hold.intent.action.kind
  ];
}
