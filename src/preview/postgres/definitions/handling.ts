import { listOf, textOf, treeOf, type Tree } from '../../../sql/parse/tree.ts';

/** Table-level locks that definitions take, the strongest first. */
const LOCKS = ['ACCESS EXCLUSIVE', 'SHARE ROW EXCLUSIVE', 'SHARE UPDATE EXCLUSIVE'] as const;
export type Lock = (typeof LOCKS)[number];

/** What is done to all rows, the longest first. `maybe`: it hangs on a type or a function that is not known. */
const WORKS = ['rewrite', 'maybe', 'scan', 'index', 'none'] as const;
export type Work = (typeof WORKS)[number];

export interface Handling {
  readonly lock: Lock;
  readonly work: Work;
  /** Tables besides its own that are locked, as the text names them. */
  readonly others: readonly string[];
}

/** What the statement's words do not say. */
export interface TypeFacts {
  /** Of a column of the table, as SQL writes it: `character varying(20)`; undefined: there is none. */
  typeOf(column: string): string | undefined;
  /** As SQL writes the type of a tree. */
  written(typeName: Tree): string | undefined;
  /** Whether a call in the expression gives another value each time; undefined: not known. */
  isVolatile(expression: Tree): boolean | undefined;
}

/**
 * How PostgreSQL carries out one part of an ALTER TABLE. By its documentation (ALTER TABLE with its notes, "Explicit Locking"),
 * `AlterTableGetLockLevel` and `ATColumnChangeRequiresRewrite` of its source (tablecmds.c). What is not listed takes the
 * strongest lock and touches no row, as most parts do.
 */
export function handlingOf(command: Tree, facts: TypeFacts): Handling {
  const def = treeOf(command.def);
  switch (textOf(command, 'subtype')) {
    case 'AT_AddColumn':
      return addedColumn(treeOf(def.ColumnDef), facts);
    case 'AT_AlterColumnType':
      return exclusive(changedType(textOf(command, 'name') ?? '', treeOf(def.ColumnDef), facts));
    case 'AT_AddConstraint':
      return constraint(treeOf(def.Constraint));
    case 'AT_SetNotNull':
      return exclusive('scan');
    case 'AT_ValidateConstraint':
      return { lock: 'SHARE UPDATE EXCLUSIVE', work: 'scan', others: [] };
    case 'AT_SetLogged':
    case 'AT_SetUnLogged':
    case 'AT_SetAccessMethod':
    case 'AT_SetTableSpace':
    case 'AT_SetExpression':
      return exclusive('rewrite');
    case 'AT_SetStatistics':
    case 'AT_SetOptions':
    case 'AT_ResetOptions':
    case 'AT_ClusterOn':
    case 'AT_DropCluster':
    case 'AT_DetachPartitionFinalize':
      return { lock: 'SHARE UPDATE EXCLUSIVE', work: 'none', others: [] };
    case 'AT_AttachPartition':
      return {
        lock: 'SHARE UPDATE EXCLUSIVE',
        work: 'scan',
        others: [rangeName(treeOf(treeOf(def.PartitionCmd).name))],
      };
    case 'AT_DetachPartition': {
      const { name, concurrent } = treeOf(def.PartitionCmd);
      return {
        lock: concurrent === true ? 'SHARE UPDATE EXCLUSIVE' : LOCKS[0],
        work: 'none',
        others: [rangeName(treeOf(name))],
      };
    }
    case 'AT_SetRelOptions':
    case 'AT_ResetRelOptions': {
      const names = listOf(treeOf(def.List), 'items').map(({ DefElem }) => textOf(treeOf(DefElem), 'defname') ?? '');
      const light = names.every((name) =>
        /^(?:fillfactor|toast_tuple_target|parallel_workers|vacuum_|autovacuum_|log_autovacuum)/.test(name),
      );
      return { lock: light ? 'SHARE UPDATE EXCLUSIVE' : LOCKS[0], work: 'none', others: [] };
    }
    case 'AT_EnableTrig':
    case 'AT_EnableAlwaysTrig':
    case 'AT_EnableReplicaTrig':
    case 'AT_EnableTrigAll':
    case 'AT_EnableTrigUser':
    case 'AT_DisableTrig':
    case 'AT_DisableTrigAll':
    case 'AT_DisableTrigUser':
      return { lock: 'SHARE ROW EXCLUSIVE', work: 'none', others: [] };
    default:
      return exclusive('none');
  }
}

/** Several parts of one statement: the strongest lock, the longest work. */
export function together(parts: readonly Handling[]): Handling {
  return {
    lock: LOCKS.find((lock) => parts.some((part) => part.lock === lock)) ?? LOCKS[0],
    work: WORKS.find((work) => parts.some((part) => part.work === work)) ?? 'none',
    others: [...new Set(parts.flatMap(({ others }) => others))],
  };
}

function exclusive(work: Work): Handling {
  return { lock: LOCKS[0], work, others: [] };
}

const SERIAL = /^(?:small|big)?serial[248]?$/;

function addedColumn(column: Tree, facts: TypeFacts): Handling {
  const constraints = listOf(column, 'constraints').map((one) => treeOf(one.Constraint));
  const type = facts.written(treeOf(column.typeName));
  const works = constraints.map((one): Work => {
    switch (textOf(one, 'contype')) {
      case 'CONSTR_DEFAULT': {
        // One value for all rows is kept beside the table: only one that differs from row to row must be written into each.
        const volatile = facts.isVolatile(treeOf(one.raw_expr));
        return volatile === undefined ? 'maybe' : volatile ? 'rewrite' : 'none';
      }
      case 'CONSTR_IDENTITY':
        return 'rewrite';
      case 'CONSTR_GENERATED':
        return textOf(one, 'generated_kind') === 'v' ? 'none' : 'rewrite';
      default:
        return 'none';
    }
  });
  const own: Work = type === undefined ? 'maybe' : SERIAL.test(type) ? 'rewrite' : 'none';
  const rest = constraints.filter((one) =>
    /^CONSTR_(?:CHECK|FOREIGN|PRIMARY|UNIQUE)$/.test(textOf(one, 'contype') ?? ''),
  );
  return together([exclusive(own), ...works.map(exclusive), ...rest.map(constraint)]);
}

function constraint(one: Tree): Handling {
  const work: Work = one.skip_validation === true ? 'none' : 'scan';
  switch (textOf(one, 'contype')) {
    case 'CONSTR_FOREIGN':
      return { lock: 'SHARE ROW EXCLUSIVE', work, others: [rangeName(treeOf(one.pktable))] };
    case 'CONSTR_PRIMARY':
    case 'CONSTR_UNIQUE':
    case 'CONSTR_EXCLUSION':
      return exclusive(textOf(one, 'indexname') === undefined ? 'index' : 'none');
    default:
      return exclusive(work);
  }
}

/** Text without a bound, or with a wider one, is stored as it was; of other types only those that are the same are. */
function changedType(name: string, column: Tree, facts: TypeFacts): Work {
  const [before, after] = [facts.typeOf(name), facts.written(treeOf(column.typeName))];
  if (before === undefined || after === undefined) return 'maybe';
  const from = bounded(before);
  const to = bounded(after);
  const isSame = from.type === to.type || (TEXTS.has(from.type) && TEXTS.has(to.type));
  // A given expression that is more than the column itself is computed for each row.
  const given = treeOf(treeOf(column.raw_default).ColumnRef);
  const isPlain = column.raw_default === undefined || lastField(given) === name;
  if (!isSame || !isPlain) return 'rewrite';
  if (to.bound.length === 0) return 'none';
  const wider = from.bound.length > 0 && Number(to.bound[0]) >= Number(from.bound[0]) && to.bound[1] === from.bound[1];
  return wider && WIDENED.has(to.type) ? 'none' : 'rewrite';
}

const TEXTS: ReadonlySet<string> = new Set(['text', 'character varying']);
/** Types whose values stay as they are when their bound grows. */
const WIDENED: ReadonlySet<string> = new Set(['character varying', 'bit varying', 'numeric']);

function bounded(type: string): { readonly type: string; readonly bound: readonly string[] } {
  const [, before = type, bound = '', after = ''] = /^([^(]*?)\s*\(([\d, -]*)\)(.*)$/.exec(type) ?? [];
  return { type: `${before}${after}`, bound: bound === '' ? [] : bound.split(',').map((one) => one.trim()) };
}

function lastField(reference: Tree): string | undefined {
  const last = listOf(reference, 'fields').at(-1);
  return last === undefined ? undefined : textOf(treeOf(last.String), 'sval');
}

function rangeName(range: Tree): string {
  return [textOf(range, 'schemaname'), textOf(range, 'relname')].filter((part) => part !== undefined).join('.');
}
