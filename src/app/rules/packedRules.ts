import type { DecodedRules } from '../../rules/file/decodeRuleFile.ts';
import type { EnvironmentLabel, Rule } from '../../rules/file/ruleFile.ts';

/**
 * A decoded rules file on its way between threads: its rules and labels a line each, so that thousands of them are taken in
 * turns. As text: the other thread reads that in a third of the time that thousands of copied objects take.
 */
export interface PackedRules {
  readonly rest: string;
  readonly rules: string;
  readonly environments: string;
}

/** What was unpacked, by its line. */
export interface UnpackedLines {
  readonly rules: ReadonlyMap<string, Rule>;
  readonly environments: ReadonlyMap<string, EnvironmentLabel>;
}

export const NO_LINES: UnpackedLines = { rules: new Map(), environments: new Map() };

/** JSON has no line feed of its own. */
const packed = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join('\n');

export function packRules(decoded: DecodedRules): PackedRules {
  if (!decoded.ok) return { rest: JSON.stringify(decoded), rules: '', environments: '' };
  const { rules, environments } = decoded.file;
  const file = { ...decoded.file, rules: [], environments: [] };
  return { rest: JSON.stringify({ ...decoded, file }), rules: packed(rules), environments: packed(environments) };
}

/**
 * `before`: a rule that was in the file before is the same object again, so that nothing of it is made anew. `breathe` is asked
 * between two lines whether others have a turn.
 */
export async function unpackRules(
  { rest, rules, environments }: PackedRules,
  before: UnpackedLines,
  breathe: () => Promise<void> | undefined,
): Promise<{ readonly decoded: DecodedRules; readonly lines: UnpackedLines }> {
  const decoded = JSON.parse(rest) as DecodedRules;
  if (!decoded.ok) return { decoded, lines: before };
  const ofRules = await unpackLines(rules, before.rules, breathe);
  const ofEnvironments = await unpackLines(environments, before.environments, breathe);
  const file = { ...decoded.file, rules: ofRules.values, environments: ofEnvironments.values };
  return { decoded: { ...decoded, file }, lines: { rules: ofRules.byLine, environments: ofEnvironments.byLine } };
}

async function unpackLines<T>(
  text: string,
  before: ReadonlyMap<string, T>,
  breathe: () => Promise<void> | undefined,
): Promise<{ readonly values: readonly T[]; readonly byLine: ReadonlyMap<string, T> }> {
  const values: T[] = [];
  const byLine = new Map<string, T>();
  for (const line of text === '' ? [] : text.split('\n')) {
    const value = before.get(line) ?? (JSON.parse(line) as T);
    values.push(value);
    byLine.set(line, value);
    const turn = breathe();
    if (turn !== undefined) await turn;
  }
  return { values, byLine };
}
