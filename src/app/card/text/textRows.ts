/** Physical lines longer than this are shown step by step. UTF-16 code units, as all offsets here. */
const LONG_LINE = 100;

/** Lines longer than this are not looked through for steps. */
const LONGEST_STEPPED = 100_000;

/** One row of a text as a person is shown it, on the card and in the editor alike. */
export interface RowRange {
  /** Counted from 1, of the line in the text. */
  readonly number: number;
  /** A further row of the same line. */
  readonly continues: boolean;
  readonly start: number;
  readonly end: number;
}

/** The rows of a text in order, made as they are asked for: the text may have millions. */
export function* rowsOf(text: string): Generator<RowRange> {
  let number = 0;
  for (let start = 0; start <= text.length;) {
    const feed = text.indexOf('\n', start);
    const end = feed < 0 ? text.length : feed;
    number += 1;
    let from = start;
    for (const at of stepsOf(text, start, end)) {
      yield { number, continues: from !== start, start: from, end: at };
      from = at;
    }
    yield { number, continues: from !== start, start: from, end };
    start = end + 1;
  }
}

function stepsOf(text: string, start: number, end: number): readonly number[] {
  if (end - start <= LONG_LINE || end - start > LONGEST_STEPPED) return [];
  return stepBreaks(text.slice(start, end)).map((at) => start + at);
}

/**
 * Where a long line may be broken for the eye: after `&&`, `||`, `|`, `;` and a blank, outside of quotes as far as a
 * glance can tell. It is for showing only; no verdict depends on it.
 */
export function stepBreaks(line: string): readonly number[] {
  const breaks: number[] = [];
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === '\\' && quote !== "'") at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
    else if ((character === ';' || character === '|' || character === '&') && line.charAt(at + 1) === ' ') {
      const doubled = line.charAt(at - 1) === character;
      if (character !== '&' || doubled) breaks.push(at + 2);
    }
  }
  return breaks.filter((at) => at < line.length);
}
