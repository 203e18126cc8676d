import type { TextRange } from '../../effect/effect.ts';
import { LEX_RULES } from '../dialect.ts';
import { tokenAt, type Token } from '../lex.ts';
import { firstOnLine, lineEnd } from './clientText.ts';

/**
 * Lines of Oracle's clients (SQL*Plus, SQLcl) that only say how a result is shown. Left out: what runs a file or a program, writes a
 * file, sets what ends a statement (`SET SQLTERMINATOR`), or makes of a result what a later `&name` stands for (`NEW_VALUE`).
 */
const SHOWS_ONLY =
  /^(?:SET\s+(?:LIN(?:E(?:S(?:IZE)?)?)?|PAGES(?:IZE)?|FEED(?:BACK)?|HEA(?:DING)?|TIMI(?:NG)?|TIME?|VER(?:IFY)?|ECHO|TERM(?:OUT)?|TRIMS(?:POOL)?|TRIM(?:OUT)?|TAB|WRAP?|LONG(?:C(?:HUNKSIZE)?)?|NUM(?:WIDTH|F(?:ORMAT)?)?|COLSEP|NULL|UND(?:ERLINE)?|SERVEROUT(?:PUT)?|AUTOT(?:RACE)?|ARRAY(?:SIZE)?|DEF(?:INE)?\s+OFF|SCAN\s+OFF|SQLBL(?:ANKLINES)?|SQLP(?:ROMPT)?|SQLFORMAT|MARKUP|NEWP(?:AGE)?|RECSEP(?:CHAR)?|SPACE|XQUERY)\b|COL(?:U(?:MN)?)?\s(?!.*\b(?:NEW_V|OLD_V))|(?:PRO(?:MPT)?|REM(?:ARK)?|CLEA?R?|BRE(?:AK)?|COMP(?:UTE)?|TTI(?:TLE)?|BTI(?:TLE)?|TIMI(?:NG)?|PRI(?:NT)?|VAR(?:IABLE)?|WHENEVER|SHO(?:W)?|DESC(?:RIBE)?|EXIT|QUIT)\b)[^&;]*;?$/i;

/**
 * The text as the server gets it, by the rules of Oracle's clients: lines that only show are blank, and a line that is a slash ends
 * the statement before it, as a semicolon does. Offsets stay.
 */
export function withoutSqlplus(text: string): string {
  const gaps: { readonly range: TextRange; readonly by: string }[] = [];
  let before: Token | undefined;
  let opens = true;
  // Without a statement before it, a slash runs what was run last, which nobody sees here.
  let sent = false;
  let token = tokenAt(text, LEX_RULES.other, 0, undefined);
  while (token !== undefined) {
    const asks = firstOnLine(text, token.start) && (opens || token.value === '/');
    const end = asks ? lineEnd(text, token.start) : token.end;
    const line = asks ? text.slice(token.start, end).trimEnd() : '';
    let from = token.end;
    // A hyphen at the end goes on in the next line.
    if (opens && token.kind === 'word' && SHOWS_ONLY.test(line) && !line.endsWith('-')) {
      gaps.push({ range: [token.start, end], by: '' });
      from = end;
    } else if (line === '/' && sent) {
      gaps.push({ range: [token.start, token.end], by: ';' });
      opens = true;
    } else if (token.kind !== 'comment') {
      opens = token.kind === 'semicolon';
      sent = true;
    }
    before = token;
    token = tokenAt(text, LEX_RULES.other, from, before);
  }
  let out = '';
  let at = 0;
  for (const { range, by } of gaps) {
    out += text.slice(at, range[0]) + by.padEnd(range[1] - range[0]);
    at = range[1];
  }
  return out + text.slice(at);
}
