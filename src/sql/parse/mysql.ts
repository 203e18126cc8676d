import type { TextRange } from '../../effect/effect.ts';
import { LEX_RULES } from '../dialect.ts';
import { lex, significant, type Token } from '../lex.ts';
import { splitMysql } from '../split/mysqlClient.ts';
import { openBroadParser, type BroadParser } from './sqlparser.ts';
import type { Tree } from './tree.ts';

export type MysqlToken = Token;

/** MySQL's texts for those who work on their trees: previews. It can loop or die on nesting: worker only. */
export interface MysqlParser {
  /** The tree of one statement; undefined when it does not parse as exactly one. */
  parse(text: string): Tree | undefined;
  /** Tokens without comments; undefined when a quote or a comment has no end. */
  tokens(text: string): readonly Token[] | undefined;
  split(text: string): MysqlPieces;
}

export interface MysqlPieces {
  readonly statements: readonly string[];
  /** Names of commands of the client that run or read something else. */
  readonly commands: readonly string[];
}

/** Comments that some servers run, and hints, which may set variables for one statement. */
export const EXECUTABLE_COMMENT = /\/\*(?:M?!|\+)/;

const LOOKS_ONLY =
  /^(?:status|help|prompt|rehash|clear|ego|go|print|exit|quit|charset|warnings|nowarning|notee|nopager)$/i;

export async function openMysqlParser(): Promise<MysqlParser> {
  const parser: BroadParser = await openBroadParser();
  return {
    parse: (text) => {
      const statements = parser.parse(joinedUpdate(text), 'mysql');
      return statements?.length === 1 ? statements[0] : undefined;
    },
    tokens: mysqlTokens,
    split: (text) => {
      const { statements, commands } = splitMysql(text);
      return {
        statements: statements.map(([start, end]) => text.slice(start, end)),
        commands: commands.map(({ name }) => name).filter((name) => !LOOKS_ONLY.test(name)),
      };
    },
  };
}

export function mysqlTokens(text: string): readonly Token[] | undefined {
  const tokens = lex(text, LEX_RULES.mysql);
  return tokens.some(({ closed }) => !closed) ? undefined : significant(tokens);
}

/** `UPDATE a, b SET …`: the parser does not know that the commas are joins. */
function joinedUpdate(text: string): string {
  const tokens = mysqlTokens(text) ?? [];
  if (tokens[0]?.value !== 'UPDATE' || tokens[0].kind !== 'word') return text;
  const set = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'SET');
  const before = tokens.slice(0, Math.max(0, set)).filter(({ kind }) => kind === 'other');
  if (before.some(({ value }) => value === '(')) return text;
  const commas: readonly TextRange[] = before
    .filter(({ value }) => value === ',')
    .map(({ start, end }) => [start, end]);
  return commas.reduceRight((sum, [start, end]) => `${sum.slice(0, start)} CROSS JOIN ${sum.slice(end)}`, text);
}
