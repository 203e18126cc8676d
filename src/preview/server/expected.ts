import type { Action } from '../../action/action.ts';

/** What a text looks like that speaks to a server: its client, or a URL. No reading: it decides only what is loaded ahead. */
const SPOKEN: readonly (readonly [dialect: ServerDialect, words: RegExp])[] = [
  ['postgresql', /\b(?:psql\b|postgres(?:ql)?:)/],
  ['mysql', /\b(?:mysql|mariadb)(?:\s|:)/],
];

export type ServerDialect = 'postgresql' | 'mysql';

/** UTF-16 units of a text that are looked through. */
const MOST = 32 * 1024;

/** Servers that an action is likely to be looked up in. */
export function expectedServers(action: Action): readonly ServerDialect[] {
  switch (action.kind) {
    case 'sql': {
      const said = `${action.dialect ?? ''}: ${action.connection ?? ''}`.toLowerCase();
      return SPOKEN.filter(([, words]) => words.test(said)).map(([dialect]) => dialect);
    }
    case 'shell': {
      const text = action.command ?? (action.argv ?? []).join(' ');
      const start = text.slice(0, MOST);
      return SPOKEN.filter(([, words]) => words.test(start)).map(([dialect]) => dialect);
    }
    case 'http':
    case 'file':
    case 'tool':
      return [];
  }
}
