import type { JsonObject } from '../action/json.ts';
import type { Outcome } from '../review/decision.ts';
import { isObject } from './hookJson.ts';

/** What Claude Code reports after a call. It gives no exit code: a Bash call that did not fail ended with 0. */
export function claudeOutcome(event: string, tool: string, fields: JsonObject): Outcome {
  if (event === 'PostToolUseFailure') {
    const error = fields['error'];
    return { sealed: false, error: typeof error === 'string' ? error.slice(0, 500) : 'failed' };
  }
  const response = fields['tool_response'];
  if (!isObject(response)) return { sealed: false };
  if (response['interrupted'] === true) return { sealed: false, error: 'interrupted' };
  // In the background it has only started.
  if (tool !== 'Bash' || 'backgroundTaskId' in response) return { sealed: false };
  return { sealed: false, exitCode: 0 };
}
