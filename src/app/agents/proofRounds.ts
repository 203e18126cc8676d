import type { AgentProof } from './agentProof.ts';

export interface ProofRounds {
  /** Tries every connected hook now. Rounds do not overlap: whoever asks during one waits for the next. */
  verify(): Promise<void>;
  /** Of the last round. */
  proofs(): readonly AgentProof[];
  close(): void;
}

/** Milliseconds: not while the editor starts, and then as often as something may have changed unseen. */
const FIRST = 5_000;
const EVERY = 600_000;
/** Milliseconds between two looks at what a proof depends on. */
const LOOK = 10_000;

/**
 * Verifies by itself, from time to time, and soon after what it depends on has changed. `prove`: one round; what it throws
 * becomes an alarm. `marks`: another text when an agent or its settings are others.
 */
export function openProofRounds(
  prove: () => Promise<readonly AgentProof[]>,
  marks: () => Promise<string>,
  changed: () => void,
  failed: (reason: unknown) => void,
): ProofRounds {
  let proofs: readonly AgentProof[] = [];
  let closed = false;
  let last: Promise<void> = Promise.resolve();
  const verify = (): Promise<void> => {
    last = last.then(async () => {
      if (closed) return;
      try {
        proofs = await prove();
      } catch (reason) {
        proofs = [];
        failed(reason);
      }
      if (!closed) changed();
    });
    return last;
  };
  const first = setTimeout(() => void verify(), FIRST);
  const every = setInterval(() => void verify(), EVERY);
  let known: string | undefined;
  const look = async (): Promise<void> => {
    const now = await marks();
    if (known !== undefined && known !== now) void verify();
    known = now;
  };
  const looking = setInterval(() => void look().catch(failed), LOOK);
  return {
    verify,
    proofs: () => proofs,
    close() {
      closed = true;
      clearTimeout(first);
      clearInterval(every);
      clearInterval(looking);
    },
  };
}
