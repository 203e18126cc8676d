import { isTree } from './tree.ts';

/** A second opinion on MySQL and MariaDB: which tables a statement touches, and how. Never proof that it is harmless. */
export interface SecondParser {
  /** `[verb, table]` pairs, verbs in lower case; undefined when it does not parse. */
  tables(text: string, dialect: 'mysql' | 'mariadb'): readonly (readonly [verb: string, table: string])[] | undefined;
}

interface Library {
  readonly Parser: new () => { parse(text: string, options?: { readonly database: string }): unknown };
}

export async function openSecondParser(): Promise<SecondParser> {
  const mysql = new (await load(import('node-sql-parser/build/mysql.js'))).Parser();
  const mariadb = new (await load(import('node-sql-parser/build/mariadb.js'))).Parser();
  return {
    tables(text, dialect) {
      try {
        const parsed = (dialect === 'mysql' ? mysql : mariadb).parse(text, { database: dialect });
        const list = isTree(parsed) ? parsed.tableList : undefined;
        if (!Array.isArray(list)) return undefined;
        return list.map((entry) => {
          const [verb = '', schema = '', table = ''] = String(entry).split('::');
          return [verb.toLowerCase(), schema === 'null' || schema === '' ? table : `${schema}.${table}`] as const;
        });
      } catch {
        return undefined;
      }
    },
  };
}

async function load(module: Promise<unknown>): Promise<Library> {
  const loaded = await module;
  return (isTree(loaded) && isTree(loaded.default) ? loaded.default : loaded) as Library;
}
