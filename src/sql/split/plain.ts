import type { TextRange } from '../../effect/effect.ts';
import type { Dialect } from '../dialect.ts';
import { lex, type LexRules, type Token } from '../lex.ts';

/** Statements between semicolons, and, for SQL Server, between lines that say GO. Comments at the edges are left out. */
export function splitPlain(text: string, dialect: Dialect, rules: LexRules): readonly TextRange[] {
  const statements: TextRange[] = [];
  let open: Token[] = [];
  let depth = 0;
  const close = (): void => {
    const first = open[0];
    const last = open.at(-1);
    if (first !== undefined && last !== undefined) statements.push([first.start, last.end]);
    open = [];
    depth = 0;
  };
  for (const token of lex(text, rules)) {
    if (token.kind === 'comment') continue;
    if (dialect === 'tsql' && depth === 0 && opensNext(text, token, open)) close();
    if (token.kind === 'other') depth += token.value === '(' ? 1 : token.value === ')' ? -1 : 0;
    if (token.kind === 'semicolon' || (dialect === 'tsql' && isGo(text, token))) close();
    else open.push(token);
  }
  close();
  return statements;
}

/** SQL Server needs no mark between statements: behind a setting or a declaration, a new line with a verb is the next one. */
function opensNext(text: string, token: Token, open: readonly Token[]): boolean {
  const first = open[0];
  if (first?.kind !== 'word' || !/^(?:DECLARE|SET|PRINT|USE)$/.test(first.value) || token.kind !== 'word') return false;
  if (
    !/^(?:SELECT|DECLARE|SET|PRINT|EXEC|EXECUTE|INSERT|UPDATE|DELETE|MERGE|TRUNCATE|DROP|CREATE|ALTER)$/.test(
      token.value,
    )
  )
    return false;
  return text.slice(open.at(-1)?.end ?? 0, token.start).includes('\n');
}

/** `GO` alone on its line, perhaps with a count. */
function isGo(text: string, token: Token): boolean {
  if (token.kind !== 'word' || token.value !== 'GO') return false;
  let before = token.start - 1;
  while (before >= 0 && /[^\S\n]/.test(text.charAt(before))) before -= 1;
  if (before >= 0 && text.charAt(before) !== '\n') return false;
  BEHIND_GO.lastIndex = token.end;
  return BEHIND_GO.test(text);
}

/** Looks at one place only: a line may be as long as the text. */
const BEHIND_GO = /(?:[^\S\n]+\d+)?[^\S\n]*(?:--|$)/my;
