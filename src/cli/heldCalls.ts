import { moduleSentences as sentences } from '../app/sentences/agents.ts';

/** A call, as the module inside the agent tells of it. Two that differ in no more than their id are the same call. */
export interface ProposedCall {
  readonly toolCall: { readonly toolCallId: string; readonly toolName: string };
  readonly snapshot: { readonly conversationId: string; readonly agentId?: string };
  readonly input: unknown;
  readonly result?: unknown;
}

/**
 * For an agent that ends its whole run when it waits longer than a moment: a call that a person has to decide on is put off
 * with a reason, is held meanwhile, and runs when it is proposed again after it was approved.
 */
export interface HeldCalls {
  /** Why the call must not run now; undefined: it may, once. */
  propose(folder: string, call: ProposedCall): Promise<string | undefined>;
  /** For the agent's model, when one of the held calls is decided, or after a while. */
  wait(): Promise<string>;
  /** What became of a call. */
  over(folder: string, call: ProposedCall): Promise<void>;
}

/** Milliseconds. The agent gives a hook 3 s, of which loading us takes some, and a tool 60 s. */
export interface Patience {
  readonly hook: number;
  readonly tool: number;
  /** How long a call is held for an agent that does not come back to it. */
  readonly lapse: number;
  /** How long an approval counts that nobody has used: as long as any grant. */
  readonly approved: number;
}

const PATIENCE: Patience = { hook: 1_500, tool: 50_000, lapse: 120_000, approved: 30_000 };

interface Asked {
  readonly folder: string;
  readonly first: ProposedCall;
  /** Resolves with the reason of a deny, undefined for a yes. Never rejects. */
  readonly answer: Promise<string | undefined>;
  readonly giveUp: AbortController;
  decided?: { readonly reason: string | undefined };
  timer: NodeJS.Timeout | undefined;
}

export interface HeldCallsParts {
  /** Rejects with the reason when the call must not run. `gone`: nobody waits for it any more. */
  readonly ask: (folder: string, call: ProposedCall, gone: AbortSignal) => Promise<void>;
  readonly tell: (folder: string, call: ProposedCall) => Promise<void>;
  readonly patience?: Patience;
}

export function openHeldCalls({ ask, tell, patience = PATIENCE }: HeldCallsParts): HeldCalls {
  const asked = new Map<string, Asked>();
  /** A call that runs, as the agent calls it now ⇒ as it called it when it was decided on. */
  const running = new Map<string, ProposedCall>();

  /** Nobody waits for it any more, so that a failure has nobody to be told to: inside the agent it would end the agent. */
  const report = (folder: string, call: ProposedCall): Promise<void> => tell(folder, call).catch(() => undefined);

  /** Whoever does not come back for it within `ms` has given it up. */
  const lapseIn = (key: string, one: Asked, ms: number): void => {
    clearTimeout(one.timer);
    one.timer = setTimeout(() => {
      if (asked.get(key) === one) asked.delete(key);
      one.giveUp.abort();
      const unused = one.decided !== undefined && one.decided.reason === undefined;
      if (unused) void report(one.folder, { ...one.first, result: { error: sentences.unused() } });
    }, ms);
    one.timer.unref();
  };

  const begin = (key: string, folder: string, first: ProposedCall): Asked => {
    const giveUp = new AbortController();
    const answer = ask(folder, first, giveUp.signal).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    const one: Asked = { folder, first, answer, giveUp, timer: undefined };
    asked.set(key, one);
    lapseIn(key, one, patience.lapse);
    void answer.then((reason) => {
      one.decided = { reason };
      lapseIn(key, one, patience.approved);
    });
    return one;
  };

  return {
    async propose(folder, call) {
      const key = JSON.stringify([folder, call.snapshot, call.toolCall.toolName, call.input]);
      const one = asked.get(key) ?? begin(key, folder, call);
      if (one.decided === undefined) lapseIn(key, one, patience.lapse);
      await within(patience.hook, [one.answer]);
      const { decided } = one;
      if (decided === undefined) return sentences.held();
      // Another call of the same words may have used it meanwhile, or it has lapsed: an approval is for one run.
      if (asked.get(key) !== one) return sentences.usedUp();
      asked.delete(key);
      clearTimeout(one.timer);
      if (decided.reason === undefined) running.set(nameOf(call), one.first);
      return decided.reason;
    },
    async wait() {
      const open = [...asked];
      if (open.length === 0) return sentences.nothingHeld();
      for (const [key, one] of open) if (one.decided === undefined) lapseIn(key, one, patience.lapse);
      await within(
        patience.tool,
        open.map(([, { answer }]) => answer),
      );
      const now = open.filter(([, { decided }]) => decided !== undefined);
      if (now.length === 0) return sentences.stillHeld();
      return now
        .map(([key, one]) => {
          const { toolName } = one.first.toolCall;
          if (one.decided?.reason === undefined) return sentences.approvedNow(toolName);
          if (asked.get(key) === one) asked.delete(key);
          clearTimeout(one.timer);
          return one.decided.reason;
        })
        .join('\n');
    },
    async over(folder, call) {
      const first = running.get(nameOf(call));
      // It also tells of calls that did not run.
      if (first === undefined) return;
      running.delete(nameOf(call));
      await report(folder, { ...first, result: call.result });
    },
  };
}

/** Models number their calls anew in each conversation. */
function nameOf({ snapshot, toolCall }: ProposedCall): string {
  return JSON.stringify([snapshot.conversationId, toolCall.toolCallId]);
}

/** Resolves when one of these has, or after `ms`. */
async function within(ms: number, answers: readonly Promise<unknown>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([late, ...answers]);
  clearTimeout(timer);
}
