import { visibleLine } from '../../action/visible.ts';
import type { Example } from '../../rules/file/ruleFile.ts';
import type { RulingReason } from '../../rules/ruling.ts';
import type { Tally } from '../rules/notes/ruleTally.ts';
import type { Tried } from '../rules/notes/tryExample.ts';
import { numberWords } from './amounts.ts';
import { explainedLines, ruledBy } from './rules.ts';

const DID = { refused: 'refused', held: 'held', passed: 'passed', watched: 'only watched' } as const;

/** What a rule decided in the last seven days: `held 3, refused 1 this week`. */
export function tallyWords(tally: Tally | undefined, cut: boolean): string {
  const did = (['refused', 'held', 'passed', 'watched'] as const)
    .filter((name) => tally !== undefined && tally[name] > 0)
    .map((name) => `${DID[name]} ${cut ? 'at least ' : ''}${numberWords(tally?.[name] ?? 0)}`);
  if (did.length > 0) return `${did.join(', ')} this week`;
  return cut ? 'decided nothing in the newest part of this week’s record' : 'decided nothing this week';
}

/** Beside a tally: what is counted. */
export const TALLY_DETAIL =
  'Counted by the record of the last seven days, for the rule that decided. What waits in any case, by Keyturn’s floor or the setting keyturn.autoPass, or by a stricter rule, is not counted here.';

/** Beside an example: whether it comes out as it expects, and what of its rule is not met. */
export function triedWords({ expect }: Pick<Example, 'expect'>, { found, verdict, explained }: Tried): string {
  const came = found === expect ? '✓ as expected' : `✗ comes to ${found}`;
  const open = (explained?.conditions ?? []).filter(({ met }) => met !== 'met');
  if (explained !== undefined && explained.fit !== 'met' && open.length > 0) {
    const conditions = open.map(({ name, met }) => `${name} ${met === 'unmet' ? 'not met' : 'not known'}`);
    return `${came}: ${conditions.join(', ')}`;
  }
  return found === expect ? came : `${came}${deciderWords(verdict.reason)}`;
}

function deciderWords({ layer, rule }: RulingReason): string {
  switch (layer) {
    case 'user':
    case 'workspace':
      return ` by “${visibleLine(rule)}”`;
    case 'floor':
      return ' by Keyturn’s floor';
    case 'autoPass':
      return ' by keyturn.autoPass';
    case 'facts':
      return '';
  }
}

/** Behind the words beside an example: each condition of its rule, and what decided. Lines. */
export function triedDetail({ verdict, explained }: Tried): string {
  const decided = `Decided by: ${ruledBy(verdict)}`;
  return explained === undefined ? decided : [...explainedLines(explained), decided].join('\n');
}

/** Above a rules file: whether it counts. */
export const FILE_NOTES = {
  'in-force': 'In force as it is saved',
  waiting: 'Lets more through than you accepted: decide on its card',
  kept: 'Not taken: what you accepted last stays in force',
  restricted: 'Not read in Restricted Mode: everything waits',
  elsewhere: 'Keyturn does not read this file: rules count in .keyturn/rules.jsonc of an open folder and of your home',
} as const;

/** The text of a rules file could not be read in time: no word on whether it is right. */
export const NOT_CHECKED = 'This text could not be checked: it took too long. Shorten it, or try “keyturn rules test”.';

/** What a quick fix does. */
export const FIX_WORDS = {
  change: (meant: string) => `Change to ${visibleLine(meant)}`,
  owner: (person: string) => `Answer for it yourself: add ${visibleLine(person)} as its owner`,
  hold: 'Hold instead: a person decides each time',
  remove: 'Remove this rule',
} as const;
