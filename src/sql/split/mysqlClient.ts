import type { TextRange } from '../../effect/effect.ts';
import { LEX_RULES } from '../dialect.ts';
import { tokenAt, type Token } from '../lex.ts';
import type { ClientCommand } from './clientText.ts';

/** What the mysql client makes of a text. */
export interface MysqlText {
  /** The statements' places, without their end marks. */
  readonly statements: readonly TextRange[];
  readonly commands: readonly ClientCommand[];
  /** `/*! … *\/` and `/*M! … *\/`: a comment to some servers, SQL to others. */
  readonly executable: readonly TextRange[];
}

const WORD_COMMANDS =
  /^(system|source|tee|notee|pager|nopager|edit|connect|status|prompt|rehash|clear|ego|go|print|exit|quit|charset|warnings|nowarning)$/i;

/** Splits mysql client input: DELIMITER, `\G` and other backslash commands, words that only the client knows. Linear. */
export function splitMysql(text: string): MysqlText {
  const statements: TextRange[] = [];
  const commands: ClientCommand[] = [];
  const executable: TextRange[] = [];
  let delimiter = ';';
  let start: number | undefined;
  let end = 0;
  let before: Token | undefined;
  let token = tokenAt(text, LEX_RULES.mysql, 0, undefined);
  const goOn = (from: number): void => {
    before = token;
    token = tokenAt(text, LEX_RULES.mysql, from, before);
  };
  const close = (): void => {
    if (start !== undefined) statements.push([start, end]);
    start = undefined;
  };
  while (token !== undefined) {
    const current: Token = token;
    if (current.kind === 'comment') {
      if (/^\/\*M?!/.test(text.slice(current.start, current.start + 4))) {
        executable.push([current.start, current.end]);
        start ??= current.start;
        end = current.end;
      }
      goOn(current.end);
      continue;
    }
    if (
      start === undefined &&
      current.kind === 'word' &&
      (current.value === 'DELIMITER' || WORD_COMMANDS.test(current.value))
    ) {
      const lineEnd = endOfLine(text, current.start);
      const command = commandAt(text, current.start, current.end, lineEnd);
      if (current.value === 'DELIMITER') delimiter = command.argument.split(/\s/)[0] || ';';
      else commands.push(command);
      goOn(lineEnd);
      continue;
    }
    if (current.kind === 'other' && current.value === '\\') {
      const name = text.charAt(current.end);
      if (name === 'G' || name === 'g' || name === 'c' || name === 'p' || name === 'w' || name === 'W') {
        if (name !== 'p' && name !== 'w' && name !== 'W') close();
        goOn(current.end + 1);
      } else {
        const lineEnd = endOfLine(text, current.start);
        commands.push(commandAt(text, current.start, current.end + 1, lineEnd));
        goOn(lineEnd);
      }
      continue;
    }
    if (text.startsWith(delimiter, current.start) && current.kind !== 'string' && current.kind !== 'name') {
      close();
      goOn(current.start + delimiter.length);
      continue;
    }
    start ??= current.start;
    end = current.end;
    goOn(current.end);
  }
  close();
  return { statements, commands, executable };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function commandAt(text: string, start: number, nameEnd: number, lineEnd: number): ClientCommand {
  const raw = text.slice(nameEnd, lineEnd);
  const lead = raw.length - raw.trimStart().length;
  const argument = raw.trim().replace(/;$/, '').trimEnd();
  return {
    name: text.slice(start, nameEnd),
    argument,
    range: [start, lineEnd],
    argumentRange: [nameEnd + lead, nameEnd + lead + argument.length],
  };
}
