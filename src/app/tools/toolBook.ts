import { OWN_TOOLS, type OwnTool, type ToolRefusals } from '../../preview/tools/ownTools.ts';
import type { Consents } from '../../review/consent.ts';
import type { Secrets } from '../product.ts';

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
  /** One change after the other: each reads, changes and writes the whole. */
  let last: Promise<unknown> = Promise.resolve();
  const change = (make: (kept: readonly OwnTool[]) => readonly OwnTool[]): Promise<void> => {
    const mine = last.then(async () => secrets.store(KEY, JSON.stringify(make(await keptIn(secrets)))));
    last = mine.catch(() => undefined);
    return mine;
  };
  return {
    async refusals() {
      const kept = trusted() ? await keptIn(secrets) : [];
      const why = trusted() ? 'not-allowed' : 'restricted';
      return Object.fromEntries(OWN_TOOLS.filter((tool) => !kept.includes(tool)).map((tool) => [tool, why]));
    },
    async offer(tool) {
      if (!(await consents.offer({ kind: 'preview-tool', content: tool, values: { tool } }))) return;
      try {
        await change((kept) => [...kept.filter((one) => one !== tool), tool]);
      } catch (reason) {
        alarm('connection.not-kept', { name: tool, error: String(reason) });
        return;
      }
      allowed();
    },
    revoke: (tool) => change((kept) => kept.filter((one) => one !== tool)),
  };
}

/** Read anew each time: another window may have allowed or revoked. What cannot be read allows nothing. */
async function keptIn(secrets: Secrets): Promise<readonly OwnTool[]> {
  try {
    const kept: unknown = JSON.parse((await secrets.get(KEY)) ?? '[]');
    return Array.isArray(kept) ? OWN_TOOLS.filter((tool) => kept.includes(tool)) : [];
  } catch {
    return [];
  }
}
