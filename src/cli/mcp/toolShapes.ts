import * as z from 'zod/mini';
import { mcpSentences as sentences } from '../../app/sentences/mcp.ts';

/** Longest claim that is taken, in UTF-16 units. */
const CLAIM_LIMIT = 8192;

const text = (description: string) => z.string().check(z.minLength(1), z.describe(description));
const claim = (description: string) => z.optional(z.string().check(z.maxLength(CLAIM_LIMIT), z.describe(description)));
const claims = { why: claim(sentences.why), rollback: claim(sentences.rollback) };

/** Closed: an argument that is not known is refused, not dropped. */
export const commandInput = z.strictObject({
  command: text(sentences.command),
  cwd: z.optional(text(sentences.cwd)),
  ...claims,
});

export const sqlInput = z.strictObject({
  statement: text(sentences.statement),
  connection: text(sentences.connection),
  cwd: z.optional(text(sentences.cwd)),
  ...claims,
});

export const requestInput = z.strictObject({
  method: z.string().check(z.regex(/^(?!CONNECT$)[A-Z][A-Z-]*$/), z.describe(sentences.method)),
  url: z.string().check(z.regex(/^https?:\/\//i), z.describe(sentences.url)),
  headers: z.optional(z.record(z.string(), z.string()).check(z.describe(sentences.headers))),
  body: z.optional(z.string().check(z.describe(sentences.body))),
  cwd: z.optional(text(sentences.folder)),
  ...claims,
});

export type CommandArguments = z.infer<typeof commandInput>;
export type SqlArguments = z.infer<typeof sqlInput>;
export type RequestArguments = z.infer<typeof requestInput>;
export type Claims = Pick<CommandArguments, 'why' | 'rollback'>;

/** `not-run`: approved, but it could not be started or was not what was approved any more. `unavailable`: nobody could be asked. */
const RESULTS = [
  'ran',
  'failed',
  'not-run',
  'denied',
  'refused',
  'expired',
  'withdrawn',
  'stopped',
  'unavailable',
] as const;

const common = {
  result: z.enum(RESULTS),
  /** What happened and what to do next. */
  message: z.string(),
  /** What the person wrote. */
  note: z.optional(z.string()),
  /** The intent's id, as in Keyturn's record. */
  intent: z.optional(z.string()),
};

export const commandOutput = z.object({
  ...common,
  exitCode: z.optional(z.int()),
  signal: z.optional(z.string()),
  stdout: z.optional(z.string()),
  stderr: z.optional(z.string()),
});

/** `rows`: one JSON object a line. `changed`: rows written, those of triggers and foreign keys too. */
export const sqlOutput = z.object({
  ...common,
  rows: z.optional(z.string()),
  changed: z.optional(z.int()),
});

export const requestOutput = z.object({
  ...common,
  status: z.optional(z.int()),
  headers: z.optional(z.array(z.object({ name: z.string(), value: z.string() }))),
  body: z.optional(z.string()),
});

export type CallResult = z.infer<typeof commandOutput> &
  Partial<z.infer<typeof sqlOutput>> &
  Partial<z.infer<typeof requestOutput>>;
