import { lineDiff } from '../card/lineDiff.ts';

/** UTF-16 units of the lines that an alarm shows. */
const LONGEST = 600;

/** The lines that were taken out and put in, as one line; the rest is counted. */
export function changedLines(before: string, after: string): string {
  const lines = lineDiff(before, after)
    .filter(({ sign }) => sign !== ' ')
    .map(({ sign, text }) => `${sign} ${text.trim()}`);
  const all = lines.join('  ');
  return all.length <= LONGEST ? all : `${all.slice(0, LONGEST)} … (${lines.length} lines in all)`;
}
