import { actionText } from '../../action/actionText.ts';
import type { Action } from '../../action/action.ts';
import { visibleText } from '../../action/visible.ts';
import type { TextRange } from '../../effect/effect.ts';
import { rank, type Level } from '../../effect/level.ts';
import { askedOf, isUncounted, levelOf, LONGEST_ON_CARD } from '../../review/shown.ts';
import type { ActionCard, Line } from '../../review/cardMessages.ts';
import type { Hold } from '../../review/hold.ts';
import type { Judgement } from '../../review/judgement.ts';
import type { Blocked } from '../../review/service.ts';
import { BLOCKED, EXCERPT, EXCERPT_BESIDE, PROMISE, textTitle, TREAT_AS_HIGH } from '../sentences/card.ts';
import { isSealedCall, isSealedRunner } from '../sealedRunners.ts';
import { LEVEL_WORDS } from '../sentences/effects.ts';
import { findingSentence } from '../sentences/findings.ts';
import { whyUnknown } from '../sentences/previews.ts';
import { affectedRows } from './affectedRows.ts';
import { attachmentsOf } from './attachments.ts';
import { contextRows } from './contextRows.ts';
import { cardRequest } from './cardRequest.ts';
import { excerptLines } from './text/excerpt.ts';
import { stepsOf } from './steps.ts';
import { changesOf } from './text/changedTexts.ts';
import { writesFile } from './fileDiff.ts';
import { isDialect } from './sql/sqlDialects.ts';
import { sqlTexts } from './sql/sqlTexts.ts';
import { textLines } from './text/textLines.ts';
import { rowsOf } from './text/textRows.ts';
import { undoCommand, undoWords } from './undoOf.ts';
import { verdictWords } from './verdictWords.ts';
import { placeDetails } from './worstPlace.ts';

/** What a card depends on beside its hold. */
export interface Surroundings {
  /** Why the review would refuse any approval now. */
  readonly blocked?: Blocked | undefined;
  /** Whether an approved command is run by Keyturn where the agent lets a hook change it. */
  readonly seals?: boolean;
}

/** Rows of a text that a card shows whole. */
export const MOST_ROWS = 3_000;

/** Characters beyond printable ASCII in a text that is shown whole: each may be a mark. */
const MOST_UNUSUAL = 20_000;

const NOWHERE: TextRange = [0, 0];

/** Objects in the card's table. The list in the editor has them all. */
const ROWS_IN_TABLE = 40;

/** Rows of a table that is easier to read in the editor. */
const LONG_TABLE = 8;

/** The card of an action: the same hold and surroundings always give the same card, which is what `seen` hashes. */
export function cardOf(hold: Hold, surroundings: Surroundings): ActionCard {
  const { reading, verdict } = hold.judgement;
  const { action, claim } = hold.intent;
  const level = levelOf(hold);
  const text = actionText(action);
  const words = verdictWords(hold);
  const findings = verdict.findings.map((finding, index) => ({ finding, number: index + 1 }));
  const { lines, excerpt } = drawnText(hold.judgement, action, text);
  const rows = affectedRows(hold);
  const blocked = blockedBy(hold, surroundings.blocked);
  const claimed = claimWords(claim);
  const command = undoCommand(hold);
  const steps = stepsOf(hold);
  const requests = hold.previews.flatMap((report) => (report.requests ?? []).map(cardRequest));
  return {
    card: 'action',
    id: hold.id,
    level,
    levelWord: LEVEL_WORDS[level],
    verdict: words.headline,
    details: [...words.details, ...placeDetails(hold), ...(level === 'unknown' ? [TREAT_AS_HIGH] : [])],
    ...(steps === undefined ? {} : { steps }),
    textTitle: titleOf(action, text, lines, excerpt !== undefined),
    lines,
    formattable: sqlTexts(hold).some(({ source }) => isDialect(source.dialect)),
    comparable: writesFile(action) || changesOf(hold.previews).length > 0,
    affected: rows.slice(0, ROWS_IN_TABLE),
    moreAffected: Math.max(0, rows.length - ROWS_IN_TABLE),
    listed:
      rows.length >= LONG_TABLE || hold.previews.some(({ entries }) => entries.some(({ all }) => all !== undefined)),
    counting: hold.previews.some(({ state }) => state === 'counting'),
    uncounted: isUncounted(hold),
    unknown: hold.previews.flatMap((report) => report.unknown.map((remark) => visibleText(whyUnknown(remark)))),
    ...(requests.length === 0 ? {} : { requests }),
    undo: undoWords(
      reading.effects,
      hold.previews.flatMap(({ entries }) => entries),
    ),
    ...(command === undefined ? {} : { undoCommand: command }),
    findings: findings.map(({ finding, number }) => ({
      number,
      sentence: findingSentence(finding),
      range: excerpt !== undefined && isAll(finding.range, text) ? NOWHERE : finding.range,
    })),
    context: contextRows(hold),
    ...(claimed === '' ? {} : { claim: claimed }),
    promise: promiseOf(hold, surroundings.seals === true),
    gesture: askedOf(hold),
    ...(excerpt === undefined ? {} : { excerpt }),
    openFirst: openFirst(level, lines, excerpt),
    ...(blocked === undefined ? {} : { blocked }),
    dismissOnly: hold.orphan,
  };
}

function promiseOf(hold: Hold, seals: boolean): string {
  if (isSealedRunner(hold.intent.runner.name)) return PROMISE.sealed;
  return seals && isSealedCall(hold) ? PROMISE.sealedCall : PROMISE.seatBelt;
}

function blockedBy(hold: Hold, blocked: Blocked | undefined): string | undefined {
  const why = blocked ?? (hold.judgement.verdict.ruling === 'refuse' ? 'refused' : undefined);
  return why === undefined ? undefined : BLOCKED[why];
}

interface DrawnText {
  readonly lines: readonly Line[];
  readonly excerpt?: string;
}

/** A card is made again with every figure that the previews find; its text is the same each time. */
const drawnTexts = new WeakMap<Action, { readonly judgement: Judgement; readonly drawn: DrawnText }>();

function drawnText(judgement: Judgement, action: Action, text: string): DrawnText {
  const known = drawnTexts.get(action);
  if (known?.judgement === judgement) return known.drawn;
  const flags = judgement.verdict.findings.map(({ range }, index) => ({ number: index + 1, range }));
  const isExcerpt = text.length > LONGEST_ON_CARD || isHeavy(text);
  const excerpt = isExcerpt ? EXCERPT : attachmentsOf(action).length > 0 ? EXCERPT_BESIDE : undefined;
  const lines = isExcerpt
    ? excerptLines(
        text,
        flags.filter((flag) => !isAll(flag.range, text)),
      )
    : textLines(text, flags);
  const drawn = { lines, ...(excerpt === undefined ? {} : { excerpt }) };
  drawnTexts.set(action, { judgement, drawn });
  return drawn;
}

/** A finding on all of a long text points at nothing in it. */
function isAll([start, end]: TextRange, text: string): boolean {
  return start === 0 && end >= text.length;
}

/** Too much for one page, or too slow to look through at once. */
function isHeavy(text: string): boolean {
  let rows = 0;
  for (const _ of rowsOf(text)) if (++rows > MOST_ROWS) return true;
  let unusual = 0;
  for (const _ of text.matchAll(/[^\n\t\x20-\x7e]/g)) if (++unusual > MOST_UNUSUAL) return true;
  return false;
}

/** What is not on the card at all must be opened whatever the level; what is folded on it, from medium on. */
function openFirst(level: Level, lines: readonly Line[], excerpt: string | undefined): ActionCard['openFirst'] {
  if (excerpt !== undefined) return 'text';
  return rank(level) >= rank('medium') && lines.some(({ fold }) => fold) ? 'folds' : 'nothing';
}

function titleOf(action: Action, text: string, lines: readonly Line[], isExcerpt: boolean): string {
  const hidden = lines.reduce((total, line) => total + line.pieces.filter(({ mark }) => mark === 'hidden').length, 0);
  return textTitle(kindWords(action), lines.at(-1)?.number ?? 1, text.length, { count: hidden, atLeast: isExcerpt });
}

function kindWords(action: Action): string {
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
