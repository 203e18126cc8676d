import type { Ground } from '../../effect/place.ts';
import type { Rated } from '../../effect/rate.ts';
import type { WholeReading } from '../../reading/whole.ts';
import { countByText } from '../../rules/condition/amount.ts';
import type { RuleSubject } from '../../rules/condition/subject.ts';

/** What a runner says of itself, for rules that tighten by it. */
export interface Asker {
  readonly agent: string;
  readonly session?: string;
}

/**
 * What rules are held against before anything was counted: of rows, files and bytes only what the text says is known.
 * `counting`: a preview will look.
 */
export function ruleSubject(
  reading: WholeReading,
  rated: Rated,
  ground: Ground,
  asker: Asker,
  counting: boolean,
): RuleSubject {
  return {
    ground,
    level: rated.level,
    ...asker,
    commands: reading.commands ?? [],
    scripts: scriptsRead(reading),
    count: countByText(counting),
    // Few rules ask for the time, and every verdict would pay for it.
    get now() {
      return localNow();
    },
  };
}

/** The local time in the form that rules ask for. */
export function localNow(now = new Date()): RuleSubject['now'] {
  return { minute: now.getHours() * 60 + now.getMinutes(), day: now.getDay(), date: dateOf(now) };
}

/** The local day, `YYYY-MM-DD`. */
export function dateOf(day: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** The files that decide what it runs, each once: those whose text was read along, and those that a tool reads by itself. */
function scriptsRead(reading: WholeReading): RuleSubject['scripts'] {
  const files = new Map<string, string>();
  for (const { path, sha256 } of reading.files ?? []) files.set(path, sha256);
  for (const { file } of reading.texts) if (file !== undefined) files.set(file.path, file.sha256);
  return [...files].map(([path, sha256]) => ({ path, sha256 }));
}
