import type { Layer } from './compile.ts';
import type { EnvironmentLabel, Rule, RuleFile } from './file/ruleFile.ts';

/** A file as it is now, and as a person last accepted it. */
export interface LayerFile {
  readonly layer: Layer;
  /** Nothing accepted yet: no rules. */
  readonly accepted: RuleFile;
  /** Undefined: it cannot be read; what was accepted stays in force. */
  readonly current: RuleFile | undefined;
}

export interface InForce {
  readonly tightening: readonly Rule[];
  readonly passing: readonly Rule[];
  readonly raising: readonly EnvironmentLabel[];
  readonly loosening: readonly EnvironmentLabel[];
}

/**
 * What counts of a file. What tightens counts from both: the new from now on, the old until a person lets it go. What
 * loosens counts only where a person has accepted it and the file still says it.
 */
export function inForce({ accepted, current }: LayerFile): InForce {
  const now = current ?? accepted;
  return {
    tightening: union(now.rules.filter(tightens), accepted.rules.filter(tightens)),
    passing: both(accepted.rules.filter(passes), now.rules.filter(passes)),
    raising: union(
      now.environments.filter(raises),
      // “staging” may weigh more than not knowing (a file, a host): without it an effect would be milder, so that it is the worst until it is let go.
      [...accepted.environments.filter(raises), ...without(accepted.environments.filter(shares), now.environments)],
    ),
    loosening: both(accepted.environments.filter(lowers), now.environments.filter(lowers)),
  };
}

/** Whether the file as it is now lets through, or may let through, what the accepted one does not. */
export function loosens({ accepted, current }: LayerFile): boolean {
  if (current === undefined) return false;
  return (
    holdsMore(current.rules.filter(passes), accepted.rules) ||
    holdsMore(accepted.rules.filter(tightens), current.rules) ||
    holdsMore(current.environments.filter(lowers), accepted.environments) ||
    holdsMore(
      accepted.environments.filter((label) => raises(label) || shares(label)),
      current.environments,
    )
  );
}

const passes = (rule: Rule): boolean => rule.then === 'pass';
const tightens = (rule: Rule): boolean => rule.then !== 'pass';
const raises = (label: EnvironmentLabel): boolean => label.environment === 'production';
const shares = (label: EnvironmentLabel): boolean => label.environment === 'staging';
const lowers = (label: EnvironmentLabel): boolean => label.environment !== 'production';

/** What decides is compared, not who wrote it, why, or with what examples. */
function sameText(value: Rule | EnvironmentLabel): string {
  const before = texts.get(value);
  if (before !== undefined) return before;
  const text = JSON.stringify('id' in value ? decisive(value) : value);
  texts.set(value, text);
  return text;
}

/** Makes a file of thousands of rules ready to be compared: `breathe` is asked between two of them whether others have a turn. */
export async function readyToCompare(file: RuleFile, breathe: () => Promise<void> | undefined): Promise<void> {
  for (const one of [...file.rules, ...file.environments]) {
    sameText(one);
    const turn = breathe();
    if (turn !== undefined) await turn;
  }
}

/** A rule stands in several comparisons, and a file may hold thousands. */
const texts = new WeakMap<Rule | EnvironmentLabel, string>();

function decisive({ when, then, level, snapshot, require, expires }: Rule): readonly unknown[] {
  return [when, then, level, snapshot, require, expires];
}

function holdsMore<T extends Rule | EnvironmentLabel>(these: readonly T[], than: readonly T[]): boolean {
  return without(these, than).length > 0;
}

function without<T extends Rule | EnvironmentLabel>(these: readonly T[], those: readonly T[]): readonly T[] {
  // Most rules of a changed file are the very objects of the file before.
  const there = new Set<T>(those);
  const others = these.filter((one) => !there.has(one));
  if (others.length === 0) return others;
  const known = new Set(those.map(sameText));
  return others.filter((one) => !known.has(sameText(one)));
}

function union<T extends Rule | EnvironmentLabel>(first: readonly T[], second: readonly T[]): readonly T[] {
  return [...first, ...without(second, first)];
}

function both<T extends Rule | EnvironmentLabel>(first: readonly T[], second: readonly T[]): readonly T[] {
  const missing = new Set(without(first, second));
  return first.filter((one) => !missing.has(one));
}
