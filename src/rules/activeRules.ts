import { compileRule } from './compile.ts';
import type { CompiledRule } from './compile.ts';
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
  const tightening: CompiledRule[] = [];
  const passing: CompiledRule[] = [];
  const raising: CompiledLabel[] = [];
  const loosening: CompiledLabel[] = [];
  for (const file of files) {
    const force = inForce(file);
    tightening.push(...force.tightening.map((rule) => compileRule(rule, file.layer)));
    passing.push(...force.passing.map((rule) => compileRule(rule, file.layer)));
    raising.push(...force.raising.map(compileLabel));
    loosening.push(...force.loosening.map(compileLabel));
  }
  if (tightening.length + passing.length + raising.length + loosening.length === 0) return NO_ACTIVE_RULES;
  return {
    rules: { tightening, passing, asksPreview: tightening.some((one) => one.asksPreview) },
    labels: { raising, loosening },
  };
}
