/** What makes a record not whole. `app/sentences/record.ts` says it. */
export type FaultCode =
  | 'not-a-line'
  | 'hash'
  | 'chain'
  | 'sequence'
  | 'torn-tail'
  | 'segment-missing'
  | 'shortened'
  | 'checkpoint'
  | 'unsigned'
  | 'other-key'
  | 'grant-forged'
  | 'grant-other'
  | 'claim-without-grant'
  | 'claimed-twice'
  | 'decided-twice'
  | 'outcome-without-claim'
  | 'decision-without-intent';

/** What a person should know of a record that is whole. */
export type RemarkCode = 'clock-back' | 'key-changed';
