import type { Path, Report } from './report.ts';
import type { TextRange } from '../../effect/effect.ts';
import { READ_KINDS } from '../../effect/baseLevel.ts';
import { HOLES } from '../condition/commandShape.ts';
import { isPattern } from '../condition/pattern.ts';
import type { Pattern } from '../condition/pattern.ts';
import { FLOOR_KINDS } from '../floor.ts';
import { checkIdle } from './idle.ts';
import { kindsOf } from './kindsOf.ts';
import { listOf } from './ruleFile.ts';
import type { EnvironmentLabel, Rule, RuleFile, When } from './ruleFile.ts';
import type { RuleProblem } from './ruleProblem.ts';

type RangeAt = (path: Path) => TextRange;

/**
 * What a schema cannot say: patterns that do not compile, rules that no file may hold, rules that nobody should write.
 * `today`: `YYYY-MM-DD`; without it nothing is said of rules that have ended.
 */
export function soundProblems(file: RuleFile, rangeAt: RangeAt, today?: string): readonly RuleProblem[] {
  const found: RuleProblem[] = [];
  const report: Report = (code, path, values = {}, severity = 'error') => {
    found.push({ code, range: rangeAt(path), field: path.join('.'), values, severity });
  };
  const ids = new Set<string>();
  file.rules.forEach((rule, index) => {
    const path: Path = ['rules', index];
    if (ids.has(rule.id)) report('duplicate-id', [...path, 'id'], { id: rule.id });
    ids.add(rule.id);
    checkPatterns(rule.when, [...path, 'when'], report);
    checkCommand(rule.when, [...path, 'when', 'command'], report);
    if (rule.then === 'pass') checkPass(rule, path, report);
    else if (rule.expires !== undefined) report('pass-demand', [...path, 'expires'], { field: 'expires' });
  });
  file.environments.forEach((label, index) => {
    checkLabel(label, ['environments', index], report);
  });
  // Patterns that do not compile say nothing of other rules.
  if (!found.some(({ severity }) => severity === 'error')) checkIdle(file.rules, today, report);
  return found;
}

function checkPatterns(when: When, path: Path, report: Report): void {
  for (const name of ['object', 'agent'] as const) {
    const patterns = listOf(when[name]);
    patterns.forEach((pattern, index) => {
      checkPattern(pattern, [...path, name, ...(Array.isArray(when[name]) ? [index] : [])], report);
    });
  }
}

function checkPattern(pattern: Pattern, path: Path, report: Report): void {
  if (!isPattern(pattern)) report('pattern', path);
}

function checkCommand({ command }: When, path: Path, report: Report): void {
  if (command === undefined) return;
  command.forEach((word, index) => {
    if (!/^\{.*\}$/.test(word) || HOLES.some((hole) => hole === word)) return;
    report('hole', [...path, index], { hole: word, expected: HOLES.join(', ') });
  });
  if (HOLES.some((hole) => hole === command[0])) report('hole-command', [...path, 0]);
}

/** A rule that lets something pass says exactly what, by nothing that an agent can choose. */
function checkPass(rule: Rule, path: Path, report: Report): void {
  const { when } = rule;
  const at: Path = [...path, 'when'];
  for (const field of ['agent', 'session'] as const)
    if (when[field] !== undefined) report('pass-claim', [...at, field], { field });
  for (const field of ['rows', 'files', 'bytes'] as const)
    if (when[field] !== undefined) report('pass-count', [...at, field], { field });
  for (const field of ['level', 'snapshot', 'require'] as const)
    if (rule[field] !== undefined) report('pass-demand', [...path, field], { field });
  if (when.effect === undefined && when.command === undefined) report('pass-everything', at);
  const kinds = kindsOf(when);
  const floor = kinds.find((kind) => FLOOR_KINDS.has(kind));
  if (floor !== undefined && when.effect !== undefined && listOf(when.effect).every((word) => word === floor))
    report('pass-floor', [...at, 'effect'], { kind: floor });
  if (rule.owner === undefined) report('owner', path, {}, 'warning');
  const anyObject = when.object === undefined && when.path === undefined && when.command === undefined;
  const changing = kinds.find((kind) => !READ_KINDS.has(kind));
  if (anyObject && when.effect !== undefined && changing !== undefined)
    report('broad', [...at, 'effect'], { kind: changing }, 'warning');
}

function checkLabel(label: EnvironmentLabel, path: Path, report: Report): void {
  if (label.target === undefined && label.branch === undefined && label.path === undefined) report('label-empty', path);
  for (const name of ['target', 'branch'] as const) {
    listOf(label[name]).forEach((pattern, index) => {
      checkPattern(pattern, [...path, name, ...(Array.isArray(label[name]) ? [index] : [])], report);
    });
  }
}
