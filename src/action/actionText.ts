import type { Action } from './action.ts';
import { argvText } from './argvText.ts';

/**
 * The one text of an action: what the card shows, what ranges of findings refer to, what the readers read.
 * shell: the command, or the words quoted · sql: the statement · http: the request as on the wire, without a version ·
 * file: operation and path, an empty line, the content · tool: server and tool, a line break, the exact input.
 */
export function actionText(action: Action): string {
  switch (action.kind) {
    case 'shell':
      return action.command ?? argvText(action.argv ?? []).text;
    case 'sql':
      return action.statement;
    case 'http': {
      const lines = [`${action.method} ${action.url}`];
      for (const [name, value] of action.headers ?? []) lines.push(`${name}: ${value}`);
      return action.body === undefined ? lines.join('\n') : `${lines.join('\n')}\n\n${action.body}`;
    }
    case 'file': {
      const head = `${action.operation} ${action.path}`;
      return action.content === undefined ? head : `${head}\n\n${action.content}`;
    }
    case 'tool':
      return `${toolName(action)}\n${action.input}`;
  }
}

/** A tool as one name, for objects and sentences: `server.tool`. */
export function toolName(action: { readonly server: string; readonly tool: string }): string {
  return `${action.server}.${action.tool}`;
}
