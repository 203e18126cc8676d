import { scanJson, type JsonObject, type JsonValue } from '../action/json.ts';
import { inputProblem, type InputProblem } from '../action/problem.ts';

export type HookJson =
  | {
      readonly ok: true;
      readonly fields: JsonObject;
      readonly input: JsonObject;
      /** `tool_input` letter by letter, as it came. */
      readonly inputText: string;
    }
  | { readonly ok: false; readonly problem: InputProblem };

/** Reads an agent's hook JSON with the strictness of an intent. Unknown fields are fine: they are the agent's own. */
export function readHookJson(body: string): HookJson {
  const whole = scanJson(body, ['tool_input']);
  if (!whole.ok) return whole;
  if (!isObject(whole.value)) return { ok: false, problem: inputProblem('', 'wrong-type', { expected: 'object' }) };
  const inputText = whole.value['tool_input'];
  if (typeof inputText !== 'string') return { ok: false, problem: inputProblem('tool_input', 'missing') };
  const input = scanJson(inputText);
  if (!input.ok) return input;
  if (!isObject(input.value)) {
    return { ok: false, problem: inputProblem('tool_input', 'wrong-type', { expected: 'object' }) };
  }
  return { ok: true, fields: whole.value, input: input.value, inputText };
}

export function textField(fields: JsonObject, name: string): string | undefined {
  // A key of the prototype is no field.
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
