import type { TextRange } from '../../effect/effect.ts';

/** Units of a text before a command in which the beginning of its group is looked for. */
const LONGEST = 10_000;

/**
 * Whether what stands at `target` of a shell text runs only where the command in `range`, before it, has ended well: all
 * between them is joined by `&&`, out of groups and assignments too, whose end is that of their last command. False where
 * that is not plain.
 */
export function hangsOn(text: string, [start, end]: TextRange, target: number): boolean {
  const between = asParentheses(text.slice(end, target));
  if (/[;|\n]|(?<!&)&(?!&)/.test(between)) return false;
  let before = asParentheses(text.slice(Math.max(0, start - LONGEST), start));
  if (NEGATED.test(before)) return false;
  let opened = 0;
  for (const { 0: parenthesis, index } of between.matchAll(/[()]/g)) {
    if (parenthesis === '(') opened += 1;
    else if (opened > 0) opened -= 1;
    else {
      const group = lastOpen(before);
      if (group === undefined) return false;
      before = before.slice(0, group);
      const isAssigned = ASSIGNED.test(before) && /^["']?\s*(?:&&|\))/.test(between.slice(index + 1));
      if (!isAssigned && (!/(?:^|[\s;&|(])$/.test(before) || NEGATED.test(before) || /\)\s*$/.test(before)))
        return false;
    }
  }
  return true;
}

/** What follows it runs where it fails. */
const NEGATED = /(?:^|[\s;&|(])!\s*$/;

/** `x=$` with nothing before it: a command of its own, which ends as what it puts in. */
const ASSIGNED = /(?:^|[;&|(\n])\s*\w+=["']?\$$/;

/** A group in braces as one in parentheses. */
function asParentheses(text: string): string {
  return text.replaceAll(/;\s*\}/g, ')').replaceAll(/(^|[\s;&|(])\{(?=\s)/g, '$1(');
}

/** Where the innermost parenthesis that is still open stands. */
function lastOpen(text: string): number | undefined {
  let closed = 0;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    if (text[at] === ')') closed += 1;
    else if (text[at] === '(' && closed === 0) return at;
    else if (text[at] === '(') closed -= 1;
  }
  return undefined;
}
