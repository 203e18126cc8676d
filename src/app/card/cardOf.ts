import { actionText } from '../../action/actionText.ts';
import type { Action } from '../../action/action.ts';
import { visibleText } from '../../action/visible.ts';
import { rank } from '../../effect/level.ts';
import { askedOf, levelOf } from '../../review/shown.ts';
import type { ActionCard, Line } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import type { Blocked } from '../../review/service.ts';
import { BLOCKED, PROMISE, REFUSED_BY_RULES, textTitle, tooLongToShow } from '../sentences/card.ts';
import { LEVEL_WORDS } from '../sentences/effects.ts';
import { findingSentence } from '../sentences/findings.ts';
import { remarkSentence } from '../sentences/previews.ts';
import { affectedRows } from './affectedRows.ts';
import { contextRows } from './contextRows.ts';
import { isDialect } from './sqlDialects.ts';
import { sqlTexts } from './sqlTexts.ts';
import { textLines } from './textLines.ts';
import { undoWords } from './undoOf.ts';
import { verdictWords } from './verdictWords.ts';

/** What a card depends on beside its hold. */
export interface Surroundings {
  /** Why the review would refuse any approval now. */
  readonly blocked?: Blocked | undefined;
}

/** UTF-16 units of text, standard input included, that a card shows whole. Beyond it nothing can be approved here. */
export const LONGEST_TEXT = 262_144;

/** Objects in the card's table. The list in the editor has them all. */
const ROWS_IN_TABLE = 40;

/** The card of an action: the same hold and surroundings always give the same card, which is what `seen` hashes. */
export function cardOf(hold: Hold, surroundings: Surroundings): ActionCard {
  const { reading, verdict } = hold.judgement;
  const { action, claim } = hold.intent;
  const level = levelOf(hold);
  const text = actionText(action);
  const length = text.length + (action.kind === 'shell' ? (action.stdin?.length ?? 0) : 0);
  const tooLong = length > LONGEST_TEXT;
  const words = verdictWords(hold);
  const findings = verdict.findings.map((finding, index) => ({ finding, number: index + 1 }));
  const lines = tooLong
    ? []
    : textLines(
        text,
        findings.map(({ finding, number }) => ({ number, range: finding.range })),
      );
  const rows = affectedRows(hold);
  const blocked = blockedBy(hold, surroundings.blocked) ?? (tooLong ? tooLongToShow(length, LONGEST_TEXT) : undefined);
  const claimed = claimWords(claim);
  return {
    card: 'action',
    id: hold.id,
    level,
    levelWord: LEVEL_WORDS[level],
    verdict: words.headline,
    details: words.details,
    textTitle: titleOf(action, text, lines),
    lines,
    formattable: sqlTexts(hold).some(({ source }) => isDialect(source.dialect)),
    affected: rows.slice(0, ROWS_IN_TABLE),
    moreAffected: Math.max(0, rows.length - ROWS_IN_TABLE),
    counting: hold.previews.some(({ state }) => state === 'counting'),
    unknown: hold.previews.flatMap((report) => report.unknown.map((remark) => visibleText(remarkSentence(remark)))),
    undo: undoWords(
      reading.effects,
      hold.previews.flatMap(({ entries }) => entries),
    ),
    findings: findings.map(({ finding, number }) => ({
      number,
      sentence: findingSentence(finding),
      range: finding.range,
    })),
    context: contextRows(hold, !tooLong),
    ...(claimed === '' ? {} : { claim: claimed }),
    promise: hold.intent.runner.name === KEYTURN_RUNNER ? PROMISE.sealed : PROMISE.seatBelt,
    gesture: askedOf(hold),
    unfoldFirst: rank(level) >= rank('medium') && lines.some(({ fold }) => fold),
    ...(blocked === undefined ? {} : { blocked }),
    dismissOnly: hold.orphan,
  };
}

/** How Keyturn's own command line names itself as a runner. */
const KEYTURN_RUNNER = 'keyturn';

function blockedBy(hold: Hold, blocked: Blocked | undefined): string | undefined {
  if (blocked !== undefined) return BLOCKED[blocked];
  return hold.judgement.verdict.ruling === 'refuse' ? REFUSED_BY_RULES : undefined;
}

function titleOf(action: Action, text: string, lines: readonly Line[]): string {
  const hidden = lines.reduce((total, line) => total + line.pieces.filter(({ mark }) => mark === 'hidden').length, 0);
  return textTitle(kindWords(action), text.split('\n').length, text.length, hidden);
}

export function kindWords(action: Action): string {
  switch (action.kind) {
    case 'shell':
      return action.argv === undefined ? `Shell text for ${action.shell ?? 'sh'}` : 'Command, run without a shell';
    case 'sql':
      return `SQL${action.dialect === undefined ? '' : ` for ${visibleText(action.dialect)}`}`;
    case 'http':
      return 'HTTP request';
    case 'file':
      return `File ${action.operation}`;
    case 'tool':
      return 'Tool call';
  }
}

function claimWords(claim: Hold['intent']['claim']): string {
  if (claim === undefined) return '';
  return [claim.summary, claim.rollback === undefined ? undefined : `To undo it: ${claim.rollback}`, claim.prompt]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => visibleText(part ?? ''))
    .join('\n');
}
