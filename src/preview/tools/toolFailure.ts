import { redact } from '../../action/redact.ts';
import type { Remark } from '../preview.ts';
import type { ToolAnswer } from './askTool.ts';
import type { OwnTool } from './ownTools.ts';

/** Why a tool gave no answer. What it says itself may have addresses and keys in it. */
export function toolFailure(tool: OwnTool, { why, message }: Extract<ToolAnswer, { ok: false }>): Remark {
  return {
    code: `unknown.tool-${why}`,
    values: { tool, message: redact(message) },
  };
}
