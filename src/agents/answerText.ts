import { NO_OPINION, REFUSAL_START, type Agent } from './agent.ts';

/** Longest reason, in bytes of JSON: the whole answer must go out in one write of a shell (dash flushes at 8 KiB). */
const REASON_LIMIT = 6000;

/** As much of a reason as fits, never half a character and never nothing: an empty reason voids a deny in some agents. `times`: how often it stands in the answer. */
export function reasonText(reason: string, times = 1): string {
  let text = '';
  let size = 0;
  for (const character of reason) {
    size += BYTES.encode(JSON.stringify(character)).length - 2;
    if (size > REASON_LIMIT / times) return `${text}…`;
    text += character;
  }
  return text === '' ? 'Keyturn' : text;
}

/** A refusal by status 2: one line of plain text, which the hook script recognises by its start. */
export function refusalLine(reason: string): string {
  const line = reasonText(reason.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim());
  return line.startsWith(REFUSAL_START) ? line : `${REFUSAL_START}${line}`;
}

/** Whether a text is a whole answer of this agent's: anything else that came back is a failure. */
export function isAnswer({ answerFrames, denial }: Pick<Agent, 'answerFrames' | 'denial'>, text: string): boolean {
  if (text === NO_OPINION) return true;
  if (denial === 'status' && text.startsWith(REFUSAL_START)) return true;
  return answerFrames.some(([start, end]) => text.startsWith(start) && text.endsWith(end));
}

const BYTES = new TextEncoder();
