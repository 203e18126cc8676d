import path from 'node:path';
import type { WorkerPort } from '../../../reading/workerPort.ts';
import { openWorker } from '../../workers/workerThread.ts';
import type { NoteAnswers, NoteRequest } from './noteRequest.ts';

/** Reads rules texts for an editor in a thread of its own: a large file must not hold up a verdict. */
export interface RuleNotes {
  /** Undefined: no answer in time. Never rejects. */
  ask<R extends NoteRequest>(request: R): Promise<NoteAnswers[R['ask']] | undefined>;
  /** Gives the thread back: nobody looks at rules any more. The next question starts it anew. */
  rest(): void;
}

/** Milliseconds for one answer: the largest file takes two seconds on a busy machine. */
const DEADLINE = 20_000;

/** `dist`: where the built thread lies. */
export function openRuleNotes(
  dist: string,
  open: () => WorkerPort = () => openWorker(path.join(dist, 'ruleNotesWorker.mjs')),
): RuleNotes {
  let worker: WorkerPort | undefined;
  return {
    async ask<R extends NoteRequest>(request: R) {
      worker ??= open();
      const answer = await worker.ask(request, DEADLINE);
      return answer.ok ? (answer.value as NoteAnswers[R['ask']]) : undefined;
    },
    rest() {
      void worker?.close();
      worker = undefined;
    },
  };
}
