import type { Outcome } from '../review/decision.ts';

/** What Claude Code reports after a call. It gives no exit code: a Bash call that did not fail ended with 0. */
export function claudeOutcome(event: string, tool: string, fields: Readonly<Record<string, unknown>>): Outcome {
  if (event === 'PostToolUseFailure') {
    const error = fields['error'];
    return { sealed: false, error: typeof error === 'string' ? error.slice(0, 500) : 'failed' };
  }
  const response = fields['tool_response'];
  if (typeof response !== 'object' || response === null) return { sealed: false };
  const given = response as Readonly<Record<string, unknown>>;
  if (given['interrupted'] === true) return { sealed: false, error: 'interrupted' };
  // In the background it has only started.
  if (tool !== 'Bash' || 'backgroundTaskId' in given) return { sealed: false };
  return { sealed: false, exitCode: 0 };
}
