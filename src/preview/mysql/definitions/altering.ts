import type { MysqlToken as Token } from '../../../sql/parse/mysql.ts';
import type { Name } from '../statements/expression.ts';
import type { Table } from '../tables/schema.ts';
import type { Server } from '../session/session.ts';

/** What is done to the rows, the longest first. */
const WORKS = ['copy', 'rebuild', 'index', 'none'] as const;
export type Work = (typeof WORKS)[number];

/** How the server carries out an ALTER TABLE. */
export interface Altering {
  readonly work: Work;
  /** What others can do until it is done, beside the moment at its end in which it is alone. */
  readonly others: 'change' | 'read' | 'nothing';
}

/** One part, and whether it is done by keeping the old rows as they are beside a new description of them. */
interface Part extends Altering {
  readonly instant?: true;
}

const NONE: Part = { work: 'none', others: 'change' };
const INSTANT: Part = { ...NONE, instant: true };
const INDEX: Part = { work: 'index', others: 'change' };
const REBUILD: Part = { work: 'rebuild', others: 'change' };
const COPY: Part = { work: 'copy', others: 'read' };

/**
 * By the manuals of both (MySQL: "Online DDL Operations"; MariaDB: "InnoDB Online DDL Operations" for each algorithm) and, for
 * MariaDB, by its own word on ALGORITHM in the tests. Undefined: of one part the manuals are not sure, or the version is older.
 */
export function alteringOf(tokens: readonly Token[], table: Table, server: Server): Altering | undefined {
  const parts = partsOf(tokens);
  if (parts === undefined) return undefined;
  const wanted = (name: string): string | undefined =>
    parts
      .map((part) => wordsOf(part))
      .find(([first]) => first === name)
      ?.at(-1);
  const algorithm = wanted('ALGORITHM');
  const lock = wanted('LOCK');
  const own = parts.filter((part) => !/^(?:ALGORITHM|LOCK)$/.test(wordsOf(part)[0] ?? ''));
  if (own.length === 0) return undefined;
  const others = lock === 'EXCLUSIVE' ? 'nothing' : lock === 'SHARED' ? 'read' : undefined;
  const found = together(own, algorithm, table, server);
  return found === undefined || others === undefined ? found : { ...found, others };
}

function together(
  parts: readonly (readonly Token[])[],
  algorithm: string | undefined,
  table: Table,
  server: Server,
): Altering | undefined {
  if (algorithm === 'COPY') return COPY;
  // A server that cannot do it at once refuses it then.
  if (algorithm === 'INSTANT') return NONE;
  if (table.engine !== 'InnoDB' || table.partitioned || /redundant|compressed/i.test(table.rowFormat)) return undefined;
  const found = parts.map((part) => partOf(part, table, server));
  const known = found.filter((one) => one !== undefined);
  if (known.length < found.length) return undefined;
  const work = WORKS.find((one) => known.some((part) => part.work === one)) ?? 'none';
  // What goes by itself at once may not together with more, or where another way is asked for.
  if (known.some(({ instant }) => instant === true) && (work !== 'none' || algorithm !== undefined)) return undefined;
  return { work, others: known.every((part) => part.others === 'change') ? 'change' : 'read' };
}

/** The table of an ALTER TABLE. */
export function alteredTable(tokens: readonly Token[], text: string): Name | undefined {
  const [first, mark, second] = tokens.slice(tokens.findIndex(({ value }) => value === 'TABLE') + 1);
  const written = (token: Token | undefined): string | undefined =>
    token?.kind === 'name' ? token.value : token?.kind === 'word' ? text.slice(token.start, token.end) : undefined;
  const [own, other] = [written(first), mark?.value === '.' ? written(second) : undefined];
  if (own === undefined) return undefined;
  return other === undefined ? { schema: undefined, name: own } : { schema: own, name: other };
}

/** The parts behind `ALTER TABLE name`, at the commas between them; undefined: of another form. */
function partsOf(tokens: readonly Token[]): readonly (readonly Token[])[] | undefined {
  const start = tokens.findIndex(({ kind, value }) => kind === 'word' && value === 'TABLE');
  let at = start + 1;
  if (start < 0 || (tokens[at]?.kind !== 'word' && tokens[at]?.kind !== 'name')) return undefined;
  at += tokens[at + 1]?.value === '.' ? 3 : 1;
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(at)) {
    if (token.kind === 'semicolon') break;
    if (token.kind === 'other' && token.value === '(') depth += 1;
    if (token.kind === 'other' && token.value === ')') depth -= 1;
    if (token.kind === 'other' && token.value === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.every((part) => part.length > 0) ? parts : undefined;
}

/** Words as they are, all else as it stands. */
function wordsOf(part: readonly Token[]): readonly string[] {
  return part.map(({ kind, value }) => (kind === 'word' ? value : kind === 'other' ? value : `'${value}`));
}

function partOf(part: readonly Token[], table: Table, server: Server): Part | undefined {
  const words = wordsOf(part);
  const [first = '', second = ''] = words;
  switch (first) {
    case 'ADD':
      return added(words.slice(1), part.slice(1), table, server);
    case 'DROP':
      return dropped(words.slice(1), part.slice(1), table, server);
    case 'RENAME':
      return /^(?:INDEX|KEY|TO|AS|COLUMN)$/.test(second) && isRecent(server, [10, 5], [8, 0, 28]) ? NONE : undefined;
    case 'ALTER':
      return /(?:SET DEFAULT .+|DROP DEFAULT)$/.test(words.join(' ')) && second !== 'INDEX' ? NONE : undefined;
    case 'MODIFY':
    case 'CHANGE':
      return changed(first, part.slice(second === 'COLUMN' ? 2 : 1), table);
    case 'COMMENT':
    case 'AUTO_INCREMENT':
      return NONE;
    case 'FORCE':
      return words.length === 1 && !table.fulltext ? REBUILD : undefined;
    case 'ENGINE': {
      const engine = part.at(-1)?.value ?? '';
      return engine.toUpperCase() !== 'INNODB' ? COPY : table.fulltext ? undefined : REBUILD;
    }
    default:
      return undefined;
  }
}

function added(words: readonly string[], tokens: readonly Token[], table: Table, server: Server): Part | undefined {
  const [first = ''] = words;
  const text = words.join(' ');
  if (/^(?:INDEX|KEY|UNIQUE)$/.test(first) || /^CONSTRAINT \S+ UNIQUE\b/.test(text)) return INDEX;
  if (first === 'SPATIAL') return { ...INDEX, others: 'read' };
  if (/^(?:CONSTRAINT (?:\S+ )?)?FOREIGN KEY\b/.test(text)) return server.keysChecked ? COPY : NONE;
  if (/^(?:FULLTEXT|CONSTRAINT|PRIMARY|CHECK|PARTITION|PERIOD|SYSTEM|\()/.test(first)) return undefined;
  const column = first === 'COLUMN' ? words.slice(1) : words;
  if (tokens[first === 'COLUMN' ? 1 : 0]?.kind === 'other' || column[0] === 'IF' || table.fulltext) return undefined;
  const rest = column.slice(1);
  if (rest.some((word) => /^(?:UNIQUE|PRIMARY|KEY|REFERENCES|CHECK|AUTO_INCREMENT)$/.test(word))) return undefined;
  if (rest.some((word) => /^(?:STORED|PERSISTENT)$/.test(word))) return COPY;
  const computed = rest.includes('AS') || rest.includes('GENERATED') || rest[rest.indexOf('DEFAULT') + 1] === '(';
  if (computed && !rest.includes('VIRTUAL')) return undefined;
  // Among computed columns a place of its own makes MariaDB copy the table.
  const isPlaced = rest.at(-1) === 'FIRST' || rest.includes('AFTER');
  if (isPlaced && hasComputed(table)) return undefined;
  return isRecent(server, [10, 4], [8, 0, 29]) ? INSTANT : undefined;
}

function hasComputed({ columns }: Table): boolean {
  return columns.some(({ generated }) => generated);
}

function dropped(words: readonly string[], tokens: readonly Token[], table: Table, server: Server): Part | undefined {
  const [first = '', second = ''] = words;
  if (first === 'INDEX' || first === 'KEY') return NONE;
  if (first === 'FOREIGN' && second === 'KEY') return NONE;
  if (first === 'PRIMARY') return COPY;
  if (/^(?:CONSTRAINT|CHECK|PARTITION|PERIOD|SYSTEM|IF)$/.test(first)) return undefined;
  const name = (tokens[first === 'COLUMN' ? 1 : 0]?.value ?? '').toLowerCase();
  const column = table.columns.find((one) => one.name.toLowerCase() === name);
  // A computed column may be made of it.
  const isPlain =
    column !== undefined && !hasComputed(table) && !table.indexed.includes(column.name) && !table.fulltext;
  return isPlain && isRecent(server, [10, 4], [8, 0, 29]) ? INSTANT : undefined;
}

/** Types between which values are written anew, whatever else is said. */
const TYPES =
  /^(?:tinyint|smallint|mediumint|int|bigint|float|double|decimal|char|varchar|tinytext|text|mediumtext|date|datetime|timestamp|time|blob|mediumblob|longblob)$/;

function changed(word: string, tokens: readonly Token[], table: Table): Part | undefined {
  const name = (tokens[0]?.value ?? '').toLowerCase();
  const type = (tokens[word === 'CHANGE' ? 2 : 1]?.value ?? '').toLowerCase();
  const column = table.columns.find((one) => one.name.toLowerCase() === name);
  if (column === undefined || column.generated || !TYPES.test(column.type) || !TYPES.test(type)) return undefined;
  return column.type === type ? undefined : COPY;
}

function isRecent(
  { mariadb, version, patch }: Server,
  mine: readonly [number, number],
  theirs: readonly [number, number, number],
): boolean {
  const own = [...version, patch];
  const since: readonly number[] = mariadb ? mine : theirs;
  const at = since.findIndex((number, index) => own[index] !== number);
  return at < 0 || (own[at] ?? 0) > (since[at] ?? 0);
}
