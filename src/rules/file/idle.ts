import { decidesFor } from './implied.ts';
import { listOf } from './ruleFile.ts';
import type { Rule } from './ruleFile.ts';
import type { Report } from './report.ts';

/** Each rule is held against all before it: beyond this many the answer is not worth the wait. */
const MOST_COMPARED = 500;

/** Rules that are taken and never decide anything. `today`: `YYYY-MM-DD`, local. */
export function checkIdle(rules: readonly Rule[], today: string | undefined, report: Report): void {
  rules.forEach((rule, index) => {
    const path = ['rules', index] as const;
    const dots = listOf(rule.when.path).filter(climbs);
    if (dots.length > 0 && dots.length === listOf(rule.when.path).length)
      report('dead', [...path, 'when', 'path'], { path: dots[0] ?? '' }, 'warning');
    if (rule.expires !== undefined && today !== undefined && rule.expires < today)
      report('expired', [...path, 'expires'], { date: rule.expires }, 'warning');
    if (index >= MOST_COMPARED) return;
    const by = rules.slice(0, index).find((earlier) => decidesFor(earlier, rule));
    if (by !== undefined) report('shadowed', [...path, 'id'], { by: by.id }, 'warning');
  });
}

/** Paths of actions are made plain before they are compared: none has `..` or `.` in it. */
function climbs(glob: string): boolean {
  return glob
    .replace(/^\.\//, '')
    .split('/')
    .some((part) => part === '..' || part === '.');
}
