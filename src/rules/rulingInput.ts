import type { Ground } from '../effect/place.ts';
import type { Rated } from '../effect/rate.ts';
import type { Effect } from '../effect/effect.ts';
import type { Facts, Settings } from './facts.ts';
import type { RuleSubject } from './condition/subject.ts';
import type { AutoPass } from './ruling.ts';
import type { RuleSet } from './weigh.ts';

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
  /** Whoever runs it is handed a connection of the person's own, with its password. */
  readonly handsConnection?: boolean;
  /**
   * `unasked`: not looked at yet, so that a pass here only means that looking is worth it · `no-disk`: there is no disk to
   * look at (`keyturn check` without a folder).
   */
  readonly facts: Facts | 'unasked' | 'no-disk';
  /** The rules of the files, and what they are held against. Absent: there are none. */
  readonly against?: { readonly rules: RuleSet; readonly subject: RuleSubject } | undefined;
}
