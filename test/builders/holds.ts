import type { Action } from '../../src/action/action.ts';
import type { Effect } from '../../src/effect/effect.ts';
import type { Finding } from '../../src/effect/finding.ts';
import type { Level } from '../../src/effect/level.ts';
import type { PreviewReport } from '../../src/preview/preview.ts';
import type { ReadText } from '../../src/reading/whole.ts';
import type { Hold } from '../../src/review/hold.ts';

export const WORKSPACE = '/home/ada/shop';

export type EffectParts = Pick<Effect, 'kind' | 'object'> & Partial<Effect>;

/** An effect with calm defaults. */
export function effect(parts: EffectParts): Effect {
  return { range: [0, 1], certainty: 'certain', undo: 'none', environment: 'local', traits: [], ...parts };
}

export interface HoldParts {
  readonly id?: string;
  readonly action: Action;
  readonly level: Level;
  readonly effects?: readonly Effect[];
  readonly findings?: readonly Finding[];
  readonly previews?: readonly PreviewReport[];
  readonly texts?: readonly ReadText[];
  readonly complete?: boolean;
  readonly with?: Partial<Hold>;
}

/** A hold as the review would make it, with only what matters named. */
export function hold(parts: HoldParts): Hold {
  const id = parts.id ?? '01K00000000000000000000000';
  return {
    id,
    way: 'hook',
    token: `token of ${id}`,
    intent: {
      version: 1,
      runner: { name: 'claude-code', version: '2.1.330', session: 'b7c2', pid: 4711 },
      action: parts.action,
      claim: { summary: 'remove stale rows' },
    },
    digest: '3f9c'.repeat(16),
    cwd: WORKSPACE,
    workspace: WORKSPACE,
    judgement: {
      reading: {
        effects: parts.effects ?? [],
        problems: [],
        asks: [],
        texts: parts.texts ?? [],
        complete: parts.complete ?? true,
      },
      verdict: {
        ruling: 'hold',
        requires: [],
        level: parts.level,
        findings: parts.findings ?? [],
        reason: { layer: 'floor', rule: 'critical' },
      },
      files: [],
    },
    previews: parts.previews ?? [],
    state: 'held',
    filedAt: Date.UTC(2026, 0, 5, 9, 30),
    order: 0,
    expiresAt: Date.UTC(2026, 0, 5, 17, 30),
    repeats: 0,
    orphan: false,
    revision: 1,
    ...parts.with,
  };
}

/** A finding at the first place of `words` in `text`. */
export function finding(text: string, words: string, rule: string, values: Record<string, string> = {}): Finding {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`"${words}" is not in the text`);
  return { rule, range: [start, start + words.length], values };
}
