import type { JsonObject } from '../action/json.ts';
import type { Outcome } from '../review/decision.ts';
import { isObject, textField } from './hookJson.ts';

/** What Claude Code reports after a call. A Bash call that did not fail ended with 0. */
export function claudeOutcome(event: string, tool: string, fields: JsonObject): Outcome {
  if (event === 'PostToolUseFailure') {
    const error = textField(fields, 'error') ?? '';
    // A Bash call that ended with another code than 0 (seen in 2.1.330: "Exit code 1", then the output).
    const code = /^Exit code (\d{1,3})\b/.exec(error)?.[1];
    if (code !== undefined) return { sealed: false, exitCode: Number(code) };
    return { sealed: false, error: fields['is_interrupt'] === true ? 'interrupted' : error.slice(0, 500) || 'failed' };
  }
  const response = fields['tool_response'];
  if (!isObject(response)) return { sealed: false };
  if (response['interrupted'] === true) return { sealed: false, error: 'interrupted' };
  // In the background it has only started.
  if (tool !== 'Bash' || 'backgroundTaskId' in response) return { sealed: false };
  return { sealed: false, exitCode: 0 };
}
