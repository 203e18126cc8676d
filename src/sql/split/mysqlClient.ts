import type { TextRange } from '../../effect/effect.ts';
import { LEX_RULES } from '../dialect.ts';
import { tokenAt, type Token } from '../lex.ts';
import { clientCommand, lineEnd, type ClientCommand } from './clientText.ts';

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
      const command = commandAt(text, current.start, current.end);
      if (current.value === 'DELIMITER') delimiter = command.argument.split(/\s/)[0] || ';';
      else commands.push(command);
      goOn(command.range[1]);
      continue;
    }
    if (current.kind === 'other' && current.value === '\\') {
      const name = text.charAt(current.end);
      if (name === 'G' || name === 'g' || name === 'c' || name === 'p' || name === 'w' || name === 'W') {
        if (name !== 'p' && name !== 'w' && name !== 'W') close();
        goOn(current.end + 1);
      } else {
        const command = commandAt(text, current.start, current.end + 1);
        commands.push(command);
        goOn(command.range[1]);
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

/** A word command's own semicolon is none of its argument. */
function commandAt(text: string, start: number, nameEnd: number): ClientCommand {
  const end = lineEnd(text, start);
  const command = clientCommand(text, text.slice(start, nameEnd), start, nameEnd, end);
  const argument = command.argument.replace(/;$/, '').trimEnd();
  const [from] = command.argumentRange;
  return { ...command, argument, argumentRange: [from, from + argument.length] };
}
