import type { Ground } from '../../effect/place.ts';
import type { WorkerPort } from '../../reading/workerPort.ts';
import { LATE } from './diskFacts.ts';
import type { FactsPort, FactsSubject } from './diskFacts.ts';
import type { Granted } from './granted.ts';
import type { Facts } from '../../rules/facts.ts';
import { withinMs } from '../withinMs.ts';

/** Milliseconds after which a thread that does not answer is given up: its disk hangs. */
const HANGING_MS = 2000;

export interface FactsRequest {
  readonly subject: FactsSubject;
  readonly ground: Ground;
  readonly granted?: Granted;
}

/** Undefined: what was taken for granted is not so. */
export type FactsAnswer = Facts | undefined;

/**
 * Looks in a thread of its own. Its 20 ms begin when it begins to look: what else the editor's thread is busy with, and every
 * other extension is busy in it, takes nothing of them. A disk that hangs stops the
 * thread, not the editor; nothing passes then.
 */
export function factsThread(worker: WorkerPort, hangingMs: number = HANGING_MS): FactsPort {
  const inTime = withinMs(hangingMs);
  const ask = (request: FactsRequest): Promise<FactsAnswer> =>
    inTime(worker.ask(request, hangingMs).then((answer) => (answer.ok ? (answer.value as FactsAnswer) : undefined)));
  return {
    look: async (subject, ground) => (await ask({ subject, ground })) ?? LATE,
    lookIf: (granted, subject, ground) => ask({ subject, ground, granted }),
  };
}
