import { parse, type ParseError } from 'jsonc-parser';
import type { PlannedEdit } from './agent.ts';
import { layoutOf, rendered, withMember, withoutMember } from './jsonMembers.ts';

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
  const none = before === undefined || before.trim() === '';
  const start = none ? '{}\n' : before;
  const unfit = unfitPlace(start, hooks);
  if (unfit !== undefined) return { plan: 'unreadable', path, what: unfit };
  if (what === 'connect' && hooksConnected(start, hooks)) return { plan: 'nothing', path };
  const text = what === 'disconnect' ? disconnected(start, hooks) : none ? created(hooks) : connected(start, hooks);
  // Two members of one name, for instance: which of them an edit meets is not the one that counts.
  if (read(text) === undefined) return { plan: 'unreadable', path, what: '' };
  if (text === before || (before === undefined && what === 'disconnect')) return { plan: 'nothing', path };
  return { plan: 'edit', path, ...(before === undefined ? {} : { before }), after: text };
}

/** The settings when there was no file: laid out as a person would. */
function created(hooks: Hooks): string {
  const groups = Object.entries(hooks).map(([event, { matcher, handler }]) => [event, [{ matcher, hooks: [handler] }]]);
  return `${JSON.stringify({ hooks: Object.fromEntries(groups) as unknown }, null, 2)}\n`;
}

function connected(text: string, hooks: Hooks): string {
  const cleared = Object.entries(hooks).reduce(
    (rest, [event, { handler }]) => withoutHandler(rest, event, handler.command, true),
    text,
  );
  const groups = Object.entries(hooks).map(([event, { matcher, handler }]) => [event, { matcher, hooks: [handler] }]);
  return withGroups(cleared, Object.fromEntries(groups) as Readonly<Record<string, unknown>>);
}

/** The text from which connecting made this one, where there is such a text; else with nothing of ours in it. */
function disconnected(text: string, hooks: Hooks): string {
  const events = Object.entries(hooks).map(([event, { handler }]) => [event, handler.command] as const);
  // Of what is empty without us, each part may have been there before.
  for (let kept = 0; kept < 1 << events.length; kept += 1) {
    const candidate = events.reduce(
      (rest, [event, command], at) => withoutHandler(rest, event, command, (kept & (1 << at)) === 0),
      text,
    );
    if (read(candidate) !== undefined && connected(candidate, hooks) === text) return candidate;
  }
  const emptied = events.reduce((rest, [event, command]) => withoutHandler(rest, event, command, false), text);
  const hooksStay = withoutEmptyEvents(
    emptied,
    events.map(([event]) => event),
  );
  if (read(hooksStay) !== undefined && connected(hooksStay, hooks) === text) return hooksStay;
  const tidy = events.reduce((rest, [event, command]) => withoutHandler(rest, event, command, true), text);
  // Taking out the last key leaves its line breaks.
  return /^\s*\{\s*\}\s*$/.test(tidy) ? '{}\n' : tidy;
}

/** As for an object `hooks` that was there, and empty. */
function withoutEmptyEvents(text: string, events: readonly string[]): string {
  return events.reduceRight((rest, event) => {
    const root = read(rest);
    return isRecord(root) &&
      isRecord(root['hooks']) &&
      root['hooks'][event] !== undefined &&
      groupsOf(root, event).length === 0
      ? withoutMember(rest, ['hooks', event])
      : rest;
  }, text);
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

function withGroups(text: string, groups: Readonly<Record<string, unknown>>): string {
  const root = read(text);
  const layout = layoutOf(text);
  if (!isRecord(root) || root['hooks'] === undefined) {
    const all = Object.fromEntries(Object.entries(groups).map(([event, group]) => [event, [group]]));
    return withMember(text, [], `"hooks": ${rendered(all, 1, layout)}`, layout);
  }
  let result = text;
  for (const [event, group] of Object.entries(groups)) {
    const there = isRecord(root['hooks']) && root['hooks'][event] !== undefined;
    result = there
      ? withMember(result, ['hooks', event], rendered(group, 3, layout), layout)
      : withMember(result, ['hooks'], `${JSON.stringify(event)}: ${rendered([group], 2, layout)}`, layout);
  }
  return result;
}

/** Takes out what calls the script. `tidy`: also what is empty then. */
function withoutHandler(text: string, event: string, command: string, tidy: boolean): string {
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
      result = withoutMember(result, ['hooks', event, g]);
      left--;
      continue;
    }
    for (const at of ours.reverse()) result = withoutMember(result, ['hooks', event, g, 'hooks', at]);
  }
  if (!tidy || left > 0 || groups.length === 0) return result;
  result = withoutMember(result, ['hooks', event]);
  const rest = read(result);
  const hooks = isRecord(rest) ? rest['hooks'] : undefined;
  return isRecord(hooks) && Object.keys(hooks).length === 0 ? withoutMember(result, ['hooks']) : result;
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
