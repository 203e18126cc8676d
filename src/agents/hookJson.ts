import { scanJson, type JsonObject, type JsonValue } from '../action/json.ts';
import { inputProblem, type InputCode, type InputProblem } from '../action/problem.ts';
import type { HookCall } from './agent.ts';

export interface ToolInput {
  readonly input: JsonObject;
  /** The tool's input letter by letter, as it came. */
  readonly inputText: string;
}

export type HookJson =
  | ({ readonly ok: true; readonly fields: JsonObject } & ToolInput)
  | { readonly ok: false; readonly problem: InputProblem };

/**
 * Reads an agent's hook JSON with the strictness of an intent. Unknown fields are fine: they are the agent's own.
 * `place`: the keys that lead to the tool's input.
 */
export function readHookJson(body: string, place: readonly string[] = ['tool_input']): HookJson {
  const whole = scanJson(body, place);
  if (!whole.ok) return whole;
  if (!isObject(whole.value)) return { ok: false, problem: inputProblem('', 'wrong-type', { expected: 'object' }) };
  const field = place.join('.');
  const inputText = valueAt(whole.value, place);
  if (typeof inputText !== 'string') return { ok: false, problem: inputProblem(field, 'missing') };
  const input = scanJson(inputText);
  if (!input.ok) return input;
  if (isObject(input.value)) return { ok: true, fields: whole.value, input: input.value, inputText };
  return { ok: false, problem: inputProblem(field, 'wrong-type', { expected: 'object' }) };
}

function valueAt(value: JsonObject, place: readonly string[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const key of place) found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}

export function textField(fields: JsonObject, name: string): string | undefined {
  // A key of the prototype is no field.
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function unreadable(field: string, code: InputCode, values: Readonly<Record<string, string>> = {}): HookCall {
  return { call: 'problem', problem: inputProblem(field, code, values) };
}
