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

/** Verifies by itself, from time to time. `prove`: one round; what it throws becomes an alarm. */
export function openProofRounds(
  prove: () => Promise<readonly AgentProof[]>,
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
  return {
    verify,
    proofs: () => proofs,
    close() {
      closed = true;
      clearTimeout(first);
      clearInterval(every);
    },
  };
}
