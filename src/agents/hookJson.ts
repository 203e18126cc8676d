import { getNodeValue, parseTree, type Node } from 'jsonc-parser';
import type { HookProblem } from './agent.ts';

export type HookJson =
  | {
      readonly ok: true;
      readonly fields: Readonly<Record<string, unknown>>;
      /** The exact text of each top-level value. */
      readonly raw: Readonly<Record<string, string>>;
    }
  | { readonly ok: false; readonly code: HookProblem; readonly what: string };

/** Deepest nesting that is read. */
const DEPTH = 32;

/**
 * Reads an agent's hook JSON: strict JSON, one object, no duplicate key anywhere (two readers could take different
 * ones), no NUL, no lone surrogate. Unknown fields are fine: they are the agent's.
 */
export function readHookJson(body: string): HookJson {
  if (tooDeep(body)) return { ok: false, code: 'hook.json', what: 'depth' };
  try {
    JSON.parse(body);
  } catch {
    return { ok: false, code: 'hook.json', what: 'syntax' };
  }
  const tree = parseTree(body, [], { disallowComments: true });
  if (tree?.type !== 'object') return { ok: false, code: 'hook.json', what: 'object' };
  const bad = badNode(tree, '');
  if (bad !== undefined) return bad;
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const raw: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const { children: [key, value] = [] } of tree.children ?? []) {
    if (key === undefined || value === undefined) return { ok: false, code: 'hook.json', what: 'syntax' };
    const name = String(key.value);
    fields[name] = getNodeValue(value) as unknown;
    raw[name] = body.slice(value.offset, value.offset + value.length);
  }
  return { ok: true, fields, raw };
}

/** Counted on the text: a parser that recurses must not see it. Braces inside strings only make it stricter by chance. */
function tooDeep(body: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < body.length; i++) {
    const unit = body[i];
    if (inString) {
      if (unit === '\\') i++;
      else if (unit === '"') inString = false;
    } else if (unit === '"') inString = true;
    else if (unit === '{' || unit === '[') {
      depth++;
      if (depth > DEPTH) return true;
    } else if (unit === '}' || unit === ']') depth--;
  }
  return false;
}

function badNode(node: Node, at: string): Extract<HookJson, { ok: false }> | undefined {
  if (node.type === 'string' && /\0|\p{Cs}/u.test(String(node.value)))
    return { ok: false, code: 'hook.text', what: at };
  if (node.type === 'object') {
    const seen = new Set<string>();
    for (const property of node.children ?? []) {
      const name = String(property.children?.[0]?.value);
      if (seen.has(name)) return { ok: false, code: 'hook.json', what: `${at}/${name}` };
      seen.add(name);
    }
  }
  for (const child of node.children ?? []) {
    const name = node.type === 'property' || node.type === 'array' ? at : `${at}/${String(child.children?.[0]?.value)}`;
    const bad = badNode(child, name);
    if (bad !== undefined) return bad;
  }
  return undefined;
}

export function textField(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}
