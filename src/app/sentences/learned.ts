import { visibleLine } from '../../action/visible.ts';
import type { NotOffered } from '../rules/notOffered.ts';
import type { ObserveReport } from '../rules/observeReport.ts';
import type { LearnedRule } from '../rules/ruleBook.ts';
import type { Suggestion } from '../rules/suggestRules.ts';
import { numberWords } from './amounts.ts';

/** Kinds of commands that are named; the rest are counted. */
const NAMED = 3;

/** `12 commands, all npm test`; by their first two words. */
export function reachWords(commands: readonly string[]): string {
  if (commands.length === 0) return 'no command but this one';
  const kinds = new Map<string, number>();
  for (const command of commands) {
    const kind = visibleLine(command.trim().split(/\s+/).slice(0, 2).join(' ').slice(0, 60));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const total = commands.length === 1 ? '1 command' : `${numberWords(commands.length)} commands`;
  const sorted = [...kinds].sort((a, b) => b[1] - a[1]);
  const [first] = sorted;
  if (sorted.length === 1 && first !== undefined) return `${total}, ${commands.length === 1 ? '' : 'all '}${first[0]}`;
  const named = sorted.slice(0, NAMED).map(([kind, count]) => `${numberWords(count)} × ${kind}`);
  return `${total}: ${named.join(', ')}${sorted.length > NAMED ? ' and others' : ''}`;
}

/** Why no rule was made of an approval. */
export const NOT_OFFERED: Readonly<Record<NotOffered, string>> = {
  weighty: 'What is high, critical or not known in all its parts is asked every time: no rule is learned of it.',
  'held-otherwise':
    'A rule or the disk held it, not the setting keyturn.autoPass: a rule that lets it pass would change nothing.',
  compound: 'Only one command of plain words can be learned: no chain, pipe, redirection, input or variable.',
  interpreter: 'A program that runs whatever it is given is asked every time: no rule is learned of it.',
  effect: 'Something that it does never passes, or is known only when it runs: no rule is learned of it.',
  script: 'It runs code of files whose text could not be fixed: no rule is learned of it.',
  denied: 'You have denied this command before: no rule is learned of it.',
  'not-approved': 'Rules are learned of what you have approved.',
  file: 'The workspace’s rules file is not in force as it is: decide on its card, or mend it, first.',
  record: 'The record could not be read, so that nobody knows what the rule would have passed: no rule is learned.',
};

export const LEARN_WORDS = 'Ask less of this…';

export const LEARNED_LIST = {
  title: 'Learned rules',
  placeHolder: 'Choose a rule to revoke: what it lets pass waits for you again',
  none: 'No rule was learned. After an approval its receipt offers one: “Ask less of this…”.',
  revoked: (id: string) => `The learned rule “${id}” is revoked. What it let pass waits for you again.`,
  failed: (id: string, path: string) => `The rule “${id}” could not be taken out of ${path}. Take it out there.`,
} as const;

/** One learned rule in the list. */
export function learnedRow({ path, rule }: LearnedRule): {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
} {
  return {
    label: visibleLine((rule.when.command ?? []).join(' ').slice(0, 120)),
    description: rule.expires === undefined ? 'does not end' : `until ${rule.expires}`,
    detail: `${visibleLine(rule.id)} in ${visibleLine(path)}`,
  };
}

/** Suggestions for a terminal: comments that say what for, and rules that can be put into a file. */
export function suggestionLines(found: readonly Suggestion[]): readonly string[] {
  if (found.length === 0) return ['// Nothing was approved here twice that a rule could be learned of.'];
  return found.flatMap(({ rule, approvals }) => [
    `// ${numberWords(approvals)} approvals: ${visibleLine((rule.when.command ?? []).join(' '))}`,
    `${visibleLine(JSON.stringify(rule))},`,
  ]);
}

/** What observe mode would have done, in a sentence. */
export function observeWords({ actions, passed, held, refused }: ObserveReport): string {
  if (actions === 0) return 'no command was asked for';
  const of = (commands: readonly string[], did: string): string =>
    commands.length === 0 ? '' : `; ${did} ${reachWords(commands)}`;
  return `${numberWords(passed)} of ${numberWords(actions)} commands would have passed${of(held, 'held')}${of(refused, 'refused')}`;
}
