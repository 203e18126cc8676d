import { OWN_TOOLS, type OwnTool, type ToolRefusals } from '../../preview/tools/ownTools.ts';
import type { Consents } from '../../review/consent.ts';
import { openKeptJson } from '../kept/keptJson.ts';
import type { Secrets } from '../kept/secrets.ts';

const KEY = 'keyturn.tools';

/** Which programs of the person's previews may ask what is there. Nothing but a card adds to it; anything may take away. */
export interface ToolBook {
  /** Why each tool that is not asked is not. */
  refusals(): Promise<ToolRefusals>;
  /** Offers the card that allows a tool. Resolves when it was decided. */
  offer(tool: OwnTool): Promise<void>;
  revoke(tool: OwnTool): Promise<void>;
}

export interface ToolBookParts {
  readonly secrets: Secrets;
  readonly consents: Consents;
  /** False in Restricted Mode. */
  readonly trusted: () => boolean;
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  /** Something was allowed: what is held may be looked at anew. */
  readonly allowed: () => void;
}

export function openToolBook({ secrets, consents, trusted, alarm, allowed }: ToolBookParts): ToolBook {
  const kept = openKeptJson(secrets, KEY, toolsIn);
  return {
    async refusals() {
      const asked = trusted() ? await kept.now() : [];
      const why = trusted() ? 'not-allowed' : 'restricted';
      return Object.fromEntries(OWN_TOOLS.filter((tool) => !asked.includes(tool)).map((tool) => [tool, why]));
    },
    async offer(tool) {
      if (!(await consents.offer({ kind: 'preview-tool', content: tool, values: { tool } }))) return;
      try {
        await kept.change((before) => [...before.filter((one) => one !== tool), tool]);
      } catch (reason) {
        alarm('connection.not-kept', { name: tool, error: String(reason) });
        return;
      }
      allowed();
    },
    revoke: (tool) => kept.change((before) => before.filter((one) => one !== tool)),
  };
}

function toolsIn(parsed: unknown): readonly OwnTool[] {
  return Array.isArray(parsed) ? OWN_TOOLS.filter((tool) => parsed.includes(tool)) : [];
}
