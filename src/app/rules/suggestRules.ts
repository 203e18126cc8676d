import type { RunCommand } from '../../effect/command.ts';
import type { Ground } from '../../effect/place.ts';
import type { Readers } from '../../reading/ports.ts';
import { fitsShape } from '../../rules/condition/commandShape.ts';
import type { Rule } from '../../rules/file/ruleFile.ts';
import { narrowestRule } from '../../rules/learn/narrowestRule.ts';
import type { Span } from '../../rules/learn/narrowestRule.ts';
import { commandsOf } from './learnedReach.ts';
import type { PastAction } from './pastActions.ts';

export interface Suggestion {
  readonly rule: Rule;
  /** Approvals that it would have saved. */
  readonly approvals: number;
}

/** Fewer approvals than this are no habit. */
const LEAST = 2;

/** The narrowest rules that would have covered what a person approved again and again `since` then, the most often first. */
export async function suggestRules(
  past: readonly PastAction[],
  since: number,
  readers: Readers,
  ground: Ground,
  span: Span,
): Promise<readonly Suggestion[]> {
  const found = new Map<string, { rule: Rule; approvals: number }>();
  const denied: (readonly RunCommand[])[] = [];
  for (const { at, command, plain, cwd, effects, files, level, reason, state, by } of past) {
    if (by !== 'person' || (state !== 'approved' && state !== 'denied')) continue;
    if (state === 'approved' && at < since) continue;
    const commands = await commandsOf(command, cwd, readers, ground);
    if (state === 'denied') {
      denied.push(commands);
      continue;
    }
    if (!plain) continue;
    const learned = narrowestRule(
      { verdict: { level, reason }, effects, complete: true, commands, scripts: files },
      span,
    );
    if (!('rule' in learned)) continue;
    const key = JSON.stringify(learned.rule.when);
    const known = found.get(key);
    found.set(key, { rule: learned.rule, approvals: (known?.approvals ?? 0) + 1 });
  }
  return [...found.values()]
    .filter(({ rule, approvals }) => approvals >= LEAST && !denied.some((those) => isOf(rule, those, ground)))
    .sort((a, b) => b.approvals - a.approvals);
}

function isOf({ when }: Rule, commands: readonly RunCommand[], { workspace }: Ground): boolean {
  return commands.some((one) => fitsShape(when.command ?? [], one, workspace));
}
