import { stat } from 'node:fs/promises';
import type { DigestFile } from '../../action/digest.ts';
import type { Effect } from '../../effect/effect.ts';
import type { Level } from '../../effect/level.ts';
import { entryOf } from '../../record/recall.ts';
import { linesOf, segmentsOf } from '../../record/segments.ts';
import type { FinalState } from '../../review/decision.ts';
import type { Ruling, RulingReason } from '../../rules/ruling.ts';

/** A shell command that the record tells of. */
export interface PastAction {
  readonly at: number;
  readonly command: string;
  /** Nothing was fed to it or set for it beside its words. */
  readonly plain: boolean;
  readonly cwd: string;
  readonly effects: readonly Effect[];
  readonly files: readonly DigestFile[];
  readonly level: Level;
  readonly reason: RulingReason;
  readonly observed?: Exclude<Ruling, 'pass'>;
  readonly state: FinalState;
  readonly by: string;
}

const DAY = 24 * 60 * 60 * 1000;

/** Milliseconds that a learned rule looks back, and lasts. */
export const LEARNED_FOR = 30 * DAY;

/** More than this many are not held against a rule: the newest count. */
const MOST = 20_000;

/** Since when the record tells: what was ever denied is not offered. */
export const EVER = 0;

/** The decided shell commands of a record since a moment, oldest first. A line whose hash is wrong tells nothing. */
export async function pastActions(directory: string, since: number): Promise<readonly PastAction[]> {
  const intents = new Map<string, Omit<PastAction, 'state' | 'by'>>();
  const past: PastAction[] = [];
  for (const file of await segmentsOf(directory)) {
    if ((await stat(file)).mtimeMs < since) continue;
    for await (const line of linesOf(file)) {
      const entry = entryOf(line);
      if (entry === undefined || entry.at < since) continue;
      if (entry.type === 'intent' && entry.action.kind === 'shell' && entry.action.command !== undefined) {
        const { at, cwd, level, reason } = entry;
        const effects = entry.effects.map((effect) => ({ ...effect, range: [0, 0] as const, traits: [] }));
        intents.set(entry.id, {
          at,
          command: entry.action.command,
          plain: entry.action.stdin === undefined && entry.action.environment === undefined,
          cwd,
          effects,
          files: entry.files ?? [],
          level,
          reason,
          ...(entry.observed === undefined ? {} : { observed: entry.observed }),
        });
      }
      if (entry.type !== 'decision') continue;
      const intent = intents.get(entry.id);
      if (intent !== undefined) past.push({ ...intent, state: entry.state, by: entry.by });
      intents.delete(entry.id);
    }
  }
  return past.slice(-MOST);
}
