import * as z from 'zod/mini';
import type { FromPage } from '../../review/cardMessages.ts';

const id = z.string().check(z.maxLength(200));
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const ticket = z.string().check(z.maxLength(200));
const typed = z.string().check(z.maxLength(1000));
const range = z.readonly(z.tuple([z.int(), z.int()]));

const schema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('drawn'), sequence: z.int(), seen: hash }),
  z.strictObject({
    type: z.literal('approve'),
    ticket,
    seen: hash,
    checked: z.boolean(),
    typed,
    uncounted: z.boolean(),
  }),
  z.strictObject({ type: z.literal('deny'), id, note: z.string().check(z.maxLength(10_000)) }),
  z.strictObject({ type: z.literal('dismiss'), id }),
  z.strictObject({ type: z.literal('consent'), id, ticket, seen: hash, checked: z.boolean(), typed }),
  z.strictObject({ type: z.literal('decline'), id }),
  z.strictObject({ type: z.literal('openText'), id, range: z.exactOptional(range), formatted: z.boolean() }),
  z.strictObject({ type: z.literal('openAffected'), id }),
  z.strictObject({ type: z.literal('compare'), id }),
  z.strictObject({ type: z.literal('format'), id }),
  z.strictObject({ type: z.literal('learn'), id }),
  z.strictObject({ type: z.literal('copyText'), id }),
  z.strictObject({ type: z.literal('next') }),
  z.strictObject({ type: z.literal('previous') }),
  z.strictObject({ type: z.literal('queue') }),
]);

/** A message of the page, or undefined: what has another shape than ours is nobody's gesture. */
export function fromPage(message: unknown): FromPage | undefined {
  const parsed = schema.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}
