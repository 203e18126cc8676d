import { stat } from 'node:fs/promises';
import type { Hold } from '../review/hold.ts';
import type { RecordEntry } from '../review/recordEntry.ts';
import type { Restored } from '../review/service.ts';
import { hashOf, readLine } from './line.ts';
import { linesOf, segmentsOf } from './segments.ts';

export interface RecallOptions {
  readonly directory: string;
  /** Real path of the workspace folder. */
  readonly workspace: string;
  /** Wall clock, milliseconds. */
  readonly now: number;
  /** A new secret for each: the old tokens are not written down anywhere. */
  readonly token: () => string;
}

/** A hold lasts a day at most, and today began a day ago at most. */
const REACH = 2 * 24 * 60 * 60 * 1000;

type IntentEntry = Extract<RecordEntry, { type: 'intent' }>;

/**
 * What the record tells of earlier activations: today's decisions, and what was held and never decided. What comes back
 * is for showing: its texts are redacted, its ranges gone, and nothing of it can be approved.
 */
export async function recall({ directory, workspace, now, token }: RecallOptions): Promise<Restored> {
  const holds = new Map<string, Hold>();
  for (const file of await segmentsOf(directory)) {
    if ((await stat(file)).mtimeMs < now - REACH) continue;
    for await (const text of linesOf(file)) {
      const entry = entryOf(text);
      if (entry === undefined || entry.at < now - REACH) continue;
      apply(holds, entry, workspace, token);
    }
  }
  const all = [...holds.values()];
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  return {
    undecided: all.filter((hold) => hold.state === 'held'),
    today: all.filter((hold) => hold.state !== 'held' && (hold.decidedAt ?? 0) >= midnight),
  };
}

function apply(holds: Map<string, Hold>, entry: RecordEntry, workspace: string, token: () => string): void {
  switch (entry.type) {
    case 'intent':
      holds.set(entry.id, orphanOf(entry, workspace, token()));
      return;
    case 'decision': {
      const { state, by, note, why, at } = entry;
      change(holds, entry.id, {
        state,
        by,
        decidedAt: at,
        orphan: false,
        ...(note === undefined ? {} : { note }),
        ...(why === undefined ? {} : { why }),
      });
      return;
    }
    case 'claim':
      // Whether it ran to its end, nobody has told yet.
      change(holds, entry.id, { execution: 'unknown' });
      return;
    case 'outcome':
      change(holds, entry.id, { execution: 'finished', outcome: entry.outcome });
      return;
    case 'open':
    case 'close':
    case 'refused-input':
    case 'consent':
    case 'checkpoint':
    case 'stop':
    case 'resume':
    case 'alarm':
      return;
  }
}

function change(holds: Map<string, Hold>, id: string, more: Partial<Hold>): void {
  const hold = holds.get(id);
  if (hold !== undefined) holds.set(id, { ...hold, ...more });
}

function orphanOf(entry: IntentEntry, workspace: string, token: string): Hold {
  return {
    id: entry.id,
    token,
    intent: {
      version: 1,
      id: entry.id,
      runner: entry.runner,
      action: entry.action,
      ...(entry.claim === undefined ? {} : { claim: entry.claim }),
    },
    way: entry.way,
    digest: entry.digest,
    cwd: entry.cwd,
    workspace,
    judgement: {
      reading: {
        effects: entry.effects.map((effect) => ({ ...effect, range: [0, 0] as const, traits: [] })),
        problems: [],
        asks: [],
        texts: [],
        complete: false,
      },
      verdict: {
        ruling: entry.ruling,
        ...(entry.observed === undefined ? {} : { observed: entry.observed }),
        requires: [],
        level: entry.level,
        findings: [],
        reason: entry.reason,
      },
      files: entry.files ?? [],
      ...(entry.unfixed === undefined ? {} : { unfixed: entry.unfixed }),
    },
    previews: [],
    state: 'held',
    filedAt: entry.at,
    order: 0,
    expiresAt: entry.expiresAt,
    repeats: 0,
    orphan: true,
    revision: 1,
  };
}

/** A line whose hash is wrong is left to `verify`: nothing is made of it. */
export function entryOf(text: string): RecordEntry | undefined {
  const line = readLine(text);
  if (line === undefined || line.hash !== hashOf(line.prev, line.seq, line.entry)) return undefined;
  try {
    return JSON.parse(line.entry) as RecordEntry;
  } catch {
    return undefined;
  }
}
