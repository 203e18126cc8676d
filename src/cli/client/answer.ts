import * as z from 'zod/mini';

/**
 * What the gate answers about an intent (DESIGN §5), as far as this client uses it. Open on purpose: a later server may
 * say more. Four members beyond the design's list are needed to execute the approved bytes:
 * `preview`: what the person saw (`keyturn sql` compares the counts); `wholePreview`: nothing else would be hit;
 * `files`: script files that are part of the digest; `action`: the action as filed, in an answer to `GET` (for `exec`).
 * The token goes as `Authorization: Bearer TOKEN` with DELETE, outcome and claim; a claim's body is `{grant, digest}`.
 */
const answerShape = z.object({
  id: z.string(),
  token: z.optional(z.string()),
  state: z.enum(['held', 'passed', 'refused', 'approved', 'denied', 'expired', 'withdrawn', 'stopped']),
  execution: z.optional(z.enum(['claimed', 'finished', 'unknown'])),
  digest: z.string(),
  level: z.string(),
  note: z.optional(z.string()),
  by: z.optional(z.string()),
  grant: z.optional(z.string()),
  files: z.optional(z.array(z.object({ path: z.string(), sha256: z.string() }))),
  findings: z.optional(z.array(z.object({ sentence: z.optional(z.string()) }))),
  action: z.optional(z.unknown()),
  wholePreview: z.optional(z.boolean()),
  preview: z.optional(
    z.array(
      z.object({
        object: z.object({ type: z.string(), name: z.string() }),
        verb: z.string(),
        via: z.string(),
        count: z.object({ kind: z.string(), value: z.optional(z.number()) }),
      }),
    ),
  ),
});

export type Answer = z.infer<typeof answerShape>;

export interface BoundFile {
  readonly path: string;
  readonly sha256: string;
}

/** Undefined: not an answer. */
export function decodeAnswer(text: string): Answer | undefined {
  try {
    const read = z.safeParse(answerShape, JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

const problemShape = z.object({
  title: z.optional(z.string()),
  detail: z.optional(z.string()),
  field: z.optional(z.string()),
});

/** The sentence of an RFC 9457 problem, hostile text as any other. */
export function decodeProblem(text: string): string | undefined {
  try {
    const read = z.safeParse(problemShape, JSON.parse(text));
    if (!read.success) return undefined;
    return (
      [read.data.title, read.data.detail].filter((part) => part !== undefined && part !== '').join(': ') || undefined
    );
  } catch {
    return undefined;
  }
}
