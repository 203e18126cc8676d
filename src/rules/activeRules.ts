import { compileRule } from './compile.ts';
import type { CompiledRule, Layer } from './compile.ts';
import type { Rule } from './file/ruleFile.ts';
import { inForce } from './inForce.ts';
import type { LayerFile } from './inForce.ts';
import { compileLabel } from './labels.ts';
import type { CompiledLabel, LabelSet } from './labels.ts';
import type { RuleSet } from './weigh.ts';

/** All files' rules and labels that are in force, compiled: made once for each change of a file or an acceptance. */
export interface ActiveRules {
  readonly rules: RuleSet;
  readonly labels: LabelSet;
}

export const NO_ACTIVE_RULES: ActiveRules = {
  rules: { tightening: [], passing: [], asksPreview: false },
  labels: { raising: [], loosening: [] },
};

/** `files`: the user's first, then the workspace's; of two equally strict rules the first is named. */
export function activeRules(files: readonly LayerFile[]): ActiveRules {
  const steps = activation(files);
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** The same for thousands of rules: `breathe` is asked between two of them whether others have a turn. */
export async function activeRulesInTurns(
  files: readonly LayerFile[],
  breathe: () => Promise<void> | undefined,
): Promise<ActiveRules> {
  const steps = activation(files);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return step.value;
    const turn = breathe();
    if (turn !== undefined) await turn;
  }
}

function* activation(files: readonly LayerFile[]): Generator<undefined, ActiveRules> {
  const tightening: CompiledRule[] = [];
  const passing: CompiledRule[] = [];
  const raising: CompiledLabel[] = [];
  const loosening: CompiledLabel[] = [];
  for (const file of files) {
    const force = inForce(file);
    yield;
    for (const rule of force.tightening) {
      tightening.push(compiledRule(rule, file.layer));
      yield;
    }
    for (const rule of force.passing) {
      passing.push(compiledRule(rule, file.layer));
      yield;
    }
    for (const label of force.raising) {
      raising.push(compileLabel(label));
      yield;
    }
    for (const label of force.loosening) {
      loosening.push(compileLabel(label));
      yield;
    }
  }
  if (tightening.length + passing.length + raising.length + loosening.length === 0) return NO_ACTIVE_RULES;
  return {
    rules: { tightening, passing, asksPreview: tightening.some((one) => one.asksPreview) },
    labels: { raising, loosening },
  };
}

/** A rule that a changed file still has is not compiled again. */
const compiled: Readonly<Record<Layer, WeakMap<Rule, CompiledRule>>> = {
  user: new WeakMap(),
  workspace: new WeakMap(),
};

function compiledRule(rule: Rule, layer: Layer): CompiledRule {
  const known = compiled[layer].get(rule) ?? compileRule(rule, layer);
  compiled[layer].set(rule, known);
  return known;
}
