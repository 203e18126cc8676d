import type { DiffLine } from './lineDiff.ts';

/** Lines of a diff that stand together; folded ones are unchanged and far from every change. */
export interface DiffPart {
  readonly folded: boolean;
  readonly lines: readonly DiffLine[];
}

/** Unchanged lines that are shown before and after a change. */
const AROUND = 3;
/** Fewer are shown: to say how many they are would take as much room. */
const LEAST_FOLDED = 4;

/** All lines in their order. What changes is never folded. */
export function diffParts(lines: readonly DiffLine[]): readonly DiffPart[] {
  const near = new Set<number>();
  lines.forEach(({ sign }, index) => {
    if (sign === ' ') return;
    for (let at = index - AROUND; at <= index + AROUND; at += 1) near.add(at);
  });
  const parts: { folded: boolean; lines: DiffLine[] }[] = [];
  for (let from = 0; from < lines.length;) {
    let to = from;
    while (to < lines.length && near.has(to) === near.has(from)) to += 1;
    const folded = !near.has(from) && to - from >= LEAST_FOLDED;
    const last = parts.at(-1);
    if (last !== undefined && !folded && !last.folded) last.lines.push(...lines.slice(from, to));
    else parts.push({ folded, lines: lines.slice(from, to) });
    from = to;
  }
  return parts;
}
