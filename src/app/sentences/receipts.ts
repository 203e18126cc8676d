import type { Execution, HoldState, Outcome } from '../../review/decision.ts';
import { numberWords, singular } from './amounts.ts';

export interface Receipt {
  readonly state: HoldState | 'dismissed';
  readonly by: 'person' | 'rules' | 'clock' | 'runner' | 'stop' | undefined;
  readonly note: string | undefined;
  readonly execution: Execution | undefined;
  readonly outcome: Outcome | undefined;
  readonly at: string | undefined;
  /** The rule that refused or passed it; undefined where a person decided. */
  readonly rule: string | undefined;
}

const BY_WORDS = {
  person: 'by you',
  rules: 'by the rules',
  clock: 'because its time was over',
  runner: 'by its runner',
  stop: 'by Stop',
} as const;

const STATE_WORDS: Readonly<Record<Receipt['state'], string>> = {
  held: 'It waits',
  passed: 'It was passed',
  refused: 'It was refused',
  approved: 'It was approved',
  denied: 'It was denied',
  expired: 'It expired, which its runner sees as a deny',
  withdrawn: 'It was withdrawn',
  stopped: 'It was denied',
  dismissed: 'It was dismissed',
};

const RESUME =
  'While Keyturn is stopped, new actions are refused. “Keyturn: Resume…” shows the card on which you can resume.';

export function receiptSentences(receipt: Receipt): readonly string[] {
  const by = receipt.by === undefined || receipt.state === 'expired' ? '' : ` ${BY_WORDS[receipt.by]}`;
  const sentences = [`${STATE_WORDS[receipt.state]}${by}${receipt.at === undefined ? '' : ` at ${receipt.at}`}.`];
  if (receipt.state === 'stopped') sentences.push(RESUME);
  if (receipt.rule !== undefined) sentences.push(`${receipt.rule}.`);
  if (receipt.note !== undefined && receipt.note !== '') sentences.push(`Your note: “${receipt.note}”`);
  if (receipt.execution !== undefined) sentences.push(executionSentence(receipt.execution));
  if (receipt.outcome !== undefined)
    sentences.push(outcomeSentence(receipt.outcome), ...tableSentences(receipt.outcome));
  return sentences;
}

function executionSentence(execution: Execution): string {
  switch (execution) {
    case 'claimed':
      return 'Its grant was used: it has started.';
    case 'finished':
      return 'It has ended.';
    case 'unknown':
      return 'Whether it ran is not known: its runner did not say.';
  }
}

function outcomeSentence(outcome: Outcome): string {
  const who = outcome.sealed ? 'Keyturn saw' : 'The runner reported';
  const what = [
    outcome.exitCode === undefined ? '' : `exit code ${outcome.exitCode}`,
    outcome.signal === undefined ? '' : `signal ${outcome.signal}`,
    outcome.rows === undefined ? '' : `${numberWords(outcome.rows)} ${singular('rows', outcome.rows)} changed`,
    outcome.error === undefined ? '' : `the error “${outcome.error}”`,
  ].filter((part) => part !== '');
  return `${who} ${what.length === 0 ? 'no details' : what.join(', ')}.`;
}

/** Tables that the receipt names one by one. */
const MOST_TABLES = 12;

function tableSentences({ tables = [], rows }: Outcome): readonly string[] {
  // Nothing stays of what was rolled back: there only the difference is told.
  const verb = rows === 0 ? 'would have been' : 'really';
  const told = tables
    .slice(0, MOST_TABLES)
    .map(({ table, change, shown, rows: real }) =>
      shown === undefined
        ? `${table}, ${change}: ${numberWords(real)} ${singular('rows', real)}, of which you were shown no exact count.`
        : `${table}, ${change}: you were shown ${numberWords(shown)}, ${verb} ${numberWords(real)}.`,
    );
  return tables.length > MOST_TABLES ? [...told, `And ${tables.length - MOST_TABLES} more tables.`] : told;
}
