import type { TextRange } from '../../effect/effect.ts';
import { LEX_RULES } from '../dialect.ts';
import { tokenAt, type LexRules, type Token } from '../lex.ts';
import { clientCommand, firstOnLine, lineEnd, type ClientCommand, type ClientText } from './clientText.ts';

/** A statement's place, and whether its end mark was seen. */
export interface SqliteShellText extends ClientText {
  readonly statements: readonly TextRange[];
}

/**
 * Splits sqlite3 input: a line that begins with `.` where no statement is open is the shell's own, one that begins with
 * `#` a comment. `CREATE TRIGGER … END` keeps its inner semicolons. `rules`: of DuckDB, whose shell is a child of this one.
 */
export function splitSqliteShell(text: string, rules: LexRules = LEX_RULES.sqlite): SqliteShellText {
  const gaps: TextRange[] = [];
  const commands: ClientCommand[] = [];
  const statements: TextRange[] = [];
  let open: Token[] = [];
  let before: Token | undefined;
  let token = tokenAt(text, rules, 0, undefined);
  const goOn = (from: number): void => {
    before = token;
    token = tokenAt(text, rules, from, before);
  };
  const close = (): void => {
    const first = open[0];
    const last = open.at(-1);
    if (first !== undefined && last !== undefined) statements.push([first.start, last.end]);
    open = [];
  };
  while (token !== undefined) {
    const current: Token = token;
    const idle = open.length === 0 && firstOnLine(text, current.start);
    // To DuckDB's other clients a `#` is no comment.
    if (idle && (current.value === '.' || (current.value === '#' && rules === LEX_RULES.sqlite))) {
      const end = lineEnd(text, current.start);
      gaps.push([current.start, end]);
      if (current.value === '.') commands.push(commandAt(text, current.start, end));
      goOn(end);
      continue;
    }
    if (current.kind === 'semicolon') {
      if (!insideTrigger(open)) close();
    } else if (current.kind !== 'comment') open.push(current);
    goOn(current.end);
  }
  close();
  let sql = '';
  let at = 0;
  for (const [start, end] of gaps) {
    sql += text.slice(at, start) + ' '.repeat(end - start);
    at = end;
  }
  return { sql: sql + text.slice(at), commands, substituted: [], statements };
}

/** A trigger's body ends with END; its statements end with semicolons of their own. */
function insideTrigger(open: readonly Token[]): boolean {
  const head = open.slice(0, 6).map((token) => token.value);
  if (head[0] === 'EXPLAIN') head.shift();
  if (head[0] !== 'CREATE' || !head.slice(1, 4).includes('TRIGGER')) return false;
  return open.at(-1)?.value !== 'END';
}

function commandAt(text: string, start: number, end: number): ClientCommand {
  const name = /^\.\s*(\S*)/.exec(text.slice(start, end))?.[1] ?? '';
  const nameEnd = start + text.slice(start, end).indexOf(name) + name.length;
  return clientCommand(text, name, start, nameEnd, end);
}
