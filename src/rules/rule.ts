import type { RulingInput } from './rulingInput.ts';
import { worse } from '../effect/level.ts';
import type { Rated } from '../effect/rate.ts';
import { autoPassObjection } from './autoPass.ts';
import { factFindings } from './factFindings.ts';
import { floorObjection } from './floor.ts';
import type { CompiledRule } from './compile.ts';
import type { RulingReason, Verdict } from './ruling.ts';
import { passedBy, weigh } from './weigh.ts';
import type { Weighed } from './weigh.ts';

/** The strictest of the floor, the tightening rules, and what passes: the accepted rules, `autoPass` and the facts. */
export function rule(input: RulingInput): Verdict {
  const base = withoutDemands(input);
  const demands = input.against;
  if (demands === undefined || demands.rules.tightening.length === 0) return base;
  const weighed = weigh(demands.rules.tightening, input.effects, demands.subject);
  return weighed === undefined ? base : tightened(base, weighed);
}

function withoutDemands(input: RulingInput): Verdict {
  const floor = floorObjection(input.effects, input.complete, input.rated.level);
  if (floor !== undefined) return held(input.rated, { layer: 'floor', rule: floor });
  // No setting and no rule gives a password away: a person does, for this action.
  if (input.handsConnection === true) return held(input.rated, { layer: 'floor', rule: 'connection' });
  const passed = passing(input);
  if ('objection' in passed) return held(input.rated, { layer: 'autoPass', rule: passed.objection });
  if (typeof input.facts === 'object') {
    const found = factFindings(input.facts, input.effects, input.ground);
    const first = found.findings[0];
    if (first !== undefined)
      return held(
        { level: worse(input.rated.level, found.level), findings: [...found.findings, ...input.rated.findings] },
        { layer: 'facts', rule: first.rule },
      );
  }
  const { level, findings } = input.rated;
  return { ruling: 'pass', requires: [], level, findings, reason: passed.by };
}

/** By what every effect passes, or why one does not: an accepted rule where one speaks, else `autoPass`. */
function passing(input: RulingInput): { readonly by: RulingReason } | { readonly objection: string } {
  let by: RulingReason = { layer: 'autoPass', rule: input.autoPass };
  if (input.autoPass === 'nothing' && input.effects.length === 0) return { objection: 'nothing' };
  for (const effect of input.effects) {
    const objection = autoPassObjection(effect, input);
    if (objection === undefined) continue;
    const accepted = input.against && passedBy(input.against.rules.passing, effect, input.against.subject);
    if (accepted === undefined) return { objection };
    by = reasonOf(accepted);
  }
  return { by };
}

function tightened(base: Verdict, weighed: Weighed): Verdict {
  const harder = weighed.ruling === 'refuse' || base.ruling === 'pass' || weighed.requires.length > 0;
  return {
    ruling: weighed.ruling,
    requires: weighed.requires,
    level: worse(base.level, weighed.level),
    findings: base.findings,
    reason: harder ? reasonOf(weighed.by) : base.reason,
    ...(weighed.pending ? { pending: true } : {}),
  };
}

function reasonOf({ layer, rule: { id, because } }: CompiledRule): RulingReason {
  return { layer, rule: id, ...(because === undefined ? {} : { because }) };
}

function held(rated: Rated, reason: RulingReason): Verdict {
  return { ruling: 'hold', requires: [], level: rated.level, findings: rated.findings, reason };
}
