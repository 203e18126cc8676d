import type { RecordEntry } from '../review/recordEntry.ts';
import type { FaultCode } from './faults.ts';

/** What is impossible in the order of the entries. */
export interface Wrong {
  readonly code: FaultCode;
  readonly id: string;
}

/** Follows each intent through the lines. */
export interface Story {
  next(entry: RecordEntry): Wrong | undefined;
}

export function openStory(): Story {
  const known = new Map<string, { decided: boolean; jti?: string; claimed: boolean }>();
  return {
    next(entry) {
      switch (entry.type) {
        case 'intent':
          known.set(entry.id, { decided: false, claimed: false });
          return undefined;
        case 'decision': {
          const intent = known.get(entry.id);
          if (intent === undefined) return { code: 'decision-without-intent', id: entry.id };
          if (intent.decided) return { code: 'decided-twice', id: entry.id };
          intent.decided = true;
          const granted = entry.state === 'approved' || entry.state === 'passed';
          if (granted && entry.jti !== undefined) intent.jti = entry.jti;
          return undefined;
        }
        case 'claim': {
          const intent = known.get(entry.id);
          if (intent === undefined || intent.jti !== entry.jti) return { code: 'claim-without-grant', id: entry.id };
          if (intent.claimed) return { code: 'claimed-twice', id: entry.id };
          intent.claimed = true;
          return undefined;
        }
        case 'outcome':
          return known.get(entry.id)?.claimed === true ? undefined : { code: 'outcome-without-claim', id: entry.id };
        case 'open':
        case 'close':
        case 'refused-input':
        case 'consent':
        case 'checkpoint':
        case 'stop':
        case 'resume':
        case 'alarm':
          return undefined;
      }
    },
  };
}
