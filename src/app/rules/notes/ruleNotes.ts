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

/** Milliseconds for one answer: the largest file takes two seconds on a busy machine, a record of years longer. */
const DEADLINE = 60_000;

/** One question of a window that shows no rules: its thread ends with the answer. */
export function openRuleQuestion(dist: string): RuleNotes['ask'] {
  return async (request) => {
    const notes = openRuleNotes(dist);
    const answer = await notes.ask(request);
    notes.rest();
    return answer;
  };
}

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
