import type { Finding } from '../effect/finding.ts';
import { worse } from '../effect/level.ts';
import type { Level } from '../effect/level.ts';
import type { Ground } from '../effect/place.ts';
import type { Rated } from '../effect/rate.ts';
import type { Effect } from '../effect/effect.ts';
import { autoPassObjection } from './autoPass.ts';
import type { Facts, Settings } from './facts.ts';
import { factFindings } from './factFindings.ts';
import { floorObjection } from './floor.ts';
import type { AutoPass, RulingReason, Verdict } from './ruling.ts';

/** What a ruling is made from. Pure values: the same input, the same verdict, always. */
export interface RulingInput {
  readonly effects: readonly Effect[];
  readonly complete: boolean;
  readonly rated: Rated;
  readonly ground: Ground;
  readonly autoPass: AutoPass;
  /** The settings that project code and installs hang on, as far as the reading knows them. */
  readonly settings: readonly Settings[];
  /** The action is one write by the agent's own edit tool. */
  readonly edit: boolean;
  /**
   * `unasked`: not looked at yet, so that a pass here only means that looking is worth it · `no-disk`: there is no disk to
   * look at (`keyturn check` without a folder).
   */
  readonly facts: Facts | 'unasked' | 'no-disk';
}

/** The strictest of the floor, `autoPass` and the facts. Whatever none of them passes is held. */
export function rule(input: RulingInput): Verdict {
  const floor = floorObjection(input.effects, input.complete, input.rated.level);
  if (floor !== undefined) return held(input.rated, { layer: 'floor', rule: floor });
  const objection = autoPassObjection(input);
  if (objection !== undefined) return held(input.rated, { layer: 'autoPass', rule: objection });
  if (typeof input.facts === 'object') {
    const found = factFindings(input.facts, input.effects, input.ground);
    const first = found.findings[0];
    if (first !== undefined)
      return held(
        { level: worse(input.rated.level, found.level), findings: [...found.findings, ...input.rated.findings] },
        { layer: 'facts', rule: first.rule },
      );
  }
  return {
    ruling: 'pass',
    requires: [],
    level: input.rated.level,
    findings: input.rated.findings,
    reason: { layer: 'autoPass', rule: input.autoPass },
  };
}

function held(rated: { readonly level: Level; readonly findings: readonly Finding[] }, reason: RulingReason): Verdict {
  return { ruling: 'hold', requires: [], level: rated.level, findings: rated.findings, reason };
}
