import { applyEdits, modify, parse, type FormattingOptions, type JSONPath, type ParseError } from 'jsonc-parser';
import type { PlannedEdit } from './agent.ts';

/** One handler under one matcher, for each event. Only this nested form counts: a flat list is ignored in silence. */
export type Hooks = Readonly<Record<string, { readonly matcher: string; readonly handler: Handler }>>;
type Handler = Readonly<Record<string, unknown>> & { readonly command: string };

/** Adds or removes our handlers and leaves everything else, comments and layout too, as it was. */
export function planHooks(
  path: string,
  before: string | undefined,
  hooks: Hooks,
  what: 'connect' | 'disconnect',
): PlannedEdit {
  const start = before === undefined || before.trim() === '' ? '{}\n' : before;
  const unfit = unfitPlace(start, hooks);
  if (unfit !== undefined) return { plan: 'unreadable', path, what: unfit };
  if (what === 'connect' && hooksConnected(start, hooks)) return { plan: 'nothing', path };
  let text = start;
  for (const [event, { matcher, handler }] of Object.entries(hooks)) {
    text = withoutHandler(text, event, handler.command);
    if (what === 'connect') text = withGroup(text, event, { matcher, hooks: [handler] });
  }
  // Taking out the last key leaves its line breaks.
  if (/^\s*\{\s*\}\s*$/.test(text)) text = '{}\n';
  if (text === before || (before === undefined && what === 'disconnect')) return { plan: 'nothing', path };
  return { plan: 'edit', path, ...(before === undefined ? {} : { before }), after: text };
}

/** Whether each handler stands there as planned, and no switch turns all hooks off. */
export function hooksConnected(settings: string | undefined, hooks: Hooks): boolean {
  if (settings === undefined) return false;
  const root = read(settings);
  if (!isRecord(root) || root['disableAllHooks'] === true) return false;
  return Object.entries(hooks).every(([event, { matcher, handler }]) =>
    groupsOf(root, event).some(
      (group) =>
        isRecord(group) &&
        group['matcher'] === matcher &&
        Array.isArray(group['hooks']) &&
        group['hooks'].some((entry) => sameJson(entry, handler)),
    ),
  );
}

/** The loader reads these in every program that is started, the hook's own too; the rest concerns shells. */
const RISKY_VARIABLE = /^(LD_.*|DYLD_.*|BASH_ENV|ENV|SHELLOPTS|BASH_FUNC_.*|CLAUDE_CODE_SIMPLE)$/;

/** Keys by which a settings file switches hooks off or puts code in front of them. */
export function settingsHazards(settings: string | undefined): readonly string[] {
  const root = settings === undefined ? undefined : read(settings);
  if (!isRecord(root)) return [];
  const variables = isRecord(root['env']) ? Object.keys(root['env']) : [];
  return [
    ...(root['disableAllHooks'] === true ? ['disableAllHooks'] : []),
    ...variables.filter((name) => RISKY_VARIABLE.test(name)).map((name) => `env.${name}`),
  ];
}

/** The first place that is not of the shape we can add to; empty for the whole text. */
function unfitPlace(text: string, hooks: Hooks): string | undefined {
  const root = read(text);
  if (!isRecord(root)) return '';
  if (root['hooks'] === undefined) return undefined;
  if (!isRecord(root['hooks'])) return 'hooks';
  for (const event of Object.keys(hooks)) {
    const groups = root['hooks'][event];
    if (groups === undefined) continue;
    if (!Array.isArray(groups)) return `hooks.${event}`;
    const wrong = groups.findIndex((group) => !isRecord(group) || !Array.isArray(group['hooks']));
    if (wrong >= 0) return `hooks.${event}[${wrong}]`;
  }
  return undefined;
}

function withGroup(text: string, event: string, group: unknown): string {
  const root = read(text);
  const count = isRecord(root) ? groupsOf(root, event).length : 0;
  return count === 0 ? change(text, ['hooks', event], [group]) : change(text, ['hooks', event, count], group, true);
}

function withoutHandler(text: string, event: string, command: string): string {
  const root = read(text);
  if (!isRecord(root)) return text;
  const groups = groupsOf(root, event);
  let result = text;
  let left = groups.length;
  // From the end, so that the positions in front stay true.
  for (let g = groups.length - 1; g >= 0; g--) {
    const group = groups[g];
    const entries = isRecord(group) && Array.isArray(group['hooks']) ? group['hooks'] : [];
    const ours = entries.flatMap((entry, at) => (isRecord(entry) && entry['command'] === command ? [at] : []));
    if (ours.length === 0) continue;
    if (ours.length === entries.length) {
      result = change(result, ['hooks', event, g], undefined);
      left--;
      continue;
    }
    for (const at of ours.reverse()) result = change(result, ['hooks', event, g, 'hooks', at], undefined);
  }
  if (left > 0 || groups.length === 0) return result;
  result = change(result, ['hooks', event], undefined);
  const rest = read(result);
  const hooks = isRecord(rest) ? rest['hooks'] : undefined;
  return isRecord(hooks) && Object.keys(hooks).length === 0 ? change(result, ['hooks'], undefined) : result;
}

function change(text: string, path: JSONPath, value: unknown, insert = false): string {
  return applyEdits(text, modify(text, path, value, { formattingOptions: layoutOf(text), isArrayInsertion: insert }));
}

function layoutOf(text: string): FormattingOptions {
  const indent = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : Math.min(indent.length, 8),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/** The value of the text, undefined when it is not JSON (comments and trailing commas are let by, as an editor does). */
function read(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length === 0 ? value : undefined;
}

function groupsOf(root: Readonly<Record<string, unknown>>, event: string): readonly unknown[] {
  const hooks = root['hooks'];
  const groups = isRecord(hooks) ? hooks[event] : undefined;
  return Array.isArray(groups) ? groups : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Same value, whatever the order of keys. */
function sameJson(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameJson(a[key], b[key]));
  }
  return a === b;
}
