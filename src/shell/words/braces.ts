const MAX_WORDS = 256;
/** Each opening is looked for to its end: braces in braces take the square of their number. */
const MAX_OPENINGS = 64;

/**
 * Brace expansion as bash does it, on the word as written (quotes and substitutions are kept as they stand). Undefined
 * when there would be too many words.
 */
export function expandBraces(text: string): readonly string[] | undefined {
  return countOf(text, '{') > MAX_OPENINGS ? undefined : expanded(text);
}

function countOf(text: string, unit: string): number {
  let count = 0;
  for (let at = text.indexOf(unit); at !== -1; at = text.indexOf(unit, at + 1)) count += 1;
  return count;
}

function expanded(text: string): readonly string[] | undefined {
  const open = findOpen(text, 0);
  if (open === undefined) return [text];
  const { start, end, commas } = open;
  const head = text.slice(0, start);
  const inner = text.slice(start + 1, end);
  const tails = expanded(text.slice(end + 1));
  if (tails === undefined) return undefined;
  const choices = commas.length > 0 ? splitAt(text, start, end, commas) : sequence(inner);
  if (choices === undefined) return undefined;
  const middles: string[] = [];
  for (const choice of choices) {
    const made = commas.length > 0 ? expanded(choice) : [choice];
    if (made === undefined) return undefined;
    middles.push(...made);
  }
  if (middles.length * tails.length > MAX_WORDS) return undefined;
  return middles.flatMap((middle) => tails.map((tail) => head + middle + tail));
}

interface Open {
  readonly start: number;
  readonly end: number;
  readonly commas: readonly number[];
}

/** The first `{…}` that really expands: it has a comma of its own or is a sequence. */
function findOpen(text: string, from: number): Open | undefined {
  for (let at = from; at < text.length; at = next(text, at)) {
    if (text[at] !== '{') continue;
    const found = close(text, at);
    if (found !== undefined && (found.commas.length > 0 || sequence(text.slice(at + 1, found.end)) !== undefined)) {
      return found;
    }
  }
  return undefined;
}

function close(text: string, start: number): Open | undefined {
  let depth = 0;
  const commas: number[] = [];
  for (let at = start; at < text.length; at = next(text, at)) {
    const unit = text[at];
    if (unit === '{') depth++;
    else if (unit === ',' && depth === 1) commas.push(at);
    else if (unit === '}' && --depth === 0) return { start, end: at, commas };
  }
  return undefined;
}

/** The next position that is not inside quotes, an escape or `${…}`, `$(…)`, backticks. */
function next(text: string, at: number): number {
  const unit = text[at];
  if (unit === '\\') return at + 2;
  if (unit === "'" || unit === '`') return skipTo(text, at + 1, unit);
  if (unit === '"') {
    let i = at + 1;
    while (i < text.length && text[i] !== '"') i += text[i] === '\\' ? 2 : 1;
    return i + 1;
  }
  if (unit === '$' && (text[at + 1] === '{' || text[at + 1] === '(')) {
    const [opening, closing] = text[at + 1] === '{' ? ['{', '}'] : ['(', ')'];
    let depth = 0;
    for (let i = at + 1; i < text.length; i++) {
      if (text[i] === '\\') i++;
      else if (text[i] === opening) depth++;
      else if (text[i] === closing && --depth === 0) return i + 1;
    }
    return text.length;
  }
  return at + 1;
}

function skipTo(text: string, from: number, unit: string): number {
  const end = text.indexOf(unit, from);
  return end === -1 ? text.length : end + 1;
}

function splitAt(text: string, start: number, end: number, commas: readonly number[]): readonly string[] {
  const cuts = [start, ...commas, end];
  return cuts.slice(1).map((cut, index) => text.slice((cuts[index] ?? 0) + 1, cut));
}

/** `1..5`, `a..e`, `01..10..2`. */
function sequence(inner: string): readonly string[] | undefined {
  const match = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(inner);
  if (match === null) return undefined;
  const [, first = '', last = '', by] = match;
  const letters = /[A-Za-z]/.test(first);
  if (letters !== /[A-Za-z]/.test(last)) return undefined;
  const a = letters ? first.charCodeAt(0) : Number(first);
  const b = letters ? last.charCodeAt(0) : Number(last);
  const step = Math.max(1, Math.abs(Number(by ?? '1')) || 1);
  if (Math.abs(b - a) / step >= MAX_WORDS) return undefined;
  const width = /^-?0\d/.test(first) || /^-?0\d/.test(last) ? Math.max(first.length, last.length) : 0;
  const values: string[] = [];
  for (let n = a; a <= b ? n <= b : n >= b; n += a <= b ? step : -step) {
    values.push(letters ? String.fromCharCode(n) : String(n).padStart(width, '0'));
  }
  return values;
}
