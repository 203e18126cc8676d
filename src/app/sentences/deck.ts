import { BLOCKED } from './card.ts';
import { ageWords, numberWords, singular } from './amounts.ts';

/** `2 of 7 actions`; `3 wait` while something else is shown; empty when nothing else waits. */
export function positionWords(place: number, waiting: number): string {
  if (waiting === 0 || (waiting === 1 && place === 0)) return '';
  if (place < 0) return waiting === 1 ? '1 waits' : `${numberWords(waiting)} wait`;
  return `${numberWords(place + 1)} of ${numberWords(waiting)} ${singular('actions', waiting)}`;
}

/** `age`: milliseconds since it was counted. */
export function staleSentence(age: number): string {
  return `Counted ${ageWords(age)} ago. Counting again…`;
}

export const CHANGED_SENTENCE = 'What it would hit has changed since it was counted. Counting again…';

export function approvedSentence(headline: string): string {
  return `Approved: ${headline}.`;
}

export function deniedSentence(headline: string): string {
  return headline === '' ? 'Declined.' : `Denied: ${headline}.`;
}

export function dismissedSentence(headline: string): string {
  return `Dismissed: ${headline}.`;
}

/** Why a gesture led to nothing. */
const REFUSED: Readonly<Record<string, string>> = {
  unknown: 'It is not there any more.',
  'already-decided': 'It was decided already.',
  deciding: 'It is being decided.',
  'ticket-unknown': 'The card had changed in the meantime. Read it again.',
  'view-changed': 'What is shown has changed in the meantime. Read it again.',
  'too-early': 'That was too soon after the card changed. Read it, then decide.',
  'gesture-missing': 'What the card asks for was not done.',
  stale: 'What it hits was counted too long ago. It is being counted again: decide when that has ended.',
  'not-opened': 'Not all of its text is on the card. Open it in the editor first.',
  'not-orphan': 'Its runner still waits: approve or deny it.',
  'record-failed': 'The record could not be written, so nothing was approved. Look at the disk that holds ~/.keyturn.',
  failed: 'Something went wrong inside Keyturn, so nothing was approved. “Keyturn” in the Output panel says more.',
  hidden: 'The card was not visible. Nothing is approved unseen.',
  unfocused: 'This window was not in front. Nothing is approved behind your back.',
  ...BLOCKED,
};

export function refusedSentence(code: string): string {
  return REFUSED[code] ?? `It was not approved (${code}). Read the card again.`;
}
