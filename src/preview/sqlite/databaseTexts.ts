import path from 'node:path';
import type { PreviewSubject, Remark } from '../preview.ts';
import { mayRepeat } from '../repeated.ts';

export interface DatabaseTexts {
  readonly target: string;
  readonly texts: readonly { readonly text: string; readonly foreignKeys: boolean }[];
  /** One of them stands in a loop, or behind what may run it more than once. */
  readonly repeats: boolean;
}

/**
 * The SQLite files that an action names, each with its texts in order. The sqlite3 shell enforces no foreign key unless
 * the text says so; `keyturn sql`, which runs SQL actions, does.
 */
export function databaseTexts({ action, reading, cwd }: PreviewSubject): {
  readonly databases: readonly DatabaseTexts[];
  readonly unknown: readonly Remark[];
} {
  const found = new Map<string, { text: string; foreignKeys: boolean }[]>();
  const unknown: Remark[] = [];
  const repeated = new Set<string>();
  const add = (target: string, text: string, foreignKeys: boolean): void => {
    const texts = found.get(target) ?? [];
    found.set(target, texts);
    texts.push({ text, foreignKeys });
  };
  if (action.kind === 'sql') {
    const file = fileOf(action.connection, action.dialect, cwd);
    if (file !== undefined) add(file, action.statement, true);
  } else {
    for (const { source, range } of reading.texts) {
      if (source.language !== 'sql' || source.connection?.dialect !== 'sqlite') continue;
      const { target } = source.connection;
      if (target === '' || target === ':memory:') continue;
      const away = reading.effects.some(
        (effect) =>
          effect.range[0] < range[1] &&
          effect.range[1] > range[0] &&
          effect.kind.startsWith('sql.') &&
          (effect.traits.includes('remote') || effect.traits.includes('in-container')),
      );
      if (away) unknown.push({ code: 'unknown.elsewhere', values: { name: target } });
      else {
        add(target, source.text, false);
        if (mayRepeat(action, range)) repeated.add(target);
      }
    }
  }
  return {
    databases: [...found].map(([target, texts]) => ({ target, texts, repeats: repeated.has(target) })),
    unknown,
  };
}

function fileOf(connection: string | undefined, dialect: string | undefined, cwd: string): string | undefined {
  if (connection === undefined) return undefined;
  const url = /^(?:sqlite3?|file):(?:\/\/)?([^?]*)/i.exec(connection);
  const name = url?.[1] ?? connection;
  if (url === null && dialect !== 'sqlite' && !/\.(db3?|sqlite3?|s3db)$/i.test(name)) return undefined;
  return name === '' || name === ':memory:' ? undefined : path.resolve(cwd, name);
}
