import { lstatSync, readFileSync } from 'node:fs';
import { HOOK_PID_HEADER, type HookDecision } from '../agents/agent.ts';
import type { Hold } from '../review/hold.ts';
import type { Review } from '../review/service.ts';
import { bodyText, type Call, type Handled, type Seats } from './routes.ts';
import { take } from './desk.ts';
import type { GateParts } from './gateParts.ts';
import { gateProblem, inputGateProblem, problemLine, type GateProblem } from './problem.ts';

/** Milliseconds a hook waits at most: as long as a hold may last. */
const LONGEST = 86_400_000;

/** How many calls are remembered for their outcome. */
const MOST_CALLS = 2_000;

/** Largest file, in bytes, whose text is read to show a whole edit. */
const MOST_FILE = 1024 * 1024;

/** An agent's own hook JSON in, its own answer JSON out. Every failure in here is a deny with a reason. */
export function openHooks(
  parts: GateParts,
  seats: Seats,
): (name: string, event: string, call: Call) => Promise<Handled> {
  const { root, desk, words, record, clock } = parts;
  /** What the agent calls it ⇒ what we call it. */
  const calls = new Map<string, string>();

  const remember = (key: string, id: string): void => {
    calls.delete(key);
    calls.set(key, id);
    for (const oldest of calls.keys()) {
      if (calls.size <= MOST_CALLS) break;
      calls.delete(oldest);
    }
  };

  const denied = async (problem: GateProblem): Promise<HookDecision> => {
    await record
      .append({ type: 'refused-input', at: clock.wall(), way: 'hook', problem: problemLine(problem) })
      .catch((reason: unknown) => parts.alarm('record.failed', { what: 'input', error: String(reason) }));
    return words.hookRefused(words.problem(problem));
  };

  /** The grant is used here, durably, before the agent hears of it: from now on it is the agent that acts. */
  const release = async (review: Review, hold: Hold): Promise<HookDecision> => {
    const claims = hold.grant === undefined ? undefined : jtiOf(hold.grant);
    if (hold.grant === undefined || claims === undefined) return denied(gateProblem('internal'));
    const claimed = await review.claim(claims, hold.token, hold.grant, hold.digest);
    if (claimed.claimed !== 'go')
      return denied(gateProblem(claimCode(claimed.claimed), 'what' in claimed ? { what: claimed.what } : {}));
    return words.hook(hold);
  };

  return async (name, event, { request, gone }) => {
    const agent = parts.agentNamed(name);
    if (agent === undefined) return gateProblem('unknown-agent', { agent: name.slice(0, 100) });
    const text = await bodyText(request);
    if (typeof text !== 'string') return text;
    const reply = (decision: HookDecision): Handled => ({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: agent.answer(event, decision),
    });
    const pid = Number(request.headers[HOOK_PID_HEADER.toLowerCase()] ?? Number.NaN);
    const hook = agent.decode(event, text, { ...(Number.isSafeInteger(pid) && pid > 1 ? { pid } : {}), readText });
    switch (hook.call) {
      case 'noOpinion':
        return reply({ decision: 'none' });
      case 'problem':
        return reply(await denied(inputGateProblem(hook.problem)));
      case 'outcome': {
        const id = calls.get(hook.key);
        const review = id === undefined ? undefined : desk.reviewOf(id);
        const hold = id === undefined ? undefined : review?.get(id);
        if (review !== undefined && hold !== undefined) await review.outcome(hold.id, hold.token, hook.outcome);
        return reply({ decision: 'none' });
      }
      case 'intent': {
        const leave = seats.sit();
        if (leave === undefined) return gateProblem('too-many-waiting');
        try {
          const taken = await take(desk, root, { intent: hook.intent, way: 'hook', waiting: true, cwd: hook.cwd });
          if (!taken.taken) return reply(await denied(taken.problem));
          const { review, hold } = taken;
          remember(hook.key, hold.id);
          const now = (await review.wait(hold.id, LONGEST, gone)) ?? hold;
          if (gone.aborted) return undefined;
          const go = now.state === 'passed' || now.state === 'approved';
          return reply(go ? await release(review, now) : words.hook(now));
        } finally {
          leave();
        }
      }
    }
  };
}

function claimCode(claimed: 'used' | 'failed' | 'expired' | 'foreign' | 'forged' | 'changed') {
  switch (claimed) {
    case 'used':
      return 'grant-used';
    case 'failed':
      return 'record-failed';
    case 'expired':
      return 'grant-expired';
    case 'foreign':
      return 'grant-foreign';
    case 'forged':
      return 'grant-forged';
    case 'changed':
      return 'grant-changed';
  }
}

/** Of a grant that this process signed itself. */
function jtiOf(grant: string): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(grant.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
      jti?: unknown;
    };
    return typeof claims.jti === 'string' ? claims.jti : undefined;
  } catch {
    return undefined;
  }
}

/** Synchronous, since it is one small file, and only of regular ones: a FIFO would hang us. */
function readText(path: string): string | undefined {
  try {
    const found = lstatSync(path);
    return found.isFile() && found.size <= MOST_FILE ? readFileSync(path, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
