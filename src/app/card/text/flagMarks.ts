import type { TextRange } from '../../../effect/effect.ts';
import type { Finding } from '../../../effect/finding.ts';
import { findingSentence } from '../../sentences/findings.ts';

/** UTF-16 units of a text from which on a finding on all of it is not underlined: it points at nothing. */
const LONG = 2_000;

/** What the editor draws for one finding. */
export interface FlagMark {
  readonly range: TextRange;
  readonly hover: string;
  /** Drawn behind the range: the numbers of all findings that end there. */
  readonly after?: string;
}

/**
 * The findings of a text with their numbers on the card, in the order of the text. Several that end at one place share one
 * mark behind it: the editor would draw them one by one from the right.
 */
export function flagMarks(findings: readonly Finding[], length: number): readonly FlagMark[] {
  const numbered = findings
    .map((finding, index) => ({ finding, number: index + 1 }))
    .filter(({ finding: { range } }) => length < LONG || range[1] - range[0] < length);
  const endings = new Map<number, readonly number[]>();
  for (const { finding, number } of numbered) {
    const end = finding.range[1];
    endings.set(end, [...(endings.get(end) ?? []), number]);
  }
  const inOrder = [...numbered].sort(
    (a, b) => a.finding.range[0] - b.finding.range[0] || a.finding.range[1] - b.finding.range[1] || a.number - b.number,
  );
  return inOrder.map(({ finding, number }) => {
    const ending = endings.get(finding.range[1]) ?? [];
    return {
      range: finding.range,
      hover: `${number}. ${findingSentence(finding)}`,
      ...(ending[0] === number ? { after: ending.map((one) => `(${one})`).join('') } : {}),
    };
  });
}
