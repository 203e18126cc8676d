import * as z from 'zod/mini';

/** The longest name of a thing: runner, tool, server, dialect. UTF-16 units. */
const NAME_LIMIT = 256;
/** The longest path or URL. */
const PATH_LIMIT = 8192;
/** The longest text of a claim. */
const CLAIM_LIMIT = 1024 * 1024;
/** A hold may last a day at most, in seconds. */
const LONGEST_HOLD = 86_400;

const name = z.string().check(z.minLength(1), z.maxLength(NAME_LIMIT));
const absolutePath = z.string().check(z.maxLength(PATH_LIMIT), z.regex(/^\//));
const claimText = z.string().check(z.maxLength(CLAIM_LIMIT));

/** Field order here is the digest's. */
const shell = z.strictObject({
  kind: z.literal('shell'),
  command: z.optional(z.string()),
  argv: z.optional(z.array(z.string()).check(z.minLength(1), z.maxLength(65_536))),
  shell: z.optional(z.enum(['sh', 'bash', 'zsh', 'pwsh', 'powershell', 'cmd'])),
  cwd: z.optional(absolutePath),
  // The digest names a variable as `environment.NAME`: a colon or line break in a name could forge another field.
  environment: z.optional(
    z.record(z.string().check(z.maxLength(NAME_LIMIT), z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/)), z.string()),
  ),
  stdin: z.optional(z.string()),
});

const sql = z.strictObject({
  kind: z.literal('sql'),
  statement: z.string(),
  dialect: z.optional(name),
  connection: z.optional(z.string().check(z.minLength(1), z.maxLength(PATH_LIMIT))),
  cwd: z.optional(absolutePath),
});

const http = z.strictObject({
  kind: z.literal('http'),
  method: z.string().check(z.maxLength(32), z.regex(/^[A-Za-z][A-Za-z-]*$/)),
  url: z.string().check(z.maxLength(PATH_LIMIT), z.regex(/^https?:\/\//i)),
  headers: z.optional(z.array(z.tuple([name, z.string()])).check(z.maxLength(1024))),
  body: z.optional(z.string()),
});

const file = z.strictObject({
  kind: z.literal('file'),
  operation: z.enum(['write', 'edit', 'delete']),
  path: absolutePath,
  content: z.optional(z.string()),
});

/** `input` is already the source text of a JSON object (`scanJson`'s `exact`). */
const tool = z.strictObject({
  kind: z.literal('tool'),
  server: name,
  tool: name,
  input: z.string().check(z.regex(/^\{/)),
});

export const actionSchema = z.discriminatedUnion('kind', [shell, sql, http, file, tool]);

export const intentSchema = z.strictObject({
  version: z.literal(1),
  id: z.optional(z.string().check(z.regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/))),
  runner: z.strictObject({
    name,
    version: z.optional(name),
    session: z.optional(name),
    pid: z.optional(z.int().check(z.minimum(1), z.maximum(4_194_304))),
  }),
  action: actionSchema,
  claim: z.optional(
    z.strictObject({
      summary: z.optional(claimText),
      prompt: z.optional(claimText),
      promptId: z.optional(name),
      rollback: z.optional(claimText),
    }),
  ),
  expiresIn: z.optional(z.int().check(z.minimum(1), z.maximum(LONGEST_HOLD))),
});
