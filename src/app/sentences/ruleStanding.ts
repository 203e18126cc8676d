import { visibleLine } from '../../action/visible.ts';
import type { RuleFileStanding } from '../rules/ruleFileWatch.ts';
import { UNREADABLE_RULES } from './rules.ts';

type Standing = Pick<RuleFileStanding, 'path' | 'state' | 'unreadable'>;

/** How a rules file stands and what to do about it. */
export function standingSentence({ path, state, unreadable }: Standing): string {
  const shown = visibleLine(path);
  switch (state) {
    case 'in-force':
      return `${shown} is in force as it is.`;
    case 'waiting':
      return `${shown} lets more through than you accepted. Until you decide on its card, what you accepted stays and the rest of it tightens.`;
    case 'kept': {
      const why = unreadable === undefined ? 'See the problems in the file.' : UNREADABLE_RULES[unreadable];
      return `${shown} cannot be taken: what you accepted last stays in force. ${why}`;
    }
  }
}

/** A word for the status bar, the worse of them; undefined when all files are in force. */
export function rulesWords(standings: readonly Pick<Standing, 'state'>[]): string | undefined {
  if (standings.some(({ state }) => state === 'kept')) return 'rules not taken';
  return standings.some(({ state }) => state === 'waiting') ? 'rules wait' : undefined;
}
