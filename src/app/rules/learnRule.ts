import type { NotOffered } from './notOffered.ts';
import type { Folder } from '../workspaceFolder.ts';
import type { Hold } from '../../review/hold.ts';
import { levelOf } from '../../review/shown.ts';
import { narrowestRule } from '../../rules/learn/narrowestRule.ts';
import type { Unlearnable } from '../../rules/learn/narrowestRule.ts';
import type { Rule } from '../../rules/file/ruleFile.ts';
import { reachWords } from '../sentences/learned.ts';
import type { RuleNotes } from './notes/ruleNotes.ts';
import { LEARNED_FOR } from './pastActions.ts';
import type { RuleBook } from './ruleBook.ts';
import { dateOf } from './ruleSubject.ts';

/** The rule that an approval would make, from the approval alone. */
export function learnedFrom(
  hold: Hold,
  now: number,
): { readonly rule: Rule } | { readonly why: Unlearnable | 'not-approved' } {
  const { judgement, intent, state, by } = hold;
  if (state !== 'approved' || by !== 'person') return { why: 'not-approved' };
  // What was fed or set beside the words is not in the rule.
  const { action } = intent;
  if (action.kind !== 'shell' || action.stdin !== undefined || action.environment !== undefined)
    return { why: 'compound' };
  if ((judgement.unfixed ?? []).length > 0) return { why: 'script' };
  const { reading, verdict, files } = judgement;
  return narrowestRule(
    {
      verdict: { level: levelOf(hold), reason: verdict.reason },
      effects: reading.effects,
      complete: reading.complete,
      commands: reading.commands ?? [],
      scripts: files,
    },
    { today: dateOf(new Date(now)), until: dateOf(new Date(now + LEARNED_FOR)) },
  );
}

export interface LearnParts {
  readonly home: string;
  readonly ask: RuleNotes['ask'];
  readonly book: Pick<RuleBook, 'propose'>;
}

/** Offers the card of the rule, with what it would have passed. Undefined: it was offered. */
export async function offerLearned(
  { home, ask, book }: LearnParts,
  folders: readonly Pick<Folder, 'review' | 'recordFolder'>[],
  id: string,
  now: number,
): Promise<NotOffered | undefined> {
  const folder = folders.find(({ review }) => review.get(id) !== undefined);
  const hold = folder?.review.get(id);
  if (folder === undefined || hold === undefined) return 'not-approved';
  const learned = learnedFrom(hold, now);
  if (!('rule' in learned)) return learned.why;
  const { rule } = learned;
  const reach = await ask({
    ask: 'reach',
    rule,
    recordFolder: folder.recordFolder,
    since: now - LEARNED_FOR,
    ground: { workspace: hold.workspace, home },
  });
  // Without the record nobody knows whether a person has ever denied it.
  if (reach === undefined) return 'record';
  if (reach.denied) return 'denied';
  const values = {
    command: (rule.when.command ?? []).join(' '),
    reach: reachWords(reach.passed),
    until: rule.expires ?? '',
  };
  return (await book.propose(hold.workspace, { add: rule }, values)) ? undefined : 'file';
}
