import type { Dialect } from './dialect.ts';
import type { Token } from './lex.ts';

/** Words that open a statement of its own, or make a query write. Outside names and strings a plain read has none of them. */
export const WRITING =
  /^(INSERT|UPDATE|DELETE|MERGE|DROP|TRUNCATE|ALTER|CREATE|EXEC|EXECUTE|INTO|GRANT|REVOKE|DENY|BACKUP|RESTORE|KILL|SHUTDOWN|BULK|WAITFOR|DBCC|DECLARE|RECONFIGURE|OUTFILE|DUMPFILE|PROCEDURE|EXPORT|UNLOAD|CALL|HANDLER|NEXTVAL|READTEXT|WRITETEXT|UPDATETEXT)$/;

/** Reserved words of SQL Server that are a statement by themselves, where another dialect would see the name of a table or column. */
const ALONE = /^(?:REVERT|CHECKPOINT|SETUSER)$/;

/** A word that a query has no business with, outside names and strings. Quoted or after a dot they are names. */
export function writingWord(tokens: readonly Token[], dialect: Dialect): Token | undefined {
  return tokens.find((token, index) => {
    const isAlone = dialect === 'tsql' && ALONE.test(token.value);
    if (token.kind !== 'word' || !(isAlone || WRITING.test(token.value))) return false;
    // BigQuery's `|> DROP column`.
    if (token.value === 'DROP' && tokens[index - 1]?.value === '>' && tokens[index - 2]?.value === '|') return false;
    if (tokens[index - 1]?.value === '.' || tokens[index + 1]?.value === '(') return false;
    // DuckDB's UNPIVOT … INTO NAME month VALUE total names columns.
    if (token.value === 'INTO' && tokens[index + 1]?.value === 'NAME' && tokens[index + 3]?.value === 'VALUE')
      return false;
    // MySQL's SELECT … INTO @total sets a variable of the session.
    if (token.value === 'INTO' && tokens[index + 1]?.value === '@' && (dialect === 'mysql' || dialect === 'mariadb'))
      return false;
    // SELECT … FOR UPDATE only locks.
    return !(token.value === 'UPDATE' && tokens[index - 1]?.value === 'FOR' && dialect !== 'tsql');
  });
}
