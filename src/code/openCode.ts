import type { OpenReader, RemoteReader } from '../reading/reader.ts';
import { WORKER_PROBLEMS, type WorkerPort } from '../reading/workerPort.ts';
import { grammarOf } from './readProgram.ts';
import { isReading } from '../reading/remote.ts';
import { scanned, scanWords } from './scanWords.ts';

export interface CodePorts {
  readonly worker: WorkerPort;
}

/** Milliseconds the worker may take for one text; then it is ended and built anew. */
const DEADLINE_MS = 1000;
/** Longest program that is parsed, in UTF-16 units: a parser that mends errors takes more than its share of time. */
const MAX_PARSED = 64 * 1024;

/** Opens the reader of programs: Python and JavaScript on their syntax trees in the worker, all else by its words. */
export function openCodeReader(ports: CodePorts): OpenReader {
  const read: RemoteReader = async (source, context) => {
    if (grammarOf(source) === undefined) return scanWords(source, context);
    if (source.text.length > MAX_PARSED) return scanned(source, context, 'problem.too-long');
    const answer = await ports.worker.ask({ source, context }, DEADLINE_MS);
    if (!answer.ok) return scanned(source, context, WORKER_PROBLEMS[answer.why]);
    return isReading(answer.value) ? answer.value : scanned(source, context, 'problem.reader-failed');
  };
  return () => Promise.resolve(read);
}
