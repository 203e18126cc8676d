import type { PlannedEdit, SettingsChange } from './agent.ts';
import { layoutOf, rendered, withMember, withoutMember } from './jsonMembers.ts';
import { isSettings, readSettings, sameValue, type Settings } from './settingsText.ts';

/**
 * One handler for each event. Under a matcher, in the nested form, for agents that ignore a flat list in silence; without
 * one, in a flat list, for those whose file says `version: 1`.
 */
export type Hooks = Readonly<Record<string, Hook>>;
interface Hook {
  readonly matcher?: string;
  readonly handler: Handler;
}
type Handler = Settings & { readonly command: string };

/** For agents that test a matcher as a JavaScript regular expression: every tool but these, also one that is new. */
export function everyToolBut(names: readonly string[]): string {
  return `^(?!(?:${names.join('|')})$)`;
}

/**
 * Adds or removes our handlers and leaves everything else, comments and layout too, as it was. Ours are the ones whose
 * command or arguments name the client: its path stays the same over all versions, the words around it may not.
 */
export function planHooks(
  { file: path, before, client }: SettingsChange,
  hooks: Hooks,
  what: 'connect' | 'disconnect',
): PlannedEdit {
  const none = before === undefined || before.trim() === '';
  const start = none ? (isFlat(hooks) ? '{"version":1}\n' : '{}\n') : before;
  const unfit = unfitPlace(start, hooks);
  if (unfit !== undefined) return { plan: 'unreadable', path, what: unfit };
  if (what === 'connect' && hooksConnected(start, hooks)) return { plan: 'nothing', path };
  if (what === 'disconnect' && before === created(hooks)) return { plan: 'remove', path, before };
  const text =
    what === 'disconnect'
      ? disconnected(start, hooks, client)
      : none
        ? created(hooks)
        : connected(start, hooks, client);
  // Two members of one name, for instance: which of them an edit meets is not the one that counts.
  if (readSettings(text) === undefined) return { plan: 'unreadable', path, what: '' };
  if (text === before || (before === undefined && what === 'disconnect')) return { plan: 'nothing', path };
  return { plan: 'edit', path, ...(before === undefined ? {} : { before }), after: text };
}

/** The settings when there was no file: laid out as a person would. */
function created(hooks: Hooks): string {
  const groups = Object.entries(hooks).map(([event, hook]) => [event, [groupOf(hook)]]);
  const version = isFlat(hooks) ? { version: 1 } : {};
  return `${JSON.stringify({ ...version, hooks: Object.fromEntries(groups) as unknown }, null, 2)}\n`;
}

function groupOf({ matcher, handler }: Hook): Settings {
  return matcher === undefined ? handler : { matcher, hooks: [handler] };
}

function isFlat(hooks: Hooks): boolean {
  return Object.values(hooks).every(({ matcher }) => matcher === undefined);
}

function connected(text: string, hooks: Hooks, client: string): string {
  const cleared = Object.keys(hooks).reduce((rest, event) => withoutHandler(rest, event, client, true), text);
  const groups = Object.entries(hooks).map(([event, hook]) => [event, groupOf(hook)]);
  return withGroups(cleared, Object.fromEntries(groups) as Settings);
}

/** The text from which connecting made this one, where there is such a text; else with nothing of ours in it. */
function disconnected(text: string, hooks: Hooks, client: string): string {
  const events = Object.keys(hooks);
  // Of what is empty without us, each part may have been there before.
  for (let kept = 0; kept < 1 << events.length; kept += 1) {
    const candidate = events.reduce(
      (rest, event, at) => withoutHandler(rest, event, client, (kept & (1 << at)) === 0),
      text,
    );
    if (readSettings(candidate) !== undefined && connected(candidate, hooks, client) === text) return candidate;
  }
  const emptied = events.reduce((rest, event) => withoutHandler(rest, event, client, false), text);
  const hooksStay = withoutEmptyEvents(emptied, events);
  if (readSettings(hooksStay) !== undefined && connected(hooksStay, hooks, client) === text) return hooksStay;
  const tidy = events.reduce((rest, event) => withoutHandler(rest, event, client, true), text);
  // Taking out the last key leaves its line breaks.
  return /^\s*\{\s*\}\s*$/.test(tidy) ? '{}\n' : tidy;
}

/** As for an object `hooks` that was there, and empty. */
function withoutEmptyEvents(text: string, events: readonly string[]): string {
  return events.reduceRight((rest, event) => {
    const root = readSettings(rest);
    return isSettings(root) &&
      isSettings(root['hooks']) &&
      root['hooks'][event] !== undefined &&
      groupsOf(root, event).length === 0
      ? withoutMember(rest, ['hooks', event])
      : rest;
  }, text);
}

/** Whether each handler stands there as planned. */
export function hooksConnected(settings: string | undefined, hooks: Hooks): boolean {
  const root = readSettings(settings);
  if (!isSettings(root)) return false;
  if (isFlat(hooks) && root['version'] !== 1) return false;
  return Object.entries(hooks).every(([event, { matcher, handler }]) =>
    groupsOf(root, event).some((group) => {
      if (matcher === undefined) return sameValue(group, handler);
      if (!isSettings(group) || group['matcher'] !== matcher) return false;
      return Array.isArray(group['hooks']) && group['hooks'].some((entry) => sameValue(entry, handler));
    }),
  );
}

/** The first place that is not of the shape we can add to; empty for the whole text. */
function unfitPlace(text: string, hooks: Hooks): string | undefined {
  const root = readSettings(text);
  if (!isSettings(root)) return '';
  if (isFlat(hooks) && root['version'] !== 1) return 'version';
  if (root['hooks'] === undefined) return undefined;
  if (!isSettings(root['hooks'])) return 'hooks';
  for (const [event, { matcher }] of Object.entries(hooks)) {
    const groups = root['hooks'][event];
    if (groups === undefined) continue;
    if (!Array.isArray(groups)) return `hooks.${event}`;
    const wrong = groups.findIndex(
      (group) => !isSettings(group) || (matcher !== undefined && !Array.isArray(group['hooks'])),
    );
    if (wrong >= 0) return `hooks.${event}[${wrong}]`;
  }
  return undefined;
}

function withGroups(text: string, groups: Settings): string {
  const root = readSettings(text);
  const layout = layoutOf(text);
  if (!isSettings(root) || root['hooks'] === undefined) {
    const all = Object.fromEntries(Object.entries(groups).map(([event, group]) => [event, [group]]));
    return withMember(text, [], `"hooks": ${rendered(all, 1, layout)}`, layout);
  }
  let result = text;
  for (const [event, group] of Object.entries(groups)) {
    const there = isSettings(root['hooks']) && root['hooks'][event] !== undefined;
    result = there
      ? withMember(result, ['hooks', event], rendered(group, 3, layout), layout)
      : withMember(result, ['hooks'], `${JSON.stringify(event)}: ${rendered([group], 2, layout)}`, layout);
  }
  return result;
}

/** Takes out what calls the client. `tidy`: also what is empty then. */
function withoutHandler(text: string, event: string, client: string, tidy: boolean): string {
  const root = readSettings(text);
  if (!isSettings(root)) return text;
  const groups = groupsOf(root, event);
  let result = text;
  let left = groups.length;
  // From the end, so that the positions in front stay true.
  for (let g = groups.length - 1; g >= 0; g--) {
    const group = groups[g];
    const nested = isSettings(group) && Array.isArray(group['hooks']) ? group['hooks'] : undefined;
    const entries = nested ?? [group];
    const ours = entries.flatMap((entry, at) => (calls(entry, client) ? [at] : []));
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
  const rest = readSettings(result);
  const hooks = isSettings(rest) ? rest['hooks'] : undefined;
  return isSettings(hooks) && Object.keys(hooks).length === 0 ? withoutMember(result, ['hooks']) : result;
}

function calls(entry: unknown, client: string): boolean {
  if (!isSettings(entry)) return false;
  const { command, args } = entry;
  return [command, ...(Array.isArray(args) ? args : [])].some(
    (word) => typeof word === 'string' && word.includes(client),
  );
}

function groupsOf(root: Settings, event: string): readonly unknown[] {
  const hooks = root['hooks'];
  const groups = isSettings(hooks) ? hooks[event] : undefined;
  return Array.isArray(groups) ? groups : [];
}
