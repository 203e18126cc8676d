import { lineDiff } from '../card/lineDiff.ts';

/** UTF-16 units of the lines that an alarm shows. */
const LONGEST = 600;

/** The lines that were taken out and put in, as one line; the rest is counted. */
export function changedLines(before: string, after: string): string {
  let all = '';
  let count = 0;
  for (const { sign, text } of lineDiff(before, after)) {
    if (sign === ' ') continue;
    count += 1;
    // Thousands of lines may have changed, and few of them are shown.
    if (all.length <= LONGEST) all += `${count === 1 ? '' : '  '}${sign} ${text.trim().slice(0, LONGEST)}`;
  }
  return all.length <= LONGEST ? all : `${all.slice(0, LONGEST)} … (${count} lines in all)`;
}
