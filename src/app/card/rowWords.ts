import { visibleLine } from '../../action/visible.ts';
import type { Hold } from '../../review/hold.ts';
import { levelOf } from '../../review/shown.ts';
import { ageWords } from '../sentences/amounts.ts';
import { decidedWords } from '../sentences/card.ts';
import { LEVEL_WORDS } from '../sentences/effects.ts';
import { verdictWords } from './verdictWords.ts';

/** A row of the queue: what is seen and what is spoken. */
export interface RowWords {
  readonly label: string;
  readonly description: string;
  readonly spoken: string;
}

/** Where a row stands. */
export interface RowPlace {
  /** Counted from 1. */
  readonly number: number;
  readonly count: number;
  /** The window has several folders, so that a row says in which it is. */
  readonly manyFolders: boolean;
}

/** `now`: milliseconds since 1970. */
export function waitingRow(hold: Hold, place: RowPlace, now: number): RowWords {
  const { headline } = verdictWords(hold);
  const level = LEVEL_WORDS[levelOf(hold)];
  const age = ageWords(now - hold.filedAt);
  const folder = place.manyFolders ? visibleLine(hold.workspace.slice(hold.workspace.lastIndexOf('/') + 1)) : undefined;
  const where = folder === undefined ? '' : ` In ${folder}.`;
  const gone = hold.orphan ? ' Its runner is gone.' : '';
  return {
    label: headline,
    description: [level, ...(folder === undefined ? [] : [folder]), age].join(' · '),
    spoken: `${level}. ${headline}.${where} ${place.number} of ${place.count}. Waiting ${age}.${gone}`,
  };
}

export function decidedRow(hold: Hold): RowWords {
  const { headline } = verdictWords(hold);
  const state = decidedWords(hold);
  const at = new Date(hold.decidedAt ?? hold.filedAt).toLocaleTimeString('en-GB').slice(0, 5);
  return { label: headline, description: `${state} · ${at}`, spoken: `${state} at ${at}. ${headline}.` };
}

export function rowKind(hold: Hold): string {
  return { shell: 'Shell command', sql: 'SQL', http: 'HTTP request', file: 'File', tool: 'Tool call' }[
    hold.intent.action.kind
  ];
}
