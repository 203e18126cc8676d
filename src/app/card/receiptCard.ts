import { visibleLine, visibleText } from '../../action/visible.ts';
import type { Outcome } from '../../review/decision.ts';
import type { ReceiptCard } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import { receiptSentences } from '../sentences/receipts.ts';
import { learnedFrom } from '../rules/learnRule.ts';
import { LEARN_WORDS } from '../sentences/learned.ts';
import { ruledBy } from '../sentences/rules.ts';
import { decidedWords } from '../sentences/card.ts';
import { verdictWords } from './verdictWords.ts';

/** What became of an action. Nothing can be decided on it. */
export function receiptCard(hold: Hold): ReceiptCard {
  return {
    card: 'receipt',
    id: hold.id,
    ...('rule' in learnedFrom(hold, hold.decidedAt ?? hold.filedAt) ? { learn: LEARN_WORDS } : {}),
    title: `${decidedWords(hold)}: ${verdictWords(hold).headline}`,
    sentences: receiptSentences({
      state: hold.why === 'dismissed' ? 'dismissed' : hold.state,
      by: hold.by,
      rule: hold.by === 'rules' && hold.why === undefined ? ruledBy(hold.judgement.verdict) : undefined,
      note: hold.note === undefined ? undefined : visibleText(hold.note),
      execution: hold.execution,
      outcome: hold.outcome === undefined ? undefined : visibleOutcome(hold.outcome),
      at: hold.decidedAt === undefined ? undefined : new Date(hold.decidedAt).toLocaleTimeString('en-GB'),
    }),
  };
}

/** The runner's words and the names of tables are somebody else's text. */
function visibleOutcome(outcome: Outcome): Outcome {
  const { error, tables } = outcome;
  return {
    ...outcome,
    ...(error === undefined ? {} : { error: visibleText(error) }),
    ...(tables === undefined ? {} : { tables: tables.map((one) => ({ ...one, table: visibleLine(one.table) })) }),
  };
}
