/**
 * What a WHERE says of a row without looking at rows. `always` and `never` are proved; `constant` depends on no row but is
 * not evaluated here; `row` depends on the row.
 */
export type Truth = 'always' | 'never' | 'constant' | 'row';

/** A side of a comparison: a literal, a column by its written name, or anything else. */
export type Operand =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null }
  | { readonly is: 'column'; readonly name: string }
  | { readonly is: 'other'; readonly perRow: boolean };

export function and(all: readonly Truth[]): Truth {
  if (all.includes('never')) return 'never';
  const rest = all.filter((truth) => truth !== 'always');
  if (rest.length === 0) return 'always';
  return rest.includes('row') ? 'row' : 'constant';
}

export function or(all: readonly Truth[]): Truth {
  if (all.includes('always')) return 'always';
  const rest = all.filter((truth) => truth !== 'never');
  if (rest.length === 0) return 'never';
  return rest.includes('row') ? 'row' : 'constant';
}

export function not(truth: Truth): Truth {
  if (truth === 'always') return 'never';
  return truth === 'never' ? 'always' : truth;
}

/** The truth of an operand that stands alone as a condition. */
export function truthOf(operand: Operand): Truth {
  switch (operand.is) {
    case 'literal':
      return truthy(operand.value) ? 'always' : 'never';
    case 'column':
      return 'row';
    case 'other':
      return operand.perRow ? 'row' : 'constant';
  }
}

/** `operator` as written: `=`, `<>`, `>=`, `LIKE`, `IS` … */
export function compare(operator: string, left: Operand, right: Operand): Truth {
  const op = operator.toUpperCase();
  if (left.is === 'column' && right.is === 'column' && left.name === right.name) {
    // NULL aside: `id = id` is what an agent writes to get past "a WHERE is required".
    if (['=', '==', '<=', '>=', 'IS', '<=>', 'LIKE'].includes(op)) return 'always';
    if (['<>', '!=', '<', '>'].includes(op)) return 'never';
  }
  if (left.is === 'literal' && right.is === 'literal') return compareLiterals(op, left.value, right.value);
  if (left.is === 'column' && right.is === 'literal') return pretence(op, left.name, right.value) ? 'always' : 'row';
  return dependsOnRow(left) || dependsOnRow(right) ? 'row' : 'constant';
}

/** `x IS NOT NULL` is true for every row of a primary key; nobody needs it there but to have a WHERE. */
export function isNotNull(operand: Operand): Truth {
  if (operand.is === 'column') return isKey(operand.name) ? 'always' : 'row';
  if (operand.is === 'literal') return operand.value === null ? 'never' : 'always';
  return truthOf(operand);
}

export function isNull(operand: Operand): Truth {
  if (operand.is === 'column') return isKey(operand.name) ? 'never' : 'row';
  if (operand.is === 'literal') return operand.value === null ? 'always' : 'never';
  return truthOf(operand);
}

function dependsOnRow(operand: Operand): boolean {
  return operand.is === 'column' || (operand.is === 'other' && operand.perRow);
}

function isKey(column: string): boolean {
  const last = column.split('.').at(-1)?.toLowerCase() ?? '';
  return last === 'id' || last === 'rowid' || last === 'ctid' || last === 'uuid';
}

/** Conditions on a key that every ordinary row meets: `id > 0`, `id <> -1`, `name LIKE '%'`. */
function pretence(op: string, column: string, value: string | number | boolean | null): boolean {
  if ((op === 'LIKE' || op === 'ILIKE' || op === '~~' || op === '~~*') && typeof value === 'string')
    return /^%+$/.test(value);
  if (op === 'GLOB' && typeof value === 'string') return /^\*+$/.test(value);
  if (!isKey(column)) return false;
  const number = typeof value === 'number' ? value : Number.NaN;
  if (op === '>' || op === '>=' || op === '<>' || op === '!=') return number <= 0 || (op === '>=' && number === 1);
  return false;
}

function compareLiterals(
  op: string,
  left: string | number | boolean | null,
  right: string | number | boolean | null,
): Truth {
  if (left === null || right === null) {
    if (op === 'IS' || op === '<=>') return left === right ? 'always' : 'never';
    return 'never';
  }
  if (typeof left !== typeof right) return 'constant';
  const decided: Readonly<Record<string, boolean>> = {
    '=': left === right,
    '==': left === right,
    IS: left === right,
    '<=>': left === right,
    '<>': left !== right,
    '!=': left !== right,
    '<': left < right,
    '>': left > right,
    '<=': left <= right,
    '>=': left >= right,
  };
  const result = Object.hasOwn(decided, op) ? decided[op] : undefined;
  if (result === undefined) return 'constant';
  return result ? 'always' : 'never';
}

function truthy(value: string | number | boolean | null): boolean {
  if (typeof value === 'string') {
    const word = value.toLowerCase();
    return ['t', 'true', 'y', 'yes', 'on'].includes(word) || (Number.parseFloat(word) || 0) !== 0;
  }
  return Boolean(value);
}

/** A sub-select as far as a WHERE hangs on it. */
export interface SubSelect {
  /** The one column and the one table that it selects from; undefined where there are others, or none. */
  readonly column: string | undefined;
  readonly table: string | undefined;
  /** It chooses among rows: a WHERE, a LIMIT, a join, a grouping. */
  readonly chooses: boolean;
}

/** `id IN (SELECT id FROM orders)` on `orders` itself: every row is in it. `table`: the one that the statement changes. */
export function isIn(left: Operand, select: SubSelect, table: string): Truth {
  const last = (name: string | undefined): string | undefined => name?.split('.').at(-1)?.toLowerCase();
  if (left.is !== 'column' || select.chooses || last(select.table) !== last(table)) return 'row';
  return last(select.column) === last(left.name) ? 'always' : 'row';
}

/** `EXISTS (SELECT 1)` has a row whatever the rows are. */
export function exists(select: SubSelect): Truth {
  return select.table === undefined && !select.chooses ? 'always' : 'row';
}
