import type { Flows } from './flows.ts';
import type { Language } from './language.ts';
import type { Term } from '../term/term.ts';

/** Names whose text is made another one where it is, and those that such a text was bound to or comes from. */
export function alteredIn(flows: Flows, { alters }: Language): ReadonlySet<string> {
  const altered = new Set<string>();
  if (alters === undefined) return altered;
  const alter = (on: Term): void => {
    const root = on.op === 'index' || on.op === 'member' ? on.on : on;
    if (root.op === 'name' && !/^(?:\$std(?:out|err)|STD(?:OUT|ERR))$/.test(root.name)) altered.add(root.name);
  };
  for (const { on, name } of flows.members) if (alters.test(name)) alter(on);
  for (const { on } of flows.puts) alter(on);
  const beside = new Map<string, string[]>();
  const pair = (one: string, other: string): void => {
    beside.set(one, [...(beside.get(one) ?? []), other]);
    beside.set(other, [...(beside.get(other) ?? []), one]);
  };
  for (const [name, list] of flows.binds)
    for (const { value } of list) for (const part of value === undefined ? [] : namesIn(value)) pair(name, part);
  // What a block or a function is given may be any text of the program's.
  if ([...altered].some((name) => !isPlain(flows, name))) for (const name of textNames(flows)) altered.add(name);
  // What is added on the way is gone through as well.
  for (const name of altered) for (const other of beside.get(name) ?? []) altered.add(other);
  return altered;
}

/** It stands for nothing but what the program binds to it. */
function isPlain({ binds, functions }: Flows, name: string): boolean {
  const list = binds.get(name);
  const isParameter = functions.some(({ parameters }) => parameters?.some((one) => one.name === name) === true);
  return !isParameter && list !== undefined && list.every(({ as }) => as === 'same' || as === 'added');
}

function textNames({ binds }: Flows): readonly string[] {
  return [...binds].flatMap(([name, list]) => (list.some(({ value }) => value?.op === 'text') ? [name] : []));
}

/** The name that it is, or those that stand in the list that it is. */
function namesIn(term: Term): readonly string[] {
  if (term.op === 'name') return [term.name];
  return term.op === 'list' ? term.parts.flatMap(namesIn) : [];
}
