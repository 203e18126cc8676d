import path from 'node:path';
import { readRulesText } from '../../app/rules/readRulesText.ts';
import { ruleProblemLine, UNREADABLE_RULES } from '../../app/sentences/rules.ts';
import { activeRules } from '../../rules/activeRules.ts';
import type { ActiveRules } from '../../rules/activeRules.ts';
import { decodeRuleFile } from '../../rules/file/decodeRuleFile.ts';
import { NO_RULES } from '../../rules/file/ruleFile.ts';
import type { RuleFile } from '../../rules/file/ruleFile.ts';

export type GivenRules =
  | { readonly ok: true; readonly file: RuleFile; readonly rules: (workspace: string) => Promise<ActiveRules> }
  | { readonly ok: false; readonly lines: readonly string[] };

/**
 * Rules for `--rules FILE`: the file counts as the user's own and accepted, since a person names it here; the workspace's
 * own file tightens besides. A workspace's file that cannot be taken is an error too: it may have been meant to tighten.
 */
export async function givenRules(file: string): Promise<GivenRules> {
  const user = await readRules(file);
  if (!user.ok) return user;
  const known = new Map<string, Promise<ActiveRules>>();
  const forWorkspace = async (workspace: string): Promise<ActiveRules> => {
    const own = await readRules(path.join(workspace, '.keyturn', 'rules.jsonc'), NO_RULES);
    if (!own.ok) throw new UnusableRules(own.lines);
    return activeRules([
      { layer: 'user', accepted: user.file, current: user.file },
      { layer: 'workspace', accepted: NO_RULES, current: own.file },
    ]);
  };
  return {
    ok: true,
    file: user.file,
    rules(workspace) {
      const active = known.get(workspace) ?? forWorkspace(workspace);
      known.set(workspace, active);
      return active;
    },
  };
}

/** A workspace's rules file that says nothing that can be used. */
export class UnusableRules extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join(' '));
    this.lines = lines;
  }
}

async function readRules(
  file: string,
  absent?: RuleFile,
): Promise<{ readonly ok: true; readonly file: RuleFile } | { readonly ok: false; readonly lines: readonly string[] }> {
  const read = await readRulesText(file);
  if (!read.ok)
    return read.why === 'absent' && absent !== undefined
      ? { ok: true, file: absent }
      : { ok: false, lines: [`${file}: ${UNREADABLE_RULES[read.why]}`] };
  const decoded = decodeRuleFile(read.text);
  if (decoded.ok) return { ok: true, file: decoded.file };
  return {
    ok: false,
    lines: decoded.problems.map((problem) => {
      const before = read.text.slice(0, problem.range[0]).split('\n');
      return ruleProblemLine(file, before.length, (before.at(-1)?.length ?? 0) + 1, problem);
    }),
  };
}
