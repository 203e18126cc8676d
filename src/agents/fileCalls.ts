import type { JsonObject } from '../action/json.ts';
import type { HookCaller } from './agent.ts';
import { textField } from './hookJson.ts';
import { one, type ToolCall } from './knownCall.ts';

/** How an agent's editing tools call their members. */
export interface FileNames {
  readonly path: string;
  readonly content: string;
  readonly before: string;
  readonly after: string;
  readonly all: string;
}

export function writeCall(input: JsonObject, names: FileNames): ToolCall {
  const path = absolute(input, names.path);
  if (path === undefined) return { missing: names.path };
  const content = textField(input, names.content);
  if (content === undefined) return { missing: names.content };
  return one({ kind: 'file', operation: 'write', path, content });
}

export function editCall(input: JsonObject, names: FileNames, caller: HookCaller): ToolCall {
  const path = absolute(input, names.path);
  if (path === undefined) return { missing: names.path };
  const before = textField(input, names.before);
  const after = textField(input, names.after);
  if (before === undefined) return { missing: names.before };
  if (after === undefined) return { missing: names.after };
  const content = edited(caller.readText?.(path), before, after, input[names.all] === true);
  // Where the new file cannot be known, the two texts as the agent gave them: it is shown as an edit, not as a file.
  return one({ kind: 'file', operation: 'edit', path, content: content ?? `- ${before}\n+ ${after}` });
}

/** The whole new text, where the file as it is now has exactly the place that the agent means. */
function edited(text: string | undefined, before: string, after: string, all: boolean): string | undefined {
  if (text === undefined) return before === '' ? after : undefined;
  const parts = before === '' ? [] : text.split(before);
  if (parts.length < 2 || (!all && parts.length > 2)) return undefined;
  return parts.join(after);
}

/** An absolute path. Relative ones are not guessed at. */
export function absolute(input: JsonObject, name: string): string | undefined {
  const path = textField(input, name);
  return path?.startsWith('/') === true ? path : undefined;
}
