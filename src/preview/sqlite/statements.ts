/** One statement of a SQLite text. */
export interface Statement {
  readonly text: string;
  /** Its first words in upper case, comments left out: what it is. */
  readonly keywords: readonly string[];
  /** It has `?`, `:name`, `@name` or `$name`: a value that is not in the text. */
  readonly parameters: boolean;
}

export interface Token {
  readonly kind: 'space' | 'word' | 'quoted' | 'parameter' | 'semicolon' | 'other';
  readonly text: string;
}

/**
 * Splits as `sqlite3_complete()` does: at semicolons outside strings, names and comments, and in CREATE TRIGGER only
 * after END. A line of the shell's own (`.mode csv`) between statements is a statement whose first keyword has the dot.
 */
export function splitStatements(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  let tokens: Token[] = [];
  const end = (): void => {
    const words = tokens.filter(({ kind }) => kind === 'word').map((token) => token.text.toUpperCase());
    const own = tokens
      .map((token) => token.text)
      .join('')
      .trim();
    if (tokens.some(({ kind }) => kind !== 'space' && kind !== 'semicolon')) {
      statements.push({
        text: own,
        keywords: words.slice(0, 12),
        parameters: tokens.some(({ kind }) => kind === 'parameter'),
      });
    }
    tokens = [];
  };
  for (let at = 0; at < text.length;) {
    const fresh = tokens.every(({ kind }) => kind === 'space');
    if (fresh && text[at] === '.') {
      const line = /^[^\n]*/.exec(text.slice(at))?.[0] ?? '';
      statements.push({ text: line, keywords: [line.split(/\s/)[0] ?? '.'], parameters: false });
      at += line.length;
      tokens = [];
      continue;
    }
    const token = tokenAt(text, at);
    tokens.push(token);
    at += token.text.length;
    if (token.kind === 'semicolon' && !insideTrigger(tokens)) end();
  }
  end();
  return statements;
}

/** Whether these tokens are a CREATE [TEMP] TRIGGER whose `END;` has not come yet. */
function insideTrigger(tokens: readonly Token[]): boolean {
  const solid = tokens.filter(({ kind }) => kind !== 'space');
  const head = solid.slice(0, 4).map((token) => token.text.toUpperCase());
  if (head[0] === 'EXPLAIN') head.shift();
  if (head[0] !== 'CREATE') return false;
  if (head[1] !== 'TRIGGER' && !((head[1] === 'TEMP' || head[1] === 'TEMPORARY') && head[2] === 'TRIGGER'))
    return false;
  const [before, last] = solid.slice(-3);
  return !(before?.kind === 'semicolon' && last?.text.toUpperCase() === 'END');
}

const SPACE = /(?:[ \t\n\f\r]+|--[^\n]*\n?|\/\*(?:[^*]|\*(?!\/))*(?:\*\/|$))+/y;
const WORD = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const QUOTED = /'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)|`(?:[^`]|``)*(?:`|$)|\[[^\]]*(?:\]|$)/y;
const PARAMETER = /\?\d*|[:@$#][A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;

/** All tokens of a text, white space and comments too. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at += tokens.at(-1)?.text.length ?? 1) tokens.push(tokenAt(text, at));
  return tokens;
}

function tokenAt(text: string, at: number): Token {
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const space = match(SPACE);
  if (space !== undefined) return { kind: 'space', text: space };
  const word = match(WORD);
  if (word !== undefined) return { kind: 'word', text: word };
  const quoted = match(QUOTED);
  if (quoted !== undefined) return { kind: 'quoted', text: quoted };
  const parameter = match(PARAMETER);
  if (parameter !== undefined) return { kind: 'parameter', text: parameter };
  const letter = text[at] as string;
  return { kind: letter === ';' ? 'semicolon' : 'other', text: letter };
}
