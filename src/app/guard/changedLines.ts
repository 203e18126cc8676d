import { lineDiff } from '../card/lineDiff.ts';

/** UTF-16 units of the lines that an alarm shows. */
const LONGEST = 600;

/**
 * The lines that were taken out and put in, as one line. Where they are too many, each kind has half of the room, since
 * what was put in decides, and nobody may hide it behind all that was taken out.
 */
export function changedLines(before: string, after: string): string {
  let all = '';
  let count = 0;
  const first = { '-': '', '+': '' };
  for (const { sign, text } of lineDiff(before, after)) {
    if (sign === ' ') continue;
    count += 1;
    // Thousands of lines may have changed, and few of them are shown.
    const line = `${sign} ${text.trim().slice(0, LONGEST)}`;
    if (all.length <= LONGEST) all = joined(all, line);
    if (first[sign].length <= LONGEST / 2) first[sign] = joined(first[sign], line);
  }
  if (all.length <= LONGEST) return all;
  const halves = [first['-'], first['+']].filter((half) => half !== '').map((half) => clipped(half));
  return `${halves.join('  ')} (${count === 1 ? '1 line' : `${count} lines`} in all)`;
}

function joined(lines: string, line: string): string {
  return lines === '' ? line : `${lines}  ${line}`;
}

function clipped(lines: string): string {
  return lines.length <= LONGEST / 2 ? lines : `${lines.slice(0, LONGEST / 2)} …`;
}
