import type { Action, FileAction, ToolAction } from '../action/action.ts';
import { actionText, toolName } from '../action/actionText.ts';
import { stringMembers } from '../action/jsonString.ts';
import type { Effect } from '../effect/effect.ts';
import { absolutePath } from '../effect/path.ts';
import { environmentProblems } from './environment.ts';
import type { Context, Embedded, Problem, Reading, Source } from './reader.ts';
import { connectionOf, dialectOf, looksLikeSql } from './sqlGuess.ts';

/** The first thing to read of an action: a text for a reader, or, where there is no language, the reading itself. */
export type ActionSource =
  | { readonly source: Source; readonly problems: readonly Problem[] }
  | { readonly reading: Reading };

export function sourceOf(action: Action, context: Context): ActionSource {
  const text = actionText(action);
  switch (action.kind) {
    case 'shell':
      return {
        source: {
          language: action.argv === undefined ? 'shell' : 'argv',
          text,
          ...(action.argv === undefined ? { dialect: action.shell ?? 'bash' } : { argv: action.argv }),
          ...(action.stdin === undefined ? {} : { stdin: action.stdin }),
        },
        problems: environmentProblems(action.environment ?? {}, text.length),
      };
    case 'sql': {
      const dialect = dialectOf(action.statement, action.dialect, action.connection);
      const connection = connectionOf(action.connection, dialect, context.cwd);
      return {
        source: {
          language: 'sql',
          text,
          ...(dialect === undefined ? {} : { dialect }),
          ...(connection === undefined ? {} : { connection }),
        },
        problems: [],
      };
    }
    case 'http':
      return {
        source: {
          language: 'http',
          text,
          request: {
            method: action.method,
            url: action.url,
            headers: action.headers ?? [],
            ...(action.body === undefined ? {} : { body: action.body }),
          },
        },
        problems: [],
      };
    case 'file':
      return { reading: fileReading(action, text, context) };
    case 'tool':
      return { reading: toolReading(action, text, context) };
  }
}

/** An agent's own edit tool: one change of one named file, nothing else. */
function fileReading(action: FileAction, text: string, context: Context): Reading {
  const start = action.operation.length + 1;
  const effect: Effect = {
    kind: action.operation === 'delete' ? 'file.delete' : 'file.write',
    object: { type: 'file', name: absolutePath(action.path, context.cwd) },
    range: [start, Math.min(start + action.path.length, text.length)],
    certainty: 'certain',
    undo: 'unknown',
    environment: context.place,
    traits: action.operation === 'write' ? [...context.traits, 'overwrites'] : context.traits,
  };
  return { effects: [effect], embedded: [], problems: [], asks: [], complete: true };
}

/** A tool of a server: what it does is not known. What looks like SQL in its input is read besides, and may only add. */
function toolReading(action: ToolAction, text: string, context: Context): Reading {
  const name = toolName(action);
  const inputAt = text.length - action.input.length;
  const embedded: Embedded[] = [];
  for (const member of stringMembers(action.input)) {
    if (!looksLikeSql(member.key, member.value)) continue;
    const dialect = dialectOf(member.value, undefined, action.server);
    embedded.push({
      want: { language: 'sql', text: member.value, ...(dialect === undefined ? {} : { dialect }) },
      range: [inputAt + member.start, inputAt + member.end],
      offsets: member.offsets.map((offset) => inputAt + offset),
      verbatim: false,
      context: {},
    });
  }
  const effect: Effect = {
    kind: 'exec.opaque',
    object: { type: 'operation', name },
    range: [0, name.length],
    certainty: 'certain',
    undo: 'unknown',
    environment: context.place,
    traits: context.traits,
  };
  return { effects: [effect], embedded, problems: [], asks: [], complete: true };
}
