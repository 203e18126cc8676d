import type { RunCommand } from '../../effect/command.ts';
import type { Effect, Environment } from '../../effect/effect.ts';
import { rank } from '../../effect/level.ts';
import { ENVIRONMENT_RANK } from '../condition/environmentRank.ts';
import { LONGEST_PATTERN } from '../condition/pattern.ts';
import type { Pattern } from '../condition/pattern.ts';
import type { OneOf, Rule } from '../file/ruleFile.ts';
import { FLOOR_KINDS } from '../floor.ts';
import type { Verdict } from '../ruling.ts';

/** What was approved, and what it hung on. */
export interface Approved {
  readonly verdict: Pick<Verdict, 'level' | 'reason'>;
  readonly effects: readonly Effect[];
  readonly complete: boolean;
  readonly commands: readonly RunCommand[];
  /** All files that decide what it runs. */
  readonly scripts: readonly { readonly path: string; readonly sha256: string }[];
}

/** Days are local, `YYYY-MM-DD`. */
export interface Span {
  readonly today: string;
  readonly until: string;
}

/** Why no rule is made of an approval. */
export type Unlearnable =
  /** High, critical or unknown, or not read whole. */
  | 'weighty'
  /** A rule of a file, the floor or the disk held it: a rule that passes would change nothing. */
  | 'held-otherwise'
  /** Not one command of plain words: a chain, a pipe, a redirection, a variable. */
  | 'compound'
  /** A shell, an interpreter, or a program that runs what it is given. */
  | 'interpreter'
  /** An effect that no rule lets pass, or that is known only when it runs. */
  | 'effect'
  /** It runs code of a file whose text nobody could fix. */
  | 'script';

/** Programs whose words are programs themselves. */
const RUNS_ANYTHING =
  /^(?:(?:ba|z|da|k|c|tc|a)?sh|fish|pwsh|powershell|cmd|python[0-9.]*|pypy[0-9.]*|node|nodejs|deno|bun|bunx|tsx|ts-node|ruby|perl|php|lua|luajit|Rscript|osascript|tclsh|irb|awk|gawk|mawk|sed|sudo|doas|su|env|xargs|parallel|find|nohup|timeout|time|nice|watch|eval|exec|command|builtin|source|\.|ssh|docker|podman|kubectl|npx|uvx|pipx|curl|wget|http|psql|mysql|sqlite3|redis-cli|mongosh|make|git-\S*)(?:\.exe)?$/i;

/** Options whose value is words of a person: it changes no effect, and any effect it changed would no longer fit. */
const MESSAGE = new Set(['-m', '--message']);

const LAST_LEVEL = rank('medium');
const MOST_VALUES = 256;

/**
 * The narrowest rule that would have let this pass: its very words, its effects on its objects, in no worse environment, with
 * its scripts as they are. Only what a person has just seen.
 */
export function narrowestRule(
  approved: Approved,
  { today, until }: Span,
): { readonly rule: Rule } | { readonly why: Unlearnable } {
  const { verdict, effects, complete, commands, scripts } = approved;
  if (!complete || verdict.level === 'unknown' || rank(verdict.level) > LAST_LEVEL) return { why: 'weighty' };
  if (verdict.reason.layer !== 'autoPass') return { why: 'held-otherwise' };
  const command = commands.find(({ sole }) => sole);
  if (
    command === undefined ||
    command.argv.some((word) => /^\{.*\}$|[\r\n]/.test(word) || word.length > LONGEST_PATTERN)
  )
    return { why: 'compound' };
  const program = command.argv[0] ?? '';
  if (RUNS_ANYTHING.test(program.slice(program.lastIndexOf('/') + 1))) return { why: 'interpreter' };
  const objects = [...new Set(effects.map(({ object }) => object.name))].map(exactly);
  if (effects.length === 0 || !effects.every(isPlain) || objects.length > MOST_VALUES || objects.includes(undefined))
    return { why: 'effect' };
  const fixed = scripts.every(({ sha256 }) => /^(?:[0-9a-f]{64}|absent)$/.test(sha256));
  const runsCode = effects.some(({ kind }) => kind.startsWith('exec.'));
  if (!fixed || scripts.length > MOST_VALUES || (runsCode && scripts.length === 0)) return { why: 'script' };
  return {
    rule: {
      id: idOf(command.argv, today),
      owner: 'learned',
      when: {
        effect: oneOf([...new Set(effects.map(({ kind }) => kind))].sort()),
        object: oneOf(objects.filter((object) => object !== undefined)),
        environment: worst(effects),
        level: verdict.level,
        command: command.argv.map((word, at) => (isMessage(command.argv, at) ? '{word}' : word)),
        ...(scripts.length === 0 ? {} : { scripts }),
      },
      then: 'pass',
      because: `Learned from an approval on ${today}.`,
      expires: until,
    },
  };
}

/** As a person would write it. */
function oneOf<T>(values: readonly T[]): OneOf<T> {
  const [only] = values;
  return values.length === 1 && only !== undefined ? only : values;
}

function isPlain({ kind, certainty, traits, environment, object }: Effect): boolean {
  const never = FLOOR_KINDS.has(kind) || kind === 'exec.opaque' || kind === 'exec.download' || kind === 'secret.read';
  return (
    !never &&
    certainty === 'certain' &&
    !traits.includes('dynamic') &&
    environment !== 'production' &&
    object.type !== 'unknown'
  );
}

function isMessage(argv: readonly string[], at: number): boolean {
  return MESSAGE.has(argv[at - 1] ?? '') && !(argv[at] ?? '-').startsWith('-');
}

function worst(effects: readonly Effect[]): Environment {
  return effects.reduce<Environment>(
    (so, { environment }) => (ENVIRONMENT_RANK[environment] > ENVIRONMENT_RANK[so] ? environment : so),
    'local',
  );
}

/** A pattern that this name alone fits; undefined: it would be too long. */
function exactly(name: string): Pattern | undefined {
  if (!/[*?]/.test(name)) return name.length <= LONGEST_PATTERN && name !== '' ? name : undefined;
  const matches = [...name].map((letter) => (/[A-Za-z0-9_/ -]/.test(letter) ? letter : hex(letter))).join('');
  return matches.length <= LONGEST_PATTERN ? { matches } : undefined;
}

function hex(letter: string): string {
  return `\\x{${(letter.codePointAt(0) ?? 0).toString(16)}}`;
}

function idOf(argv: readonly string[], today: string): string {
  const words = argv
    .slice(0, 3)
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `learned-${words.slice(0, 40)}-${today}`;
}
