import type { EffectKind } from '../../effect/kind.ts';
import type { ObjectType } from '../../effect/object.ts';
import { mayLoadFirst } from '../calls/loadsFirst.ts';
import { act, opaque } from '../effects/act.ts';
import type { Call } from '../state/call.ts';
import { PRINTS } from './languageCalls.ts';

/** What the first words of a program do. No kind: it only looks. Without a name: the program with its first word. */
export type Deed = readonly [words: RegExp, kind?: EffectKind, type?: ObjectType, name?: string];

/** Words of a program that all do one thing each: every row that fits counts, and where none does, it is not known what happens. */
export function deeds(...rows: readonly Deed[]): (call: Call) => void {
  return (call) => {
    const words = call.args.map(({ value }) => value);
    if (words.length > 0 && words.every((word) => PRINTS.test(word))) {
      mayLoadFirst(call);
      return;
    }
    const plain = words.filter((word) => !word.startsWith('-'));
    const text = words.join(' ');
    const fitting = rows.filter(([pattern]) => pattern.test(text));
    if (fitting.length === 0) opaque(call, call.title, call.range, 'problem.unknown-command');
    for (const [, kind, type = 'operation', name] of fitting)
      if (kind !== undefined) act(call, kind, type, name ?? [call.title, ...plain.slice(0, 1)].join(' '), call.range);
  };
}

/** Words by which a tool of a project leaves it. */
const GOES_OUT = /^(?:publish|upload|login|logout|push|deploy|token|exec|eval|comment)$/;
const FETCHES = /^(?:create|new|add|install|update|upgrade)$/;

/** Builds, checks and lays out what the workspace has, by its settings. What goes out is not known. */
export function worksHere(call: Call): void {
  const words = call.args.map(({ value }) => value);
  if (words.length === 1 && PRINTS.test(words[0] ?? '')) {
    mayLoadFirst(call);
    return;
  }
  const [verb = '', task = ''] = words.filter((word) => !word.startsWith('-'));
  if (GOES_OUT.test(verb)) {
    opaque(call, call.title, call.range, 'problem.unknown-command');
    return;
  }
  if (FETCHES.test(verb)) act(call, 'exec.install', 'package', task === '' ? '*' : task, call.range);
  // The name of a task says more than that one is run.
  const named = [verb, ...(verb === 'run' ? [task] : [])].filter((word) => /^[a-z][\w:-]*$/.test(word));
  act(call, 'exec.project', 'operation', [call.title, ...named].join(' '), call.range);
}
