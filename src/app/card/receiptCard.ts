import { visibleText } from '../../action/visible.ts';
import type { ReceiptCard } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import { receiptSentences } from '../sentences/receipts.ts';
import { DECIDED_WORDS } from '../sentences/card.ts';
import { verdictWords } from './verdictWords.ts';

/** What became of an action. Nothing can be decided on it. */
export function receiptCard(hold: Hold): ReceiptCard {
  const title = hold.state === 'held' ? 'Waiting' : DECIDED_WORDS[hold.state];
  return {
    card: 'receipt',
    id: hold.id,
    title: `${title}: ${verdictWords(hold).headline}`,
    sentences: receiptSentences({
      state: hold.state,
      by: hold.by,
      note: hold.note === undefined ? undefined : visibleText(hold.note),
      execution: hold.execution,
      outcome:
        hold.outcome?.error === undefined ? hold.outcome : { ...hold.outcome, error: visibleText(hold.outcome.error) },
      at: hold.decidedAt === undefined ? undefined : new Date(hold.decidedAt).toLocaleTimeString('en-GB'),
    }),
  };
}
