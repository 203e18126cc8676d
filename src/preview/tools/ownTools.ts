import type { Remark } from '../preview.ts';

/** Programs of the person's own that may be asked what is there. Only reading calls are made of them. */
export const OWN_TOOLS = ['docker', 'kubectl'] as const;

export type OwnTool = (typeof OWN_TOOLS)[number];

/** Why a tool is not asked: nobody has allowed it on a card, or the window is in Restricted Mode. Absent: it may be. */
export type ToolRefusals = Readonly<Partial<Record<OwnTool, 'not-allowed' | 'restricted'>>>;

/** Nobody has said anything: nothing is asked. */
export const NO_TOOLS: ToolRefusals = { docker: 'not-allowed', kubectl: 'not-allowed' };

export function refusalRemark(tool: OwnTool, refusals: ToolRefusals): Remark | undefined {
  const why = refusals[tool];
  return why === undefined ? undefined : { code: `unknown.tool-${why}`, values: { tool } };
}
