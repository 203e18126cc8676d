import type { ObjectType } from '../../effect/object.ts';
import type { Trait } from '../../effect/trait.ts';
import { listOf, textOf, treeOf, type Tree } from '../parse/tree.ts';
import { objectParts, qualify, roleName, type PostgresRun } from './postgresRun.ts';

const TYPES: Readonly<Record<string, ObjectType>> = {
  OBJECT_TABLE: 'table',
  OBJECT_FOREIGN_TABLE: 'table',
  OBJECT_VIEW: 'view',
  OBJECT_MATVIEW: 'view',
  OBJECT_SCHEMA: 'schema',
  OBJECT_FUNCTION: 'function',
  OBJECT_PROCEDURE: 'function',
  OBJECT_ROUTINE: 'function',
  OBJECT_AGGREGATE: 'function',
  OBJECT_EXTENSION: 'package',
};

/** Kinds of object whose names stand in no schema. */
const UNQUALIFIED =
  /SCHEMA|EXTENSION|LANGUAGE|FDW|FOREIGN_SERVER|PUBLICATION|EVENT_TRIGGER|ACCESS_METHOD|CAST|TRANSFORM/;
/** Objects named as `table.name` by the parser: the last part is their own. */
const ON_TABLE = /_(TRIGGER|RULE|POLICY)$/;

/** DROP of anything. False: not a DROP. */
export function readDrop(run: PostgresRun, tag: string, body: Tree): boolean {
  const traits: readonly Trait[] = textOf(body, 'behavior') === 'DROP_CASCADE' ? ['cascade'] : [];
  const drop = (type: ObjectType, name: string, extra: readonly Trait[] = []): void => {
    const range = run.locator.find(name, ...run.statement);
    run.draft.effect('sql.drop', type, name, range, { traits: [...traits, ...extra], undo: run.undo });
  };
  switch (tag) {
    case 'DropStmt': {
      const kind = textOf(body, 'removeType') ?? '';
      const type = Object.hasOwn(TYPES, kind) ? (TYPES[kind] ?? 'unknown') : 'unknown';
      for (const object of listOf(body, 'objects')) {
        const parts = objectParts(object);
        if (ON_TABLE.test(kind)) {
          const table = qualify(run, parts.slice(0, -1));
          drop('unknown', parts.join('.'));
          run.draft.effect('sql.alter', 'table', table, run.locator.find(table, ...run.statement), { undo: run.undo });
        } else
          drop(
            type,
            UNQUALIFIED.test(kind) ? parts.join('.') : qualify(run, parts),
            type === 'table' ? ['whole-table'] : [],
          );
      }
      return true;
    }
    case 'DropdbStmt':
      drop('database', textOf(body, 'dbname') ?? '');
      return true;
    case 'DropRoleStmt':
      for (const role of listOf(body, 'roles')) {
        drop('role', roleName(role));
        run.draft.effect('sql.privilege', 'role', roleName(role), run.statement);
      }
      return true;
    case 'DropOwnedStmt':
      for (const role of listOf(body, 'roles')) drop('role', roleName(role), ['recursive']);
      return true;
    case 'DropTableSpaceStmt':
    case 'DropSubscriptionStmt':
      drop('unknown', textOf(body, 'tablespacename') ?? textOf(body, 'subname') ?? '');
      return true;
    case 'DropUserMappingStmt':
      drop('role', roleName(treeOf(body.user)));
      return true;
    default:
      return false;
  }
}
