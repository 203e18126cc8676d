import { visibleText } from '../../../action/visible.ts';
import type { CardSteps, SampleRow } from '../../../review/cardMessages.ts';
import type { Hold } from '../../../review/hold.ts';
import { PAGE_WORDS } from '../../sentences/card.ts';
import { recordPlace } from '../../sentences/documents.ts';
import { affectedRows, sampleRow } from '../affectedRows.ts';
import { inTree } from '../cascadeTree.ts';
import { cardOf } from '../cardOf.ts';
import { receiptCard } from '../receiptCard.ts';
import { rowKind } from '../rowWords.ts';

/** The card as lines of text, in its order, for reading aloud or searching. `text`: the action's, as the editor shows it. */
export function plainText(hold: Hold, text: string): string {
  const card = cardOf(hold, {});
  const receipt = hold.state === 'held' ? [] : [...receiptCard(hold).sentences, ''];
  return [
    `${card.levelWord}: ${card.verdict}`,
    ...card.details,
    '',
    ...receipt,
    ...stepLines(card.steps),
    card.textTitle,
    text,
    '',
    PAGE_WORDS.affected,
    ...affectedLines(hold),
    ...card.unknown.map((sentence) => `${PAGE_WORDS.notKnown}: ${sentence}`),
    '',
    `${PAGE_WORDS.undo}: ${card.undo}`,
    ...(card.undoCommand === undefined ? [] : [`${PAGE_WORDS.undoCommand} ${card.undoCommand}`]),
    '',
    PAGE_WORDS.why,
    ...card.findings.map(({ number, sentence }) => `${number}. ${sentence}`),
    '',
    PAGE_WORDS.context,
    ...card.context.map(([label, value]) => `${label}: ${value}`),
    ...(card.claim === undefined ? [] : ['', PAGE_WORDS.claim, card.claim]),
    '',
    PAGE_WORDS.promise,
    card.promise,
    '',
  ].join('\n');
}

function stepLines(steps: CardSteps | undefined): readonly string[] {
  if (steps === undefined) return [];
  const rows = steps.rows.map(({ number, levelWord, sentence }) => `${number}. ${levelWord}: ${sentence}`);
  return [steps.title, ...rows, ...(steps.rest === '' ? [] : [steps.rest]), ''];
}

/** Every object that would be hit, one a line, with its parts and samples below it. */
export function affectedLines(hold: Hold): readonly string[] {
  // What was counted comes first, a row an entry, in the order of the table.
  const entries = inTree(hold.previews.flatMap((report) => report.entries)).map(({ entry }) => entry);
  return affectedRows(hold).flatMap((row, index) => [
    [row.object, row.what, row.count, row.undo].filter((part) => part !== '').join(' · '),
    ...row.parts.map((part) => `    ${part}`),
    ...row.notes.map((note) => `    ${note}`),
    ...(entries[index]?.all?.map((sample) => sampleRow(sample, hold.workspace)) ?? row.sample).map(
      (sample) => `    ${sample.map(cellWords).join(', ')}`,
    ),
  ]);
}

function cellWords([name, value, becomes]: SampleRow[number]): string {
  if (name === 'path') return value;
  return becomes === undefined ? `${name}: ${value}` : `${name}: ${value} → ${becomes}`;
}

/** What was decided today, a paragraph each, newest first. */
export function recordText(decided: readonly Hold[], places: readonly string[]): string {
  const paragraphs = decided.map((hold) => {
    const { title, sentences } = receiptCard(hold);
    return [
      title,
      `  ${rowKind(hold)} by ${visibleText(hold.intent.runner.name)}`,
      ...sentences.map((line) => `  ${line}`),
    ].join('\n');
  });
  return [
    `Decided today: ${decided.length}`,
    ...places.map(recordPlace),
    '',
    ...paragraphs.flatMap((paragraph) => [paragraph, '']),
  ].join('\n');
}
