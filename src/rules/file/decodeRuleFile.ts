import { findNodeAtLocation, getNodeValue, parseTree } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import * as z from 'zod/mini';
import type { TextRange } from '../../effect/effect.ts';
import { nearest } from './nearest.ts';
import { LARGEST_RULE_FILE } from './ruleFile.ts';
import type { RuleFile } from './ruleFile.ts';
import type { RuleProblem } from './ruleProblem.ts';
import { ruleFileSchema } from './ruleSchema.ts';
import { soundProblems } from './sound.ts';

/** A file with more wrong in it is not helped by a longer list. */
const MOST_PROBLEMS = 100;

export type DecodedRules =
  | { readonly ok: true; readonly file: RuleFile; readonly warnings: readonly RuleProblem[] }
  | { readonly ok: false; readonly problems: readonly RuleProblem[] };

/**
 * A rules file from its text: JSON with comments and trailing commas. Closed: what it does not know it refuses, naming the
 * place. Never throws. A file that is not taken never means "no rules": the caller keeps what was in force. `today`
 * (`YYYY-MM-DD`) adds warnings of rules that have ended.
 */
export function decodeRuleFile(text: string, today?: string): DecodedRules {
  const whole: TextRange = [0, text.length];
  if (text.length > LARGEST_RULE_FILE)
    return failed([problem('too-large', whole, '', { limit: String(LARGEST_RULE_FILE) })]);
  const errors: ParseError[] = [];
  let root: Node | undefined;
  let value: unknown;
  try {
    root = parseTree(text, errors, { allowTrailingComma: true });
    value = root === undefined ? undefined : getNodeValue(root);
  } catch {
    // The parser calls itself for each level: what overflows the stack is no rules file.
    return failed([problem('too-deep', whole, '')]);
  }
  if (errors.length > 0 || root === undefined)
    return failed(
      errors.length === 0
        ? [problem('syntax', whole, '')]
        : errors.slice(0, MOST_PROBLEMS).map((error) => problem('syntax', within(error, text), '')),
    );
  const twice = duplicateKeys(root);
  if (twice.length > 0) return failed(twice);
  const parsed = z.safeParse(ruleFileSchema, value);
  if (!parsed.success)
    return failed(parsed.error.issues.slice(0, MOST_PROBLEMS).flatMap((issue) => problemsOf(issue, [], root)));
  const { environments = [], rules = [], examples = [] } = parsed.data;
  // Optional fields that are absent are absent in what zod gives, too.
  const file = { version: 1, environments, rules, examples } as RuleFile;
  const found = soundProblems(file, (path) => rangeAt(root, path), today);
  const wrong = found.filter(({ severity }) => severity === 'error');
  return wrong.length > 0 ? failed(wrong) : { ok: true, file, warnings: found };
}

/** The scanner ends a comment that nobody closes one character behind the text. */
function within({ offset, length }: ParseError, text: string): TextRange {
  return [Math.min(offset, text.length), Math.min(offset + length, text.length)];
}

function failed(problems: readonly RuleProblem[]): DecodedRules {
  return { ok: false, problems };
}

function problem(
  code: RuleProblem['code'],
  range: TextRange,
  field: string,
  values: RuleProblem['values'] = {},
): RuleProblem {
  return { code, range, field, values, severity: 'error' };
}

type Path = readonly (string | number)[];

/** Where a value stands; the nearest thing around it that is there. */
function rangeAt(root: Node, path: Path): TextRange {
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node !== undefined) return [node.offset, node.offset + node.length];
  }
  return [root.offset, root.offset + root.length];
}

function problemsOf(issue: z.core.$ZodIssue, above: Path, root: Node): readonly RuleProblem[] {
  const path: Path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  const field = path.join('.');
  const at = rangeAt(root, path);
  const missing = findNodeAtLocation(root, [...path]) === undefined;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const known = Object.keys(shapeAt(path));
        return problem('unknown-field', keyRange(root, path, key), [...path, key].join('.'), {
          key,
          like: nearest(key, known),
        });
      });
    case 'invalid_type':
      return [
        missing
          ? problem('missing', at, field, { field: String(path.at(-1) ?? '') })
          : problem('wrong-type', at, field, { expected: issue.expected }),
      ];
    case 'invalid_value': {
      if (missing) return [problem('missing', at, field, { field: String(path.at(-1) ?? '') })];
      const known = issue.values.map(String);
      const written = findNodeAtLocation(root, [...path])?.value as unknown;
      return [
        problem('wrong-value', at, field, {
          expected: known.length > 12 ? '' : known.join(', '),
          like: typeof written === 'string' ? nearest(written, known) : '',
        }),
      ];
    }
    case 'invalid_union': {
      if (missing) return [problem('missing', at, field, { field: String(path.at(-1) ?? '') })];
      const branch = branchFor(issue.errors, findNodeAtLocation(root, [...path]));
      return branch.flatMap((inner) => problemsOf(inner, path, root));
    }
    case 'too_big':
      return [problem('too-long', at, field, { limit: String(issue.maximum) })];
    case 'too_small':
      return [problem('too-short', at, field, { limit: String(issue.minimum) })];
    default:
      return [problem('wrong-value', at, field, { expected: expectedOf(issue), like: '' })];
  }
}

/** Of a "one or several", the form that was written: what is wrong with the other form is no news. */
function branchFor(
  branches: readonly (readonly z.core.$ZodIssue[])[],
  node: Node | undefined,
): readonly z.core.$ZodIssue[] {
  const ofType = branches.filter(
    (issues) => !issues.some((issue) => issue.code === 'invalid_type' && issue.path.length === 0),
  );
  const list = node?.type === 'array';
  return ofType.find((issues) => issues.some(({ path }) => path.length > 0) === list) ?? ofType[0] ?? branches[0] ?? [];
}

function expectedOf(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_format' && 'pattern' in issue ? String(issue.pattern) : '';
}

/** The fields that may stand at a path, for "did you mean". */
function shapeAt(path: Path): Readonly<Record<string, unknown>> {
  let schema: unknown = ruleFileSchema;
  for (const part of path) {
    const inner = unwrapped(schema);
    schema = typeof part === 'number' ? member(inner, 'element') : member(member(inner, 'shape'), part);
  }
  const shape = member(unwrapped(schema), 'shape');
  return typeof shape === 'object' && shape !== null ? { ...shape } : {};
}

function unwrapped(schema: unknown): unknown {
  const inner = member(member(schema, '_zod'), 'def');
  const type = member(inner, 'type');
  return type === 'optional' ? unwrapped(member(inner, 'innerType')) : inner;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function keyRange(root: Node, path: Path, key: string): TextRange {
  const parent = findNodeAtLocation(root, [...path]);
  const name = parent?.children?.map((property) => property.children?.[0]).find((node) => node?.value === key);
  return name === undefined ? rangeAt(root, path) : [name.offset, name.offset + name.length];
}

/** Of two equal keys parsers take the last and people read the first. */
function duplicateKeys(root: Node): readonly RuleProblem[] {
  const found: RuleProblem[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const names = new Set<unknown>();
    for (const child of node.children ?? []) {
      open.push(child);
      const name = node.type === 'object' ? child.children?.[0] : undefined;
      if (name === undefined) continue;
      if (names.has(name.value) && found.length < MOST_PROBLEMS)
        found.push(
          problem('duplicate-key', [name.offset, name.offset + name.length], String(name.value), {
            key: String(name.value),
          }),
        );
      names.add(name.value);
    }
  }
  return found;
}
