import { isSet, isTree, listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';
import { NotCounted } from '../../server/notCounted.ts';
import { COMPUTING_FUNCTIONS, UNIT_FUNCTIONS, UNITS, UNSTEADY_FUNCTIONS } from './functions.ts';
import { renderQuery } from './query.ts';
import { literal, quoted } from './sqlText.ts';

/** A table as the text names it. */
export interface Name {
  readonly schema: string | undefined;
  readonly name: string;
}

/** What a rendered piece of the text names. */
export interface Found {
  readonly tables: Name[];
  /** Last parts of column names. */
  readonly columns: string[];
  /** It gives something else the next time it runs. */
  unsteady: boolean;
}

export interface Walk {
  readonly found: Found;
  /** Names of the parts of a WITH, which are no tables. */
  readonly made: readonly string[];
  /** The schema of a table that the text names without one; undefined: as it stands in the text. */
  readonly database: string | undefined;
  /** `VALUES(column)` may stand here. */
  readonly values?: boolean;
}

export function emptyFound(): Found {
  return { tables: [], columns: [], unsteady: false };
}

export function unfit(what: string): NotCounted {
  return new NotCounted('unknown.sql-form', { what });
}

/** Operators by the parser's names for them. Any other is not counted: `:=` among them. */
const OPERATORS: Readonly<Record<string, string>> = {
  Plus: '+',
  Minus: '-',
  Multiply: '*',
  Divide: '/',
  Modulo: '%',
  MyIntegerDivide: 'DIV',
  Eq: '=',
  NotEq: '<>',
  Lt: '<',
  LtEq: '<=',
  Gt: '>',
  GtEq: '>=',
  Spaceship: '<=>',
  And: 'AND',
  Or: 'OR',
  Xor: 'XOR',
  StringConcat: '||',
  BitwiseAnd: '&',
  BitwiseOr: '|',
  BitwiseXor: '^',
  PGBitwiseShiftLeft: '<<',
  PGBitwiseShiftRight: '>>',
  Arrow: '->',
  LongArrow: '->>',
};

const UNARY: Readonly<Record<string, string>> = { Not: 'NOT', Minus: '-', Plus: '+', BitwiseNot: '~' };

const CAST_TYPES: Readonly<Record<string, string>> = {
  Signed: 'SIGNED',
  SignedInteger: 'SIGNED INTEGER',
  Unsigned: 'UNSIGNED',
  UnsignedInteger: 'UNSIGNED INTEGER',
  Date: 'DATE',
  JSON: 'JSON',
  Char: 'CHAR',
  Datetime: 'DATETIME',
};

/** The expression's own text again, in the same order, with names in quotes and tables in full. Throws `NotCounted`. */
export function renderExpression(node: unknown, walk: Walk): string {
  const [tag = '', inner]: readonly unknown[] = Object.entries(treeOf(node))[0] ?? [];
  const body = treeOf(inner);
  const of = (field: string): string => renderExpression(body[field], walk);
  const not = body.negated === true ? 'NOT ' : '';
  switch (tag) {
    case 'Identifier':
      return columnOf([body], walk);
    case 'CompoundIdentifier':
      return columnOf(Array.isArray(inner) ? inner.map(treeOf) : [], walk);
    case 'Value':
      return valueOf(body.value);
    case 'Nested':
      return `(${renderExpression(inner, walk)})`;
    case 'Tuple':
      return `(${renderList(inner, walk)})`;
    case 'BinaryOp':
      return `${of('left')} ${known(OPERATORS, body.op)} ${of('right')}`;
    case 'UnaryOp':
      return `${known(UNARY, body.op)} ${of('expr')}`;
    case 'IsNull':
    case 'IsNotNull':
    case 'IsTrue':
    case 'IsNotTrue':
    case 'IsFalse':
    case 'IsNotFalse':
    case 'IsUnknown':
    case 'IsNotUnknown':
      return `${renderExpression(inner, walk)} ${String(tag)
        .replaceAll(/\B[A-Z]/g, ' $&')
        .toUpperCase()}`;
    case 'InList':
      return `${of('expr')} ${not}IN (${renderList(body.list, walk)})`;
    case 'InSubquery':
      return `${of('expr')} ${not}IN (${renderQuery(treeOf(body.subquery), walk)})`;
    case 'Exists':
      return `${not}EXISTS (${renderQuery(treeOf(body.subquery), walk)})`;
    case 'Subquery':
      return `(${renderQuery(body, walk)})`;
    case 'AllOp':
    case 'AnyOp': {
      const word = tag === 'AllOp' ? 'ALL' : isSet(body, 'is_some') ? 'SOME' : 'ANY';
      return `${of('left')} ${known(OPERATORS, body.compare_op)} ${word} ${of('right')}`;
    }
    case 'Between':
      return `${of('expr')} ${not}BETWEEN ${of('low')} AND ${of('high')}`;
    case 'Like': {
      const escape = isSet(body, 'escape_char') ? ` ESCAPE ${valueOf(treeOf(body.escape_char).value)}` : '';
      if (isSet(body, 'any')) throw unfit('LIKE ANY');
      return `${of('expr')} ${not}LIKE ${of('pattern')}${escape}`;
    }
    case 'RLike':
      return `${of('expr')} ${not}RLIKE ${of('pattern')}`;
    case 'Case': {
      const operand = isSet(body, 'operand') ? ` ${of('operand')}` : '';
      const whens = listOf(body, 'conditions').map(
        ({ condition, result }) => ` WHEN ${renderExpression(condition, walk)} THEN ${renderExpression(result, walk)}`,
      );
      return `CASE${operand}${whens.join('')}${isSet(body, 'else_result') ? ` ELSE ${of('else_result')}` : ''} END`;
    }
    case 'Cast':
      if (body.kind !== 'Cast') throw unfit('a cast');
      return `CAST(${of('expr')} AS ${castType(body.data_type)})`;
    case 'Collate':
      return `${of('expr')} COLLATE ${namesOf(body.collation).map(bare).join('.')}`;
    case 'Interval':
      if (isSet(body, 'last_field')) throw unfit('an interval');
      return `INTERVAL ${of('value')} ${unit(body.leading_field)}`;
    case 'Extract':
      return `EXTRACT(${unit(body.field)} FROM ${of('expr')})`;
    case 'Substring': {
      // `SUBSTRING(a, 2)` and `SUBSTRING(a FROM 2)` are told apart by a mark.
      const plain = body.special === true;
      const from = isSet(body, 'substring_from') ? `${plain ? ',' : ' FROM'} ${of('substring_from')}` : '';
      const length = isSet(body, 'substring_for') ? `${plain ? ',' : ' FOR'} ${of('substring_for')}` : '';
      return `${isSet(body, 'shorthand') ? 'SUBSTR' : 'SUBSTRING'}(${of('expr')}${from}${length})`;
    }
    case 'Trim': {
      const where = textOf(body, 'trim_where')?.toUpperCase();
      const what = isSet(body, 'trim_what') ? `${of('trim_what')} ` : '';
      return `TRIM(${where === undefined ? '' : `${where} `}${what}${where !== undefined || what !== '' ? 'FROM ' : ''}${of('expr')})`;
    }
    case 'Position':
      return `POSITION(${of('expr')} IN ${of('in')})`;
    case 'Ceil':
    case 'Floor':
      return `${tag}(${of('expr')})`;
    case 'TypedString':
      return `${known(CAST_TYPES, body.data_type)} ${valueOf(treeOf(body.value).value)}`;
    case 'Function':
      return functionOf(body, walk);
    default:
      throw unfit(tag === '' ? 'an expression' : String(tag));
  }
}

export function renderList(list: unknown, walk: Walk): string {
  return (Array.isArray(list) ? list : []).map((one) => renderExpression(one, walk)).join(', ');
}

/** The names of a node that is a list of `{ Identifier }` or of plain identifiers. */
export function namesOf(list: unknown): readonly string[] {
  if (!Array.isArray(list)) return [];
  return list.map((part) => textOf(treeOf(treeOf(part).Identifier ?? part), 'value') ?? '');
}

export function tableName(list: unknown): Name {
  const names = namesOf(list);
  if (names.length === 0 || names.length > 2 || names.includes('')) throw unfit('a name');
  return { schema: names.length === 2 ? names[0] : undefined, name: names.at(-1) ?? '' };
}

/** DEFAULT where a value stands: it is no column. */
export function isDefault(node: unknown): boolean {
  const { Identifier } = treeOf(node);
  return (
    isTree(Identifier) && /^default$/i.test(textOf(Identifier, 'value') ?? '') && !isSet(Identifier, 'quote_style')
  );
}

function columnOf(parts: readonly Tree[], walk: Walk): string {
  const names = parts.map((part) => textOf(part, 'value') ?? '');
  const variable = names.find((name) => name === '' || name.startsWith('@'));
  if (variable !== undefined) throw new NotCounted('unknown.sql-variable', { name: variable });
  if (names.length === 0 || names.length > 3) throw unfit('a name');
  walk.found.columns.push(names.at(-1) ?? '');
  return names.map(quoted).join('.');
}

function valueOf(value: unknown): string {
  if (value === 'Null') return 'NULL';
  const [kind, inner] = Object.entries(treeOf(value))[0] ?? [];
  switch (kind) {
    case 'Number': {
      const [digits] = Array.isArray(inner) ? (inner as readonly unknown[]) : [];
      if (typeof digits !== 'string' || !/^[\d.]+(?:e[+-]?\d+)?$/i.test(digits)) throw unfit('a number');
      return digits;
    }
    case 'SingleQuotedString':
    case 'DoubleQuotedString':
      return literal(String(inner));
    case 'HexStringLiteral':
      if (!/^(?:[0-9a-f]{2})+$/i.test(String(inner))) throw unfit('a number');
      return `0x${String(inner)}`;
    case 'Boolean':
      return inner === true ? 'TRUE' : 'FALSE';
    case 'Placeholder':
      throw new NotCounted('unknown.sql-parameters');
    default:
      throw unfit('a value');
  }
}

function functionOf(body: Tree, walk: Walk): string {
  const names = namesOf(body.name);
  const name = (names[0] ?? '').toLowerCase();
  const isOwn =
    names.length === 1 &&
    ((name === 'values' && walk.values === true) || COMPUTING_FUNCTIONS.has(name) || UNSTEADY_FUNCTIONS.has(name));
  if (!isOwn) throw new NotCounted('unknown.sql-function', { name: names.join('.') });
  for (const field of ['over', 'filter', 'null_treatment', 'uses_odbc_syntax'])
    if (isSet(body, field)) throw unfit('a window or a filter');
  if (listOf(body, 'within_group').length > 0) throw unfit('WITHIN GROUP');
  if (UNSTEADY_FUNCTIONS.has(name)) walk.found.unsteady = true;
  if (body.args === 'None') return name.toUpperCase();
  const list = treeOf(treeOf(body.args).List);
  if (listOf(list, 'clauses').length > 0) throw unfit(name.toUpperCase());
  const distinct = list.duplicate_treatment === 'Distinct' ? 'DISTINCT ' : '';
  const args = listOf(list, 'args').map((arg, index) => {
    if (arg.Unnamed === 'Wildcard') return '*';
    const { Expr } = treeOf(arg.Unnamed);
    if (Expr === undefined) throw unfit('an argument');
    return index === 0 && UNIT_FUNCTIONS.has(name) ? unit(namesOf([Expr])[0]) : renderExpression(Expr, walk);
  });
  return `${name.toUpperCase()}(${distinct}${args.join(', ')})`;
}

function unit(field: unknown): string {
  const name = typeof field === 'string' ? field : (Object.keys(treeOf(field))[0] ?? '');
  if (!UNITS.has(name.toLowerCase())) throw unfit('a unit of time');
  return name.toUpperCase();
}

function castType(type: unknown): string {
  // A type without its length comes as an empty object: CHAR, or another one, and then the text shows that it is not.
  const [tag, inner] = typeof type === 'string' ? [type, undefined] : (Object.entries(treeOf(type))[0] ?? ['Char']);
  const length = treeOf(treeOf(inner).IntegerLength).length;
  const scale = treeOf(inner).PrecisionAndScale;
  if (tag === 'Decimal' && Array.isArray(scale)) return `DECIMAL(${scale.map(Number).join(', ')})`;
  const name = known(CAST_TYPES, tag);
  return typeof length === 'number' ? `${name}(${length})` : name;
}

/** A collation's name. */
function bare(name: string): string {
  if (!/^\w{1,64}$/.test(name)) throw unfit('COLLATE');
  return name;
}

function known(table: Readonly<Record<string, string>>, key: unknown): string {
  const found = typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
  if (found === undefined) throw unfit(typeof key === 'string' ? key : 'an operator');
  return found;
}
