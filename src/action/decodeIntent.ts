import * as z from 'zod/mini';
import type { Action } from './action.ts';
import type { Intent } from './intent.ts';
import { actionSchema, intentSchema } from './intentSchema.ts';
import { scanJson } from './json.ts';
import type { JsonValue } from './json.ts';
import { inputProblem } from './problem.ts';
import type { InputProblem } from './problem.ts';

export type DecodedIntent =
  | { readonly ok: true; readonly intent: Intent }
  | { readonly ok: false; readonly problem: InputProblem };
export type DecodedAction =
  | { readonly ok: true; readonly action: Action }
  | { readonly ok: false; readonly problem: InputProblem };

/** An intent from the JSON text that a runner filed. Closed: what it does not know it refuses, naming the field. Never throws. */
export function decodeIntent(text: string): DecodedIntent {
  const scanned = scanJson(text, ['action', 'input']);
  if (!scanned.ok) return scanned;
  const parsed = z.safeParse(intentSchema, scanned.value);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.error.issues, scanned.value) };
  const problem = actionProblem(parsed.data.action, 'action.');
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, intent: parsed.data as Intent };
}

/**
 * An action from a value that was scanned already, as an agent's hook hands it over. `input` of a tool must be the source
 * text of its JSON.
 */
export function decodeAction(value: JsonValue): DecodedAction {
  const parsed = z.safeParse(actionSchema, value);
  if (!parsed.success) return { ok: false, problem: problemOf(parsed.error.issues, value) };
  const problem = actionProblem(parsed.data, '');
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, action: parsed.data as Action };
}

type ParsedAction = z.infer<typeof actionSchema>;

/** What a schema cannot say. */
function actionProblem(action: ParsedAction, prefix: string): InputProblem | undefined {
  if (action.kind !== 'shell') return undefined;
  if ((action.command === undefined) === (action.argv === undefined))
    return inputProblem(prefix === '' ? '' : 'action', 'one-of', { fields: 'command, argv' });
  // Without a shell the first word is the program's name; an empty one names nothing.
  if (action.argv?.[0] === '') return inputProblem(`${prefix}argv.0`, 'too-short');
  return undefined;
}

function problemOf(issues: readonly z.core.$ZodIssue[], value: JsonValue): InputProblem {
  const issue = issues[0];
  if (issue === undefined) return inputProblem('', 'wrong-value');
  const field = issue.path.map(String).join('.');
  switch (issue.code) {
    case 'unrecognized_keys':
      return inputProblem([...issue.path.map(String), issue.keys[0] ?? ''].join('.'), 'unknown-field');
    case 'invalid_type':
      return valueAt(value, issue.path) === undefined
        ? inputProblem(field, 'missing')
        : inputProblem(field, 'wrong-type', { expected: issue.expected });
    case 'invalid_value':
      return valueAt(value, issue.path) === undefined
        ? inputProblem(field, 'missing')
        : inputProblem(field, 'wrong-value', { expected: issue.values.map(String).join(', ') });
    case 'invalid_union':
      return valueAt(value, issue.path) === undefined
        ? inputProblem(field, 'missing')
        : inputProblem(field, 'wrong-value', { expected: 'shell, sql, http, file, tool' });
    case 'too_big':
      return isNumber(issue.origin)
        ? inputProblem(field, 'wrong-value', { expected: `at most ${issue.maximum}` })
        : inputProblem(field, 'too-long', { limit: String(issue.maximum) });
    case 'too_small':
      return isNumber(issue.origin)
        ? inputProblem(field, 'wrong-value', { expected: `at least ${issue.minimum}` })
        : inputProblem(field, 'too-short', { limit: String(issue.minimum) });
    case 'invalid_format':
      return inputProblem(field, 'wrong-value', {
        expected: 'pattern' in issue ? String(issue.pattern) : issue.format,
      });
    default:
      return inputProblem(field, 'wrong-value');
  }
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int';
}

function valueAt(value: JsonValue, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<PropertyKey, unknown>>)[key];
  }
  return at;
}
