import type { AnswerFrame, HookDecision } from './agent.ts';
import { NO_OPINION } from './agent.ts';
import { reasonText } from './answerText.ts';

/** The answer to a module of ours inside an agent. */
export function moduleAnswer(decision: HookDecision): string {
  if (decision.decision === 'none') return NO_OPINION;
  return JSON.stringify({ keyturn: decision.decision, reason: reasonText(decision.reason) });
}

export const MODULE_FRAMES: readonly AnswerFrame[] = [
  ['{"keyturn":"allow","reason":"', '"}'],
  ['{"keyturn":"deny","reason":"', '"}'],
];
