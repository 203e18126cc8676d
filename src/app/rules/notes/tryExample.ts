import type { Action } from '../../../action/action.ts';
import { rate } from '../../../effect/rate.ts';
import { NO_DISK } from '../../../reading/ports.ts';
import type { Readers } from '../../../reading/ports.ts';
import type { ActiveRules } from '../../../rules/activeRules.ts';
import { explain } from '../../../rules/explain.ts';
import type { Explained } from '../../../rules/explain.ts';
import type { Example, Outcome } from '../../../rules/file/ruleFile.ts';
import { outcomeOf } from '../../../rules/outcomeOf.ts';
import type { Verdict } from '../../../rules/ruling.ts';
import { judgeAction } from '../../judge.ts';
import { ruleSubject } from '../ruleSubject.ts';
import { NOWHERE } from './nowhere.ts';

/** What an example of a rules file came to. */
export interface Tried {
  readonly found: Outcome;
  readonly verdict: Pick<Verdict, 'reason' | 'requires'>;
  /** How the rule that it stands in fits it. */
  readonly explained?: Explained;
}

/** Judges an example as `keyturn rules test FILE` does: nowhere, with the rules of its file alone. `rule`: the one that it stands in. */
export async function tryExample(
  { text, kind = 'shell', dialect }: Example,
  active: ActiveRules,
  readers: Readers,
  rule?: string,
): Promise<Tried> {
  const action: Action =
    kind === 'sql'
      ? { kind, statement: text, ...(dialect === undefined ? {} : { dialect }) }
      : { kind: 'shell', command: text };
  const { reading, verdict } = await judgeAction(action, NOWHERE.cwd, {
    readers,
    texts: NO_DISK,
    workspace: () => NOWHERE.workspace,
    home: NOWHERE.home,
    autoPass: () => 'reads',
    rules: () => Promise.resolve(active),
  });
  const { tightening, passing } = active.rules;
  const compiled = [...tightening, ...passing].find((one) => one.rule.id === rule);
  if (compiled === undefined) return { found: outcomeOf(verdict), verdict };
  const subject = ruleSubject(reading, rate(reading, NOWHERE), NOWHERE, { agent: '' }, false);
  return { found: outcomeOf(verdict), verdict, explained: explain(compiled, reading.effects, subject) };
}
