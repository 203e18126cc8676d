import { argument } from './command.ts';
import type { Cursor, SyntaxFault } from './cursor.ts';
import { argumentExpression, expression } from './expression.ts';
import { statement, statements } from './statement.ts';
import type { Script } from './tree.ts';

export interface Parsed {
  readonly script: Script;
  /** Empty: all of the text was understood. */
  readonly faults: readonly SyntaxFault[];
}

/** Parses PowerShell text. Never throws; goes on behind what it does not understand, so that the rest is still found. */
export function parsePowershell(text: string): Parsed {
  const rules = { statements, statement, expression, argument, parameter: argumentExpression };
  const cursor: Cursor = { text, rules, faults: [], at: 0, depth: 0 };
  const script = statements(cursor, '');
  return { script, faults: cursor.faults };
}
