import { createHash } from 'node:crypto';
import mysql from 'mysql2/promise';
import type { ServerHit } from '../../../src/preview/server/serverHit.ts';

export type Changes = Record<string, number>;
export type Client = mysql.Connection;

export function connect(socket: string, user: string, password = ''): Promise<Client> {
  return mysql.createConnection({ socketPath: socket, user, password, multipleStatements: true, dateStrings: true });
}

/** Rows of a table by their keys; without a key by their number alone. */
interface Rows {
  readonly keyed: ReadonlyMap<string, string> | undefined;
  readonly count: number;
}

async function query(client: Client, text: string): Promise<readonly Record<string, unknown>[]> {
  const [rows] = await client.query(text);
  return rows as readonly Record<string, unknown>[];
}

/** The tables of a database with the columns of their primary keys. */
type Tables = readonly (readonly [name: string, key: readonly string[]])[];

async function tablesOf(client: Client, database: string): Promise<Tables> {
  const rows = await query(
    client,
    `SELECT t.TABLE_NAME AS name, (SELECT GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX) FROM information_schema.STATISTICS s WHERE s.TABLE_SCHEMA = t.TABLE_SCHEMA AND s.TABLE_NAME = t.TABLE_NAME AND s.INDEX_NAME = 'PRIMARY') AS pk
     FROM information_schema.TABLES t WHERE t.TABLE_SCHEMA = '${database}' AND t.TABLE_TYPE = 'BASE TABLE'`,
  );
  return rows.map(({ name, pk }) => [String(name), pk === null ? [] : String(pk).split(',')]);
}

async function snapshot(client: Client, database: string, tables: Tables): Promise<ReadonlyMap<string, Rows>> {
  const texts = tables.map(([name]) => `SELECT * FROM \`${database}\`.\`${name}\``);
  const [answer] = await client.query(texts.join(';'));
  const all = (tables.length === 1 ? [answer] : answer) as readonly (readonly Record<string, unknown>[])[];
  return new Map(
    tables.map(([name, columns], index): readonly [string, Rows] => {
      const rows = all[index] ?? [];
      const keyed = rows.map((row) => [JSON.stringify(columns.map((one) => row[one])), JSON.stringify(row)] as const);
      return [name, { keyed: columns.length === 0 ? undefined : new Map(keyed), count: rows.length }];
    }),
  );
}

export interface Real {
  /** As `shop.table verb` → rows. Undefined: it fails. */
  readonly changes: Changes | undefined;
  /** It changed what a rollback does not bring back: the copy has to be filled and opened anew. */
  readonly lasting: boolean;
}

/** What statements on `shop` really do, found in a database like it. What tables it has takes longest to ask, and is asked once. */
export async function openCopy(client: Client, copy: string): Promise<(statement: string) => Promise<Real>> {
  const tables = await tablesOf(client, copy);
  await client.query(`USE \`${copy}\``);
  return async (statement) => {
    const own = statement.replaceAll('shop.', `${copy}.`);
    const lasting = /^\s*(?:TRUNCATE|DROP|ALTER)|\bisam\b/i.test(own);
    const before = await snapshot(client, copy, tables);
    await client.query('START TRANSACTION');
    try {
      const [result] = await client.query(own);
      const after = await snapshot(client, copy, lasting ? await tablesOf(client, copy) : tables);
      const header = result as mysql.ResultSetHeader;
      return { changes: changesOf(own, header, before, after), lasting };
    } catch {
      return { changes: undefined, lasting };
    } finally {
      await client.query('ROLLBACK');
    }
  };
}

function changesOf(
  statement: string,
  { affectedRows }: mysql.ResultSetHeader,
  before: ReadonlyMap<string, Rows>,
  after: ReadonlyMap<string, Rows>,
): Changes {
  const changes: Changes = {};
  const add = (name: string, verb: string, rows: number): void => {
    if (rows > 0) changes[`shop.${name} ${verb}`] = rows;
  };
  const [, word = '', rest = ''] = /^\s*(\w+)\s+([\s\S]*)$/.exec(statement) ?? [];
  const updated =
    /^UPDATE$/i.test(word) && !/\bJOIN\b|^\w+, \w+ SET/i.test(rest) ? /^`?(\w+)/.exec(rest)?.[1] : undefined;
  const replaced = /^REPLACE$/i.test(word) ? /^INTO `?(\w+)/.exec(rest)?.[1] : undefined;
  for (const [name, old] of before) {
    const now = after.get(name);
    if (now === undefined) {
      add(name, 'drop', old.count);
      continue;
    }
    if (name === updated) {
      // Rows that are matched, changed or not.
      add(name, 'update', affectedRows);
      continue;
    }
    if (name === replaced) {
      const inserted = rest.split('), (').length;
      const gone = affectedRows - inserted;
      add(name, 'insert', inserted);
      add(name, 'replace', gone);
      add(name, 'delete', old.count + inserted - gone - now.count);
      continue;
    }
    if (/^TRUNCATE$/i.test(word)) add(name, 'truncate', old.count - now.count);
    else if (old.keyed !== undefined && now.keyed !== undefined) {
      const keys = [...old.keyed.keys()];
      add(name, 'delete', keys.filter((key) => now.keyed?.has(key) !== true).length);
      add(name, 'insert', [...now.keyed.keys()].filter((key) => old.keyed?.has(key) !== true).length);
      add(
        name,
        'update',
        keys.filter((key) => now.keyed?.has(key) === true && now.keyed.get(key) !== old.keyed?.get(key)).length,
      );
    } else {
      add(name, 'delete', old.count - now.count);
      add(name, 'insert', now.count - old.count);
    }
  }
  return changes;
}

export function predicted(hits: readonly ServerHit[]): Changes {
  const changes: Changes = {};
  for (const { name, verb, count } of hits) {
    const key = `${name} ${verb === 'set null' ? 'update' : verb}`;
    if ((count.value ?? 0) > 0) changes[key] = (changes[key] ?? 0) + (count.value ?? 0);
  }
  return changes;
}

/**
 * Everything in a database that a look could have changed. By its rows: MariaDB's CHECKSUM TABLE of a table with a virtual
 * column differs from one time to the next (10.11, seen).
 */
export async function checksum(client: Client, database: string): Promise<string> {
  const tables = await query(
    client,
    `SELECT TABLE_NAME AS name, AUTO_INCREMENT AS next FROM information_schema.TABLES WHERE TABLE_SCHEMA = '${database}' AND TABLE_TYPE = 'BASE TABLE' ORDER BY 1`,
  );
  const sums: unknown[] = [];
  for (const { name, next } of tables) {
    const rows = await query(client, `SELECT * FROM \`${database}\`.\`${String(name)}\``);
    sums.push([name, next, rows.length, createHash('sha256').update(JSON.stringify(rows)).digest('base64')]);
  }
  return JSON.stringify(sums);
}
