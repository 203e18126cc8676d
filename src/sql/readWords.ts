import { actsOutside, onlyComputes, type CallPlace } from './functions/other.ts';
import { isDataFile, isFileFunction, readDataFile } from './effects/duckdbFiles.ts';
import { qualified, tell, tellServerRead, type BroadRun } from './effects/broadRun.ts';
import { takeName } from './forms/match.ts';
import type { Token } from './lex.ts';
import { AFTER_TABLES, BEFORE_PAREN, PIVOT_HEADS, QUERY_HEADS, WITH_OWN_FROM } from './queryWords.ts';
import { writingWord } from './writing.ts';

/** A line that sends a statement, for Oracle's client: what stands behind it is another. */
const CLIENT_MARK = /^[ \t]*[/.][ \t]*\r?$/m;

/** What is open between two parentheses. */
interface Frame {
  /** A table stands next. */
  expects: boolean;
  /** A comma parts tables. */
  lists: boolean;
  /** The function that the parentheses belong to, in upper case. */
  readonly call: string;
}

/**
 * Reads a query of a warehouse that no parser here takes (PIVOT, ASOF JOIN, MATCH_RECOGNIZE …) by its words. It is one only when
 * no word of it writes and every call in it is known, as for a parsed one. False: it is not, and nothing was told. Only for
 * texts that lex one way.
 */
export function readWords(run: BroadRun, tokens: readonly Token[], text: string): boolean {
  const own = withoutExplain(tokens);
  if (CLIENT_MARK.test(text.slice(...run.statement))) return false;
  if (run.dialect !== 'other' || !isQuery(run, own) || !own.every((token, index) => isPlain(own, token, index)))
    return false;
  const told: (() => void)[] = [];
  const scope = namesOfWith(own);
  const root: Frame = { expects: PIVOT_HEADS.has(own[0]?.value ?? ''), lists: false, call: '' };
  const frames: Frame[] = [root];
  let at = 0;
  while (at < own.length) {
    const token = own[at];
    const frame = frames.at(-1);
    if (token === undefined || frame === undefined) return false;
    if (token.value === '(' && token.kind === 'other') {
      frames.push({ expects: frame.expects, lists: frame.expects, call: '' });
      frame.expects = false;
    } else if (token.value === ')' && token.kind === 'other') {
      if (frames.length === 1) return false;
      frames.pop();
    } else if (token.value === ',' && token.kind === 'other') frame.expects = frame.lists;
    else if (token.value === '@' && token.kind === 'other') {
      if (!frame.expects || run.name !== 'snowflake') return false;
      const next = stageEnd(own, at);
      const name = text.slice(token.start, own[next - 1]?.end);
      told.push(() => tell(run, 'sql.read', 'unknown', name));
      frame.expects = false;
      at = next;
      continue;
    } else if (token.kind === 'string') {
      // Wherever it stands, in DuckDB it may be a table.
      if (run.name === 'duckdb' && isDataFile(token.value)) told.push(() => readDataFile(run, token.value));
      else if (frame.expects) return false;
      frame.expects = false;
    } else if (token.kind === 'word' && isClause(own, at, frame)) {
      // Handled: a clause, not a name.
    } else if (token.kind === 'word' || token.kind === 'name') {
      const taken = takeName(own, at, text);
      const name = taken?.captured[0]?.text ?? '';
      const next = taken?.next ?? at + 1;
      const isCall = own[next]?.value === '(' && own[at - 1]?.value !== 'AS';
      if (isCall && !(next === at + 1 && token.kind === 'word' && BEFORE_PAREN.has(token.value))) {
        const place: CallPlace = frame.expects ? 'table' : 'value';
        const files = filesOf(run, name, own, next);
        if (files !== undefined) told.push(...files.map((file) => () => readDataFile(run, file)));
        else if (!scope.has(name.toLowerCase())) told.push(() => tellCall(run, name, place));
        frames.push({ expects: false, lists: false, call: name.toUpperCase() });
        frame.expects = false;
        at = next + 1;
        continue;
      }
      if (!isCall && frame.expects && !(token.kind === 'word' && BEFORE_PAREN.has(token.value))) {
        if (!scope.has(name.toLowerCase())) told.push(() => tell(run, 'sql.read', 'table', qualified(run, name)));
        frame.expects = false;
      }
      at = next;
      continue;
    }
    at += 1;
  }
  if (frames.length !== 1 || root.expects) return false;
  for (const one of told) one();
  if (told.length === 0) tellServerRead(run);
  return true;
}

/** `EXPLAIN indexes = 1 SELECT …` only plans, and EXPLAIN ANALYZE runs a query: the query says it all. */
function withoutExplain(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.kind !== 'word' || tokens[0].value !== 'EXPLAIN') return tokens;
  const from = tokens.findIndex(({ kind, value }) => kind === 'word' && QUERY_HEADS.has(value));
  const between = tokens.slice(1, Math.max(1, from));
  return between.every(({ kind, value }) => kind === 'word' || kind === 'number' || value === '=' || value === ',')
    ? tokens.slice(Math.max(0, from))
    : tokens;
}

function isQuery(run: BroadRun, tokens: readonly Token[]): boolean {
  const head = tokens[0];
  if (head?.kind !== 'word' || !(QUERY_HEADS.has(head.value) || (run.name === 'duckdb' && PIVOT_HEADS.has(head.value))))
    return false;
  return writingWord(tokens, run.dialect) === undefined && tokens.every(({ value }) => value !== 'NEXTVAL');
}

/** Nothing but what an expression is made of. */
function isPlain(tokens: readonly Token[], token: Token, index: number): boolean {
  if (!token.closed || token.kind === 'semicolon') return false;
  if (token.kind !== 'other') return true;
  const next = tokens[index + 1];
  if (token.value === '!') return next?.value === '=' && next.start === token.end;
  return '()[]{},.:+-*%<>=|&^~?$@/'.includes(token.value);
}

/** What a word does to the list of tables; false: it is a name. */
function isClause(tokens: readonly Token[], at: number, frame: Frame): boolean {
  const word = tokens[at]?.value ?? '';
  const before = tokens[at - 1]?.value;
  if (before === '.' || before === 'AS') return false;
  if (word === 'FROM') {
    if (WITH_OWN_FROM.has(frame.call) || before === 'DISTINCT') return true;
    frame.expects = true;
    frame.lists = true;
    return true;
  }
  if (word === 'JOIN') {
    frame.expects = before !== 'ARRAY';
    frame.lists = frame.expects;
    return true;
  }
  if (before === '(' && /^(?:PIVOT|UNPIVOT|DESCRIBE|SUMMARIZE|TABLE)$/.test(word)) {
    frame.expects = true;
    return true;
  }
  if (word === 'PIVOT' || word === 'UNPIVOT' || (word === 'ON' && PIVOT_HEADS.has(tokens[0]?.value ?? ''))) {
    frame.lists = false;
    return true;
  }
  if (AFTER_TABLES.has(word) && tokens[at + 1]?.value !== '.') {
    frame.expects = false;
    frame.lists = false;
    return true;
  }
  return false;
}

/** The names that `name AS (` gives to queries, in lower case. */
function namesOfWith(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>();
  if (!tokens.some(({ value }) => value === 'WITH')) return names;
  tokens.forEach((token, index) => {
    if (token.kind !== 'word' || token.value !== 'AS') return;
    const opens = tokens.slice(index + 1, index + 4).find(({ value }) => value !== 'NOT' && value !== 'MATERIALIZED');
    let named = index - 1;
    if (tokens[named]?.value === ')') while (named > 0 && tokens[named]?.value !== '(') named -= 1;
    const name = tokens[tokens[named]?.value === '(' ? named - 1 : named];
    if (opens?.value === '(' && (name?.kind === 'word' || name?.kind === 'name')) names.add(name.value.toLowerCase());
  });
  return names;
}

/** Behind the path of a Snowflake stage, `@stage/path/file.csv`: it ends with a blank, a parenthesis or a comma. */
function stageEnd(tokens: readonly Token[], from: number): number {
  let at = from + 1;
  while (at < tokens.length && tokens[at]?.start === tokens[at - 1]?.end && !/[(),]/.test(tokens[at]?.value ?? ''))
    at += 1;
  return at;
}

/** The files that a reader function of DuckDB is given as literals; undefined: it is none, or some are not in the text. */
function filesOf(run: BroadRun, name: string, tokens: readonly Token[], open: number): readonly string[] | undefined {
  if (run.name !== 'duckdb' || !isFileFunction(name.toLowerCase())) return undefined;
  const files: string[] = [];
  const list = tokens[open + 1]?.value === '[';
  let at = open + (list ? 2 : 1);
  for (;;) {
    const token = tokens[at];
    if (token?.kind !== 'string') return undefined;
    files.push(token.value);
    const next = tokens[at + 1]?.value;
    if (next === (list ? ']' : ')') || (!list && next === ',')) return files;
    if (next !== ',') return undefined;
    at += 2;
  }
}

function tellCall(run: BroadRun, name: string, place: CallPlace): void {
  if (onlyComputes(name, run.name, place)) return;
  run.draft.effect('sql.execute', 'function', name, run.locator.find(name, ...run.statement), {
    certainty: actsOutside(name.split('.').at(-1) ?? name) ? 'certain' : 'possible',
    undo: 'unknown',
  });
}
