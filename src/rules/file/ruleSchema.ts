import * as z from 'zod/mini';
import { EFFECT_KINDS } from '../../effect/kind.ts';
import { LEVELS } from '../../effect/level.ts';
import { HOLES } from '../condition/commandShape.ts';
import { LONGEST_PATTERN } from '../condition/pattern.ts';
import { DAYS, OUTCOMES } from './ruleFile.ts';

/** Rules of one file, and values of one list. */
const MOST_RULES = 10_000;
const MOST_VALUES = 256;

/** What the editor shows where a field is written. Part of the schema, not of the decoding. */
function said<T extends z.ZodMiniType>(schema: T, description: string): T {
  z.globalRegistry.add(schema, { description });
  return schema;
}

const text = (longest: number) => z.string().check(z.minLength(1), z.maxLength(longest));
const one = <T extends z.ZodMiniType>(schema: T) =>
  z.union([schema, z.array(schema).check(z.minLength(1), z.maxLength(MOST_VALUES))]);

const DOMAINS = [...new Set(EFFECT_KINDS.map((kind) => kind.slice(0, kind.indexOf('.'))))];
const effect = z.enum([...EFFECT_KINDS, ...DOMAINS.map((domain) => `${domain}.*`), '*']);
const pattern = z.union([text(LONGEST_PATTERN), z.strictObject({ matches: text(LONGEST_PATTERN) })]);
const glob = text(LONGEST_PATTERN);
const environment = z.enum(['local', 'staging', 'production', 'unknown']);
const threshold = z.strictObject({ over: z.int().check(z.minimum(0)) });
const clock = z.string().check(z.regex(/^(?:[01][0-9]|2[0-3]):[0-5][0-9]$/));
const date = z.string().check(z.regex(/^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/));
const digest = z.string().check(z.regex(/^(?:[0-9a-f]{64}|absent)$/));

const when = z.strictObject({
  effect: z.optional(
    said(
      one(effect),
      'What the action does: one of the effects, a whole domain (`sql.*`) or `*`. One of a list must fit.',
    ),
  ),
  object: z.optional(
    said(
      one(pattern),
      'The object’s name, as the card shows it: a glob, or { "matches": … } with a regular expression (RE2).',
    ),
  ),
  path: z.optional(
    said(one(glob), 'A path: relative to the workspace, absolute, or from `~/`. `*` stops at a slash, `**` does not.'),
  ),
  environment: z.optional(
    said(
      one(environment),
      'Where it happens: this environment or a worse one (in a rule that passes: or a milder one). Mildest first: local, staging, unknown, production.',
    ),
  ),
  level: z.optional(
    said(
      one(z.enum(LEVELS)),
      'The level that Keyturn gave the action: this one or a worse one (in a rule that passes: or a milder one).',
    ),
  ),
  agent: z.optional(said(one(pattern), 'The runner’s name. It names itself, so this may only tighten.')),
  session: z.optional(said(one(text(256)), 'The runner’s session. It names itself, so this may only tighten.')),
  command: z.optional(
    said(
      z.array(z.string().check(z.maxLength(LONGEST_PATTERN))).check(z.minLength(1), z.maxLength(MOST_VALUES)),
      `The whole command, word by word, never its beginning. ${HOLES.join(', ')} stand for one word of that form.`,
    ),
  ),
  rows: z.optional(said(threshold, 'More than this many rows. A number that is not known meets it. May only tighten.')),
  files: z.optional(
    said(threshold, 'More than this many files. A number that is not known meets it. May only tighten.'),
  ),
  bytes: z.optional(
    said(threshold, 'More than this many bytes. A number that is not known meets it. May only tighten.'),
  ),
  time: z.optional(
    said(
      z.strictObject({
        from: clock,
        to: clock,
        days: z.optional(z.array(z.enum(DAYS)).check(z.minLength(1), z.maxLength(7))),
      }),
      'Local time, `HH:MM`, up to but not including `to`.',
    ),
  ),
  scripts: z.optional(
    said(
      z.array(z.strictObject({ path: text(8192), sha256: digest })).check(z.maxLength(MOST_VALUES)),
      'Script files that the action may read along, as they were. Keyturn writes this into learned rules.',
    ),
  ),
});

const example = z.strictObject({
  text: text(64 * 1024),
  kind: z.optional(z.enum(['shell', 'sql'])),
  dialect: z.optional(text(64)),
  expect: z.enum(OUTCOMES),
});

const ruleObject = z.strictObject({
  id: said(
    z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)),
    'The rule’s name, shown with each decision it makes. Small letters, digits, `.`, `_`, `-`.',
  ),
  owner: z.optional(said(text(256), 'Who answers for the rule. Wanted of every rule that lets something pass.')),
  when: said(when, 'Which actions. All that is given must fit.'),
  then: said(
    z.enum(OUTCOMES),
    'pass: without asking · hold: a person decides · confirm: a person types the object’s name · two-person: two people · refuse: never.',
  ),
  level: z.optional(said(z.enum(['low', 'medium', 'high', 'critical']), 'The action has at least this level.')),
  snapshot: z.optional(said(z.literal('required'), 'A snapshot must be made first.')),
  require: z.optional(
    said(
      z.array(z.enum(['reason', 'rollback'])).check(z.minLength(1), z.maxLength(2)),
      'What the runner must state in its claim.',
    ),
  ),
  because: z.optional(said(text(1000), 'Why. Shown on the card and sent to the agent.')),
  expires: z.optional(said(date, 'The last day on which a passing rule counts, `YYYY-MM-DD`.')),
  examples: z.optional(
    said(
      z.array(example).check(z.maxLength(MOST_VALUES)),
      'Texts and what they come to; `keyturn rules test` runs them.',
    ),
  ),
});

const label = z.strictObject({
  environment: said(z.enum(['local', 'staging', 'production']), 'What it is.'),
  target: z.optional(said(one(pattern), 'A database, host, connection or cluster, as the card names it.')),
  branch: z.optional(said(one(pattern), 'A git branch.')),
  path: z.optional(said(one(glob), 'A path: relative to the workspace, absolute, or from `~/`.')),
});

/** The form of a rules file. Closed: an unknown field is a mistake, not a wish. */
export const ruleFileSchema = z.strictObject({
  $schema: z.optional(z.string()),
  version: said(z.literal(1), 'The form of this file.'),
  environments: z.optional(
    said(
      z.array(label).check(z.maxLength(MOST_RULES)),
      'Names what is production, staging or local. What loosens counts only when a person has accepted it.',
    ),
  ),
  rules: z.optional(
    said(
      z.array(ruleObject).check(z.maxLength(MOST_RULES)),
      'The strictest rule that fits wins. Rules that pass something count only when a person has accepted them.',
    ),
  ),
  examples: z.optional(
    said(z.array(example).check(z.maxLength(MOST_RULES)), 'Texts and what they come to under all rules.'),
  ),
});
