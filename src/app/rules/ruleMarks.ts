import { decodeRuleFile } from '../../rules/file/decodeRuleFile.ts';
import type { RuleProblem } from '../../rules/file/ruleProblem.ts';
import { ruleSentence } from '../sentences/rules.ts';
import { ruleFixes } from './ruleFixes.ts';
import type { RuleFix } from './ruleFixes.ts';

/** A problem of a rules text, for an editor: where, what to say, and how to mend it. */
export interface RuleMark {
  readonly range: RuleProblem['range'];
  readonly code: RuleProblem['code'];
  readonly severity: RuleProblem['severity'];
  readonly sentence: string;
  readonly fix?: RuleFix;
}

/** An editor with more marks than this is no help. */
const MOST_MARKS = 200;

/**
 * What is wrong with a rules text, saved or not. `today`: `YYYY-MM-DD`, local. `person`: who would answer for a rule. Nothing at
 * all is a file without rules.
 */
export function ruleMarks(text: string, today: string, person: string): readonly RuleMark[] {
  if (text.trim() === '') return [];
  const decoded = decodeRuleFile(text, today);
  const fixOf = ruleFixes(text, person);
  return (decoded.ok ? decoded.warnings : decoded.problems).slice(0, MOST_MARKS).map((problem) => {
    const { range, code, severity } = problem;
    const fix = fixOf(problem);
    return { range, code, severity, sentence: ruleSentence(problem), ...(fix === undefined ? {} : { fix }) };
  });
}
