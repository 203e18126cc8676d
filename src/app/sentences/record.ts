import type { FaultCode, RemarkCode } from '../../record/faults.ts';

/** What is wrong at a line of the record, or with its end. */
export const FAULTS: Readonly<Record<FaultCode, string>> = {
  'not-a-line': 'this is no line that Keyturn wrote',
  hash: 'the line was changed after it was written',
  chain: 'it does not follow the line before it: lines were taken out, put in or written anew',
  sequence: 'its number does not follow the one before it',
  'torn-tail': 'the last line is cut short, by a crash or by somebody; the next window cuts it off',
  'segment-missing': 'a file before this one is gone',
  shortened: 'the open window wrote more than is here: the end was cut off, or the record was written anew',
  checkpoint: 'the signature over the lines before it does not hold: something above it was changed',
  unsigned: 'there is no signature over the last thousand lines: they were taken out',
  'other-key': 'the last window signed with another key than key.pub',
  'grant-forged': 'it says that something was allowed, without a grant that was signed here',
  'grant-other': 'the grant in it is for something else than the line says',
  'claim-without-grant': 'a grant was used that nobody gave',
  'claimed-twice': 'a grant was used twice',
  'decided-twice': 'it was decided before',
  'outcome-without-claim': 'an outcome of something that nobody was let do',
  'decision-without-intent': 'a decision on something that nobody filed',
};

/** What a person should know although the record is whole. */
export const REMARKS: Readonly<Record<RemarkCode, string>> = {
  'clock-back': 'the clock of the machine was set back before this line',
  'key-changed': 'from here on another key signs: the editor lost the one before, or somebody replaced it',
};
