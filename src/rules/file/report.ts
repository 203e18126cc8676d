import type { RuleCode, RuleProblem } from './ruleProblem.ts';

/** Where in a rules file: the names and indexes that lead there. */
export type Path = readonly (string | number)[];

/** Tells of one thing wrong with a rules file. */
export type Report = (
  code: RuleCode,
  path: Path,
  values?: Readonly<Record<string, string>>,
  severity?: RuleProblem['severity'],
) => void;
