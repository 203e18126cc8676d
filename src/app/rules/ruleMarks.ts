import { decodeRuleFile } from '../../rules/file/decodeRuleFile.ts';
import type { RuleProblem } from '../../rules/file/ruleProblem.ts';
import { ruleSentence } from '../sentences/rules.ts';

/** A problem of a rules text, for an editor: where, what to say, and the word that was probably meant. */
export interface RuleMark {
  readonly range: RuleProblem['range'];
  readonly code: RuleProblem['code'];
  readonly severity: RuleProblem['severity'];
  readonly sentence: string;
  /** JSON that takes the place of the range. */
  readonly meant?: string;
}

/** An editor with more marks than this is no help. */
const MOST_MARKS = 200;

/** What is wrong with a rules text, saved or not. `today`: `YYYY-MM-DD`, local. Nothing at all is a file without rules. */
export function ruleMarks(text: string, today: string): readonly RuleMark[] {
  if (text.trim() === '') return [];
  const decoded = decodeRuleFile(text, today);
  return (decoded.ok ? decoded.warnings : decoded.problems).slice(0, MOST_MARKS).map(markOf);
}

function markOf(problem: RuleProblem): RuleMark {
  const { range, code, severity, values } = problem;
  const like = values['like'] ?? '';
  return {
    range,
    code,
    severity,
    sentence: ruleSentence(problem),
    ...(like === '' ? {} : { meant: JSON.stringify(like) }),
  };
}
