import type { FileAction } from '../action/action.ts';
import type { HookCaller } from './agent.ts';

/** More files than this are not shown one by one. */
const MOST_FILES = 20;

/**
 * The files of an `apply_patch` text, as far as it is written as Codex documents it. Undefined when any line of it is not
 * understood: then the patch is held as a whole.
 */
export function patchedFiles(patch: string, cwd: string, caller: HookCaller): readonly FileAction[] | undefined {
  const lines = patch.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (lines.shift()?.trim() !== '*** Begin Patch' || lines.pop()?.trim() !== '*** End Patch') return undefined;
  const actions: FileAction[] = [];
  while (lines.length > 0) {
    const [, verb, name = ''] = /^\*\*\* (Add|Delete|Update) File: (\S.*)$/.exec(lines.shift() ?? '') ?? [];
    const path = resolved(name, cwd);
    if (verb === undefined || path === undefined) return undefined;
    const body: string[] = [];
    while (lines.length > 0 && !/^\*\*\* (Add|Delete|Update) File: /.test(lines[0] ?? ''))
      body.push(lines.shift() ?? '');
    const found = verb === 'Update' ? updated(path, body, cwd, caller) : addedOrDeleted(verb, path, body);
    if (found === undefined) return undefined;
    actions.push(...found);
  }
  return actions.length === 0 || actions.length > MOST_FILES ? undefined : actions;
}

function addedOrDeleted(verb: string, path: string, body: readonly string[]): readonly FileAction[] | undefined {
  if (verb === 'Delete') return body.length === 0 ? [{ kind: 'file', operation: 'delete', path }] : undefined;
  if (!body.every((line) => line.startsWith('+'))) return undefined;
  return [{ kind: 'file', operation: 'write', path, content: body.map((line) => `${line.slice(1)}\n`).join('') }];
}

function updated(
  path: string,
  body: readonly string[],
  cwd: string,
  caller: HookCaller,
): readonly FileAction[] | undefined {
  const moved = /^\*\*\* Move to: (\S.*)$/.exec(body[0] ?? '')?.[1];
  const target = moved === undefined ? path : resolved(moved, cwd);
  const lines = moved === undefined ? body : body.slice(1);
  if (target === undefined || !lines.every((line) => /^(?:[ +-]|@@|\*\*\* End of File$|$)/.test(line)))
    return undefined;
  const before = caller.readText?.(path);
  // Where the new file cannot be known, the patch as the agent gave it.
  const content = (before === undefined ? undefined : applied(before, lines)) ?? lines.join('\n');
  const edit: FileAction = { kind: 'file', operation: 'edit', path: target, content };
  return target === path ? [edit] : [edit, { kind: 'file', operation: 'delete', path }];
}

/** The whole new text, where each change fits one place of the old one exactly. */
function applied(text: string, lines: readonly string[]): string | undefined {
  const old = text.split('\n');
  const result: string[] = [];
  let at = 0;
  for (const hunk of hunksOf(lines)) {
    const from = placeOf(old, hunk.before, at);
    if (from === undefined) return undefined;
    result.push(...old.slice(at, from), ...hunk.after);
    at = from + hunk.before.length;
  }
  return [...result, ...old.slice(at)].join('\n');
}

interface Hunk {
  readonly before: string[];
  readonly after: string[];
}

function hunksOf(lines: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let hunk: Hunk = { before: [], after: [] };
  for (const line of [...lines, '@@']) {
    if (line.startsWith('@@')) {
      if (hunk.before.length + hunk.after.length > 0) hunks.push(hunk);
      hunk = { before: [], after: [] };
    } else if (!line.startsWith('***')) {
      if (!line.startsWith('+')) hunk.before.push(line.slice(1));
      if (!line.startsWith('-')) hunk.after.push(line.slice(1));
    }
  }
  return hunks;
}

/** The one place at or behind `from` where these lines stand. */
function placeOf(text: readonly string[], lines: readonly string[], from: number): number | undefined {
  const places: number[] = [];
  for (let i = from; i + lines.length <= text.length; i += 1) {
    if (lines.every((line, at) => text[i + at] === line)) places.push(i);
  }
  return places.length === 1 ? places[0] : undefined;
}

/** An absolute path without `.` and `..`. */
function resolved(name: string, cwd: string): string | undefined {
  if (name === '') return undefined;
  const parts: string[] = [];
  for (const part of (name.startsWith('/') ? name : `${cwd}/${name}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
