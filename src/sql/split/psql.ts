import type { TextRange } from '../../effect/effect.ts';
import { LEX_RULES } from '../dialect.ts';
import { tokenAt, type Token } from '../lex.ts';
import { clientCommand, type ClientCommand, type ClientText } from './clientText.ts';

/** Commands whose argument is the rest of the line, whatever stands in it. */
const WHOLE_LINE = /^(!|copy|ef|ev|sf|sv|help|h)/;
/** Commands that send the statement before them. */
const SENDS = /^(g|gx|gexec|gset|gdesc|crosstabview|watch|sendpipeline)$/;

/** Commands that are looked through for what a variable is set to. */
const MAX_COMMANDS = 100;
/** Words of a statement kept to tell COPY … FROM STDIN. */
const MAX_WORDS = 400;

/** Splits psql input: backslash commands, inline COPY data, variables. Linear in the length. */
export function splitPsql(text: string): ClientText {
  if (!/[\\:]/.test(text) && !/\bcopy\b/i.test(text)) return { sql: text, commands: [], substituted: [] };
  const lineEnd = openLineEnds(text);
  const dataEnd = openDataEnds(text);
  const gaps: Gap[] = [];
  const commands: ClientCommand[] = [];
  const substituted: TextRange[] = [];
  let words: string[] = [];
  let before: Token | undefined;
  let token = tokenAt(text, LEX_RULES.postgresql, 0, undefined);
  // The lexer goes on behind each gap: what a command or a data line holds is no SQL, quotes in it count for nothing.
  const goOn = (from: number): void => {
    before = token;
    token = tokenAt(text, LEX_RULES.postgresql, from, before);
  };
  const skip = (range: TextRange, close = ''): void => {
    gaps.push({ range, close });
    goOn(range[1]);
  };
  while (token !== undefined) {
    const current: Token = token;
    if (current.value === '\\' && current.kind === 'other') {
      if (text.charAt(current.end) === ';') {
        skip([current.start, current.end]);
        continue;
      }
      const command = commandAt(text, current.start, lineEnd(current.start));
      const sends = SENDS.test(command.name);
      commands.push(command);
      if (sends) words = [];
      skip(command.range, sends ? ';' : '');
      continue;
    }
    if (current.kind === 'semicolon') {
      const data = isCopyIn(words) ? copyData(text, current.end, dataEnd) : undefined;
      words = [];
      if (data !== undefined) {
        skip(data);
        continue;
      }
    }
    if (current.kind === 'word' && words.length < MAX_WORDS) words.push(current.value);
    const variable = isColon(current) && !touches(before, current) ? variableAt(text, current) : undefined;
    if (variable !== undefined && isValue(text.slice(...variable), commands)) {
      skip(variable, '$1');
      continue;
    }
    if (variable !== undefined) substituted.push(variable);
    goOn(current.end);
  }
  return { sql: blankAll(text, gaps), commands, substituted };
}

interface Gap {
  readonly range: TextRange;
  /** Stands in the gap: `;` where a command sends the statement before it, `$1` for a value. */
  readonly close: string;
}

function blankAll(text: string, gaps: readonly Gap[]): string {
  let out = '';
  let at = 0;
  for (const { range, close } of gaps) {
    const gap = text.slice(range[0], range[1]).replace(/[^\n]/g, ' ');
    out += text.slice(at, range[0]) + close + gap.slice(close.length);
    at = range[1];
  }
  return out + text.slice(at);
}

/** The command at a backslash: its name, and its argument up to the next backslash outside quotes or the line's end. */
function commandAt(text: string, start: number, lineEnd: number): ClientCommand {
  const name = /^\\(?:[A-Za-z_]+\+?|.)?/s.exec(text.slice(start, Math.min(lineEnd, start + 60)))?.[0].slice(1) ?? '';
  const nameEnd = start + 1 + name.length;
  const end = WHOLE_LINE.test(name) ? lineEnd : argumentEnd(text, nameEnd, lineEnd);
  return clientCommand(text, name, start, nameEnd, end);
}

function argumentEnd(text: string, from: number, lineEnd: number): number {
  let quote = '';
  for (let i = from; i < lineEnd; i += 1) {
    const c = text.charAt(i);
    if (quote !== '') quote = c === quote ? '' : quote;
    else if (c === "'" || c === '"' || c === '`') quote = c;
    else if (c === '\\') return text.charAt(i + 1) === '\\' ? i + 2 : i;
  }
  return lineEnd;
}

function isColon(token: Token | undefined): boolean {
  return token?.value === ':' && token.kind === 'other';
}

/** The second colon of a cast. */
function touches(before: Token | undefined, token: Token): boolean {
  return isColon(before) && before?.end === token.start;
}

/** Commands that give a variable another value than the text says, or skip one that gives it. */
const UNSURE = /^(?:if|elif|else|gset|getenv|prompt|unset|getresults|bind)/;

/** A variable that stands for one value: `:'name'`, which psql puts in quotes, and `:name` that the text has `\set` to a number. */
function isValue(variable: string, commands: readonly ClientCommand[]): boolean {
  if (/^:'.+'$/.test(variable)) return true;
  if (commands.length > MAX_COMMANDS || commands.some(({ name }) => UNSURE.test(name))) return false;
  const set = commands.findLast(
    ({ name, argument }) => name === 'set' && argument.split(/\s/)[0] === variable.slice(1),
  );
  return set !== undefined && /^\S+\s+'?-?\d+(?:\.\d+)?'?$/.test(set.argument);
}

/** `:name`, `:'name'`, `:"name"`, `:{?name}`; not a cast `::` and not `:=`. */
function variableAt(text: string, colon: Token): TextRange | undefined {
  const found = /^:(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|'[\w\u0080-\uffff]+'|'|"|\{\?)/.exec(
    text.slice(colon.start, colon.start + 64),
  );
  return found === null ? undefined : [colon.start, colon.start + found[0].length];
}

function isCopyIn(words: readonly string[]): boolean {
  return words[0] === 'COPY' && words.includes('FROM') && words.includes('STDIN');
}

/** Lines after `COPY … FROM stdin;` up to `\.`; without that end mark they may as well be statements. */
function copyData(
  text: string,
  semicolon: number,
  dataEnd: (from: number) => number | undefined,
): TextRange | undefined {
  let newline = semicolon;
  while (newline < text.length && /[^\S\n]/.test(text.charAt(newline))) newline += 1;
  if (text.charAt(newline) !== '\n') return undefined;
  const end = dataEnd(newline + 1);
  return end === undefined ? undefined : [newline + 1, end];
}

/** Ends of lines, for places that only grow: a line of many commands is looked through once. */
function openLineEnds(text: string): (from: number) => number {
  let end = -1;
  return (from) => {
    if (end < from) end = text.indexOf('\n', from);
    if (end < 0) end = text.length;
    return end;
  };
}

/** Ends of `\.` lines, for places that only grow; undefined: there are no more. */
function openDataEnds(text: string): (from: number) => number | undefined {
  const mark = /^\\\.[ \t\r]*$/gm;
  let found: RegExpExecArray | null | undefined;
  return (from) => {
    if (found !== null && (found === undefined || found.index < from)) {
      mark.lastIndex = from;
      found = mark.exec(text);
    }
    return found === null ? undefined : found.index + found[0].length;
  };
}
