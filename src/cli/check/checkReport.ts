import { visibleText } from '../../action/visible.ts';
import { findingSentence } from '../../app/sentences/findings.ts';
import { ruledBy } from '../../app/sentences/rules.ts';
import type { TextRange } from '../../effect/effect.ts';
import type { Finding } from '../../effect/finding.ts';
import type { Judgement } from '../../review/judgement.ts';
import type { Ruling } from '../../rules/ruling.ts';

const VERDICT: Readonly<Record<Ruling, string>> = { pass: 'PASS', hold: 'HOLD', refuse: 'REFUSE' };
/** Findings that are printed; the rest are counted. */
const MOST_FINDINGS = 12;
/** Characters of a line around the flagged span. A line that is no longer is shown whole. */
const WIDTH = 100;

/** A verdict for a person: what, why, and where in the text. Nothing raw of the text reaches the terminal. */
export function checkReport(text: string, judgement: Judgement): string {
  const { verdict, reading } = judgement;
  const lines = [
    `${VERDICT[verdict.ruling]}  level ${verdict.level}${reading.complete ? '' : ', not all of it was read'}`,
  ];
  if (verdict.reason.layer === 'user' || verdict.reason.layer === 'workspace') lines.push(`  ${ruledBy(verdict)}`);
  if (reading.effects.length === 0 && reading.complete) lines.push('  It has no effect that Keyturn knows of.');
  const shown = verdict.findings.slice(0, MOST_FINDINGS);
  for (const [index, finding] of shown.entries()) {
    // All that is said of one place stands above one picture of it.
    if (!samePlace(finding, shown[index - 1])) lines.push('');
    lines.push(`  ${findingSentence(finding)}  [${finding.rule}]`);
    if (!samePlace(finding, shown[index + 1])) lines.push(...pointer(text, finding.range));
  }
  const more = verdict.findings.length - MOST_FINDINGS;
  if (more > 0) lines.push('', `  … and ${more} more.`);
  return `${lines.join('\n')}\n`;
}

function samePlace({ range }: Finding, other: Finding | undefined): boolean {
  return other !== undefined && range[0] === other.range[0] && range[1] === other.range[1];
}

/** The line of the text that a range starts in, with a caret under its part of the range. */
function pointer(text: string, [start, end]: TextRange): readonly string[] {
  if (end <= start) return [];
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineBreak = text.indexOf('\n', start);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  const short = lineEnd - lineStart <= WIDTH;
  const from = short ? lineStart : Math.max(lineStart, start - WIDTH / 2);
  const to = Math.min(lineEnd, Math.max(Math.min(end, lineEnd), from + WIDTH), from + 2 * WIDTH);
  const before = shown(text.slice(from, start));
  const flagged = shown(text.slice(start, Math.min(end, to)));
  const after = shown(text.slice(Math.min(end, to), to));
  const head = from > lineStart ? '…' : '';
  const number = text.slice(0, start).split('\n').length;
  const margin = `  ${String(number).padStart(4)} | `;
  const gutter = `${' '.repeat(margin.length - 2)}| `;
  return [
    `${margin}${head}${before}${flagged}${after}${to < lineEnd ? '…' : ''}`,
    `${gutter}${' '.repeat(columns(head + before))}${'^'.repeat(Math.max(1, columns(flagged)))}`,
  ];
}

function shown(text: string): string {
  return visibleText(text).replaceAll('\t', ' ');
}

/** Terminal cells: wide East Asian characters and emoji take two, combining marks none. Close enough for a caret. */
function columns(text: string): number {
  let count = 0;
  for (const character of text)
    count += /\p{Mn}|\p{Me}/u.test(character)
      ? 0
      : /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
            character,
          )
        ? 2
        : 1;
  return count;
}
