import type { RunCommand } from '../../effect/command.ts';
import type { Ground } from '../../effect/place.ts';
import type { Readers } from '../../reading/ports.ts';
import { NO_DISK } from '../../reading/ports.ts';
import { readWhole } from '../../reading/readWhole.ts';
import { compileRule } from '../../rules/compile.ts';
import { countByText } from '../../rules/condition/amount.ts';
import { fitsShape } from '../../rules/condition/commandShape.ts';
import type { Rule } from '../../rules/file/ruleFile.ts';
import { passedBy } from '../../rules/weigh.ts';
import { withinMs } from '../withinMs.ts';
import type { PastAction } from './pastActions.ts';
import { localNow } from './ruleSubject.ts';

/** What a learned rule meets in the record. */
export interface Reach {
  /** Commands that it would have passed, oldest first. */
  readonly passed: readonly string[];
  /** A person has denied such a command, however long ago. */
  readonly denied: boolean;
}

/** Milliseconds for one text. */
const withinTime = withinMs(5000);

/** What `rule` would have done to what was asked `since` then, and whether such a command was ever denied. The words of each command are read anew; its effects are the record's. */
export async function reachOf(
  rule: Rule,
  past: readonly PastAction[],
  since: number,
  readers: Readers,
  ground: Ground,
): Promise<Reach> {
  const compiled = compileRule(rule, 'workspace');
  const shape = rule.when.command ?? [];
  const known = new Map<string, readonly RunCommand[]>();
  const passed: string[] = [];
  let denied = false;
  for (const { at, command, cwd, effects, files, level, state, by } of past) {
    // Nothing else can have these words in it.
    if (!command.includes(shape[0] ?? '')) continue;
    const key = `${cwd}\n${command}`;
    const commands = known.get(key) ?? (await commandsOf(command, cwd, readers, ground));
    known.set(key, commands);
    if (!commands.some((one) => fitsShape(shape, one, ground.workspace))) continue;
    if (state === 'denied' && by === 'person') denied = true;
    if (at < since) continue;
    const subject = {
      ground,
      level,
      agent: '',
      commands,
      scripts: files,
      count: countByText(false),
      // It counts from today on: what it would have done before is asked as of today.
      now: localNow(),
    };
    if (effects.length > 0 && effects.every((effect) => passedBy([compiled], effect, subject) !== undefined))
      passed.push(command);
  }
  return { passed, denied };
}

export async function commandsOf(
  command: string,
  cwd: string,
  readers: Readers,
  ground: Ground,
): Promise<readonly RunCommand[]> {
  const context = { cwd, ...ground, environment: {}, traits: [], place: 'unknown' as const, depth: 0 };
  const reading = await readWhole({ kind: 'shell', command }, context, readers, NO_DISK, withinTime);
  return reading.commands ?? [];
}
