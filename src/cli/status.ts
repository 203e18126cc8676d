import * as z from 'zod/mini';
import { cliSentences as sentences } from '../app/sentences/cli.ts';
import { callSocket } from './client/http.ts';
import { placeOf } from './client/place.ts';
import { listWindows, type Found, type Window } from './client/window.ts';
import { USAGE } from './exitCode.ts';
import { print, tell } from './terminal.ts';

const healthShape = z.object({
  version: z.string(),
  workspace: z.string(),
  promise: z.optional(z.string()),
  stopped: z.optional(z.boolean()),
  held: z.optional(z.number()),
  record: z.optional(z.object({ seq: z.number(), head: z.string() })),
});
export type Health = z.infer<typeof healthShape>;

/** Milliseconds a window has to say that it lives. */
const HEALTH_TIME = 5000;

/** What a window says of itself; undefined when it does not answer. */
export async function healthOf(window: Window): Promise<Health | undefined> {
  const signal = AbortSignal.timeout(HEALTH_TIME);
  const reply = await callSocket(window.socket, { method: 'GET', path: '/v1/health' }, signal);
  if (reply.reply !== 'answer' || reply.status !== 200) return undefined;
  try {
    const read = z.safeParse(healthShape, JSON.parse(reply.body));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/** `keyturn status`: the open windows, what waits there and whether they are stopped. 0: at least one answers. */
export async function status(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    tell(sentences.usage('keyturn status'));
    return USAGE;
  }
  const found = listWindows(placeOf(process.env));
  const lines = await Promise.all(found.map(lineOf));
  if (lines.length === 0) print(sentences.noWindows());
  for (const line of lines) print(line.text);
  return lines.some((line) => line.good) ? 0 : 1;
}

async function lineOf(found: Found): Promise<{ readonly good: boolean; readonly text: string }> {
  switch (found.found) {
    case 'window': {
      const health = await healthOf(found.window);
      if (health === undefined) return { good: false, text: sentences.windowSilent(found.window.root) };
      const waits = health.held === undefined ? '' : sentences.waitsHere(health.held);
      const stopped = health.stopped === true ? sentences.stoppedHere() : '';
      return {
        good: true,
        text: [sentences.windowOpen(found.window.root), waits, stopped].filter(Boolean).join(' '),
      };
    }
    case 'closed':
      return { good: false, text: sentences.windowGone(found.root) };
    case 'foreign':
      return { good: false, text: sentences.foreign(found.path) };
    case 'outside':
      return { good: false, text: sentences.noWindows() };
  }
}
