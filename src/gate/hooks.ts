import { createHash } from 'node:crypto';
import type { JsonObject } from '../action/json.ts';
import { canaryMark } from '../agents/canary.ts';
import { HOOK_PID_HEADER, type HookCall, type HookDecision } from '../agents/agent.ts';
import type { Outcome } from '../review/decision.ts';
import type { Hold } from '../review/hold.ts';
import type { Review } from '../review/service.ts';
import type { Call, Handled, Seats } from './call.ts';
import { take } from './desk.ts';
import { namesIn, readText } from './hookFiles.ts';
import type { GateParts } from './gateParts.ts';
import { openPrompts } from './prompts.ts';
import { openTwins } from './twins.ts';
import { gateProblem, inputGateProblem, problemLine, type GateProblem } from './problem.ts';

/** Milliseconds a hook waits at most: as long as a hold may last. */
const LONGEST = 86_400_000;

/** How many calls are remembered for their outcome. */
const MOST_CALLS = 2_000;

/** States that a person or the rules put a hold in to say no. */
const NOT_LET: ReadonlySet<string> = new Set(['denied', 'refused', 'expired', 'stopped']);

/** For a part that was let go, and claimed, while another part of the same call was not. */
const NOT_RUN: Outcome = { sealed: false, error: 'not run: another part of the same call was not let go' };

interface Filed {
  readonly review: Review;
  readonly hold: Hold;
  readonly again: boolean;
}

type IntentsCall = Extract<HookCall, { readonly call: 'intents' }>;

/** An agent's own hook JSON in, its own answer JSON out. Every failure in here is a deny with a reason. */
export function openHooks(
  parts: GateParts,
  seats: Seats,
): (name: string, event: string, call: Call) => Promise<Handled> {
  const { root, desk, words, record, clock } = parts;
  /** What the agent calls it ⇒ what we call it. Hashed, since a key may hold a whole command. */
  const calls = new Map<string, readonly string[]>();
  const join = openTwins(() => clock.monotonic());
  const prompts = openPrompts();

  const remember = (key: string, ids: readonly string[]): void => {
    const hash = hashOf(key);
    calls.delete(hash);
    calls.set(hash, ids);
    for (const oldest of calls.keys()) {
      if (calls.size <= MOST_CALLS) break;
      calls.delete(oldest);
    }
  };
  const recalled = (key: string): readonly Hold[] =>
    (calls.get(hashOf(key)) ?? []).flatMap((id) => desk.reviewOf(id)?.get(id) ?? []);

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

  /** The agent's input with its command replaced by one that runs the approved bytes. Only of what a person approved. */
  const sealedInput = ({ id, state, intent }: Hold, input: JsonObject): JsonObject | undefined => {
    const command = state === 'approved' && intent.action.kind === 'shell' ? parts.sealed(id) : undefined;
    return command === undefined ? undefined : { ...input, command };
  };

  /** One part of a call to its end. */
  const decide = async (
    { review, hold, again }: Filed,
    changeable: JsonObject | undefined,
    gone: AbortSignal,
  ): Promise<HookDecision> => {
    // Its grant was used when it was filed, by this call and no other.
    if (!again && hold.state === 'passed' && hold.execution === 'claimed') return words.hook(hold);
    const now = (await review.wait(hold.id, LONGEST, gone)) ?? hold;
    if (gone.aborted) return words.hook(now);
    const sealed = changeable === undefined ? undefined : sealedInput(now, changeable);
    // Its grant is claimed by what runs it.
    const allowed = words.hook(now);
    if (sealed !== undefined && allowed.decision === 'allow') return { ...allowed, input: sealed };
    return now.state === 'passed' || now.state === 'approved' ? release(review, now) : words.hook(now);
  };

  /** All parts of a call: it goes ahead only when each of them may. */
  const decideAll = async (call: IntentsCall, gone: AbortSignal): Promise<HookDecision> => {
    const filed: Filed[] = [];
    const takeBack = (): Promise<unknown> =>
      Promise.all(filed.map(({ review, hold }) => review.withdraw(hold.id, hold.token)));
    for (const intent of call.intents.map(prompts.join)) {
      // Of several parts none is used before all of them may go.
      const claims = call.intents.length === 1;
      const taken = await take(desk, root, { intent, way: 'hook', waiting: true, claims, cwd: call.cwd });
      if (!taken.taken) {
        await takeBack();
        return denied(taken.problem);
      }
      filed.push(taken);
    }
    const ids = filed.map(({ hold }) => hold.id);
    remember(call.key, ids);
    if (call.promptKey !== undefined) remember(call.promptKey, ids);
    const decisions = await Promise.all(
      filed.map(async (part) => {
        const decision = await decide(part, call.intents.length === 1 ? call.changeable : undefined, gone);
        // Nobody need look at the rest of a call that will not run.
        if (decision.decision === 'deny') await takeBack();
        return decision;
      }),
    );
    // A part that was withdrawn because of another says less than that other.
    const first = filed.findIndex(({ review, hold }) => NOT_LET.has(review.get(hold.id)?.state ?? 'held'));
    const decision = decisions[first] ?? strictest(decisions);
    if (decision.decision === 'deny')
      for (const { review, hold } of filed) await review.outcome(hold.id, hold.token, NOT_RUN);
    return decision;
  };

  return async (name, event, call) => {
    const { request, gone } = call;
    const agent = parts.agentNamed(name);
    if (agent === undefined) return gateProblem('unknown-agent', { agent: name.slice(0, 100) });
    const text = await call.text();
    if (typeof text !== 'string') return text;
    const reply = (decision: HookDecision): Handled => ({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: agent.answer(event, decision),
    });
    const pid = Number(request.headers[HOOK_PID_HEADER.toLowerCase()] ?? Number.NaN);
    const hook = agent.decode(event, text, {
      ...(Number.isSafeInteger(pid) && pid > 1 ? { pid } : {}),
      readText,
      namesIn,
    });
    const mark = hook.call === 'intents' ? canaryMark(hook.intents) : undefined;
    if (mark !== undefined) return reply(words.hookProved(mark));
    if (hook.call !== 'problem') parts.heard(agent);
    switch (hook.call) {
      case 'session':
        if (hook.prompt !== undefined) prompts.keep(agent.name, hook.session, hook.prompt);
        return reply({ decision: 'none' });
      case 'noOpinion':
        return reply({ decision: 'none' });
      case 'problem':
        return reply(await denied(inputGateProblem(hook.problem)));
      case 'outcome':
        for (const hold of recalled(hook.key)) await desk.reviewOf(hold.id)?.outcome(hold.id, hold.token, hook.outcome);
        return reply({ decision: 'none' });
      case 'prompt':
        return reply(strictest(recalled(hook.promptKey).map((hold) => words.hook(hold))));
      case 'intents': {
        const leave = seats.sit();
        if (leave === undefined) return gateProblem('too-many-waiting');
        try {
          const decide = (): Promise<HookDecision> => decideAll(hook, gone);
          const decision = await (hook.twin === undefined ? decide() : join(hook.twin, decide));
          return gone.aborted ? undefined : reply(decision);
        } finally {
          leave();
        }
      }
    }
  };
}

/** A deny beats all; an approval is said only when nothing speaks against it. */
function strictest(decisions: readonly HookDecision[]): HookDecision {
  return (
    decisions.find(({ decision }) => decision === 'deny') ??
    decisions.find(({ decision }) => decision === 'allow') ?? { decision: 'none' }
  );
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('base64');
}

function claimCode(claimed: 'used' | 'failed' | 'expired' | 'foreign' | 'forged' | 'changed' | 'grown') {
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
    case 'grown':
      return 'grant-grown';
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
