import type { Effect, TextRange } from '../../effect/effect.ts';
import type { EffectKind } from '../../effect/kind.ts';
import type { EffectObject } from '../../effect/object.ts';
import { absolutePath, normalPath } from '../../effect/path.ts';
import type { Trait } from '../../effect/trait.ts';
import type { Ask, Context, Embedded, Problem, Source } from '../../reading/reader.ts';
import { runsDecoded } from '../words/decoding.ts';
import type { TextValue } from '../value/value.ts';

const MAX_FOUND = 300;

/** What a reading of a program gathers. */
export interface Findings {
  readonly effects: Effect[];
  readonly embedded: Embedded[];
  readonly problems: Problem[];
  readonly asks: Ask[];
  /** Where relative paths start now; undefined when that is known only at run time. */
  cwd: string | undefined;
  /** Where modules of its own are looked for: the folder of its file, else the current one. */
  readonly folder: string;
  /** Where else it looks for them, as it says itself. */
  readonly folders: string[];
  /** The file that the program was read from; undefined: its text stands in the action. */
  readonly file: string | undefined;
  /** A class whose methods act goes where it is not followed. */
  handsClass: boolean;
  /** Where a method is called that is another one of such a class. */
  readonly ofClass: TextRange[];
  /** More than 0: in a function or branch, which may not run. */
  depth: number;
  readonly text: string;
  readonly context: Context;
  readonly language: string;
}

export function findingsOf({ text, file }: Source, language: string, context: Context): Findings {
  const folder = file?.startsWith('/') === true ? normalPath(file.replace(/\/[^/]*$/, '')) : context.cwd;
  return {
    effects: [],
    embedded: [],
    problems: [],
    asks: [],
    cwd: context.cwd,
    folder,
    folders: [],
    file: file?.startsWith('/') === true ? normalPath(file) : undefined,
    handsClass: false,
    ofClass: [],
    depth: 0,
    text,
    context,
    language,
  };
}

export function state(
  findings: Findings,
  kind: EffectKind,
  object: EffectObject,
  range: TextRange,
  traits: readonly Trait[] = [],
): void {
  if (findings.effects.length >= MAX_FOUND) {
    problem(findings, 'problem.too-many', range, '');
    return;
  }
  findings.effects.push({
    kind,
    object,
    range,
    certainty: findings.depth > 0 || traits.includes('dynamic') || kind === 'exec.opaque' ? 'possible' : 'certain',
    undo: 'unknown',
    environment: findings.context.place,
    traits: [...new Set([...findings.context.traits, ...traits])],
  });
}

export function problem(findings: Findings, rule: string, range: TextRange, name: string): void {
  if (findings.problems.some((one) => one.rule === rule && one.values['name'] === name)) return;
  if (findings.problems.length < MAX_FOUND)
    findings.problems.push({ rule, range, values: { name, language: findings.language } });
}

/** Code of the workspace, or that is installed there, runs by loading it: as any tool that runs there, with its settings as they are. */
export function loadsOwn(findings: Findings, module: string, range: TextRange): void {
  state(findings, 'exec.project', { type: 'package', name: module }, range);
  findings.asks.push({ ask: 'settings-kept', directory: findings.context.cwd, lock: false, range });
}

/** What goes on is a program of the workspace's, when its file and the settings around it are as HEAD has them. Code that stands in the action is nobody's yet. */
export function keptAsHead({ asks, context, file }: Findings, range: TextRange): void {
  if (file !== undefined) asks.push({ ask: 'settings-kept', directory: context.cwd, lock: false, script: file, range });
}

/** Something runs that is not known: said, and never passed. */
export function opaque(findings: Findings, range: TextRange, rule = 'problem.unknown-call'): void {
  const name = shown(findings.text, range);
  const traits: readonly Trait[] = runsDecoded(findings.text.slice(...range)) ? ['decoded'] : [];
  state(findings, 'exec.opaque', { type: 'operation', name: name === '' ? findings.language : name }, range, traits);
  problem(findings, rule, range, name);
}

export function embed(findings: Findings, want: Source, value: TextValue, context: Partial<Context> = {}): void {
  const cwd = findings.cwd === undefined || findings.cwd === findings.context.cwd ? {} : { cwd: findings.cwd };
  if (findings.cwd === undefined) problem(findings, 'problem.dynamic', value.range, '');
  if (findings.embedded.length >= MAX_FOUND) {
    opaque(findings, value.range, 'problem.too-many');
    return;
  }
  const { term } = value;
  const here = term !== undefined && want.text === term.value;
  findings.embedded.push({
    want,
    range: here ? term.range : value.range,
    ...(here && term.offsets !== undefined ? { offsets: term.offsets } : {}),
    verbatim: here && term.offsets === undefined,
    context: { ...cwd, ...context },
  });
}

/** The path that a text names, as far as it is known; undefined: it cannot be told. */
export function fileOf(findings: Findings, value: TextValue): EffectObject | undefined {
  if (value.text === '' || (findings.cwd === undefined && !value.text.startsWith('/'))) return undefined;
  // A path that begins with something unknown may lie anywhere.
  if (value.open === true && /^\*/.test(value.text)) return undefined;
  const name = absolutePath(value.text.replace(/^file:\/\//, ''), findings.cwd ?? '/');
  return { type: value.pattern === true || value.open === true ? 'glob' : 'file', name };
}

export function shown(text: string, range: TextRange): string {
  return text
    .slice(...range)
    .trim()
    .slice(0, 120);
}
