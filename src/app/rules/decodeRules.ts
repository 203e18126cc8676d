import path from 'node:path';
import { decodeRuleFile } from '../../rules/file/decodeRuleFile.ts';
import type { DecodedRules } from '../../rules/file/decodeRuleFile.ts';
import { openWorker } from '../workers/workerThread.ts';

/** The rules of a text, without holding up the editor. Never rejects. */
export type DecodeRules = (text: string) => Promise<DecodedRules>;

/** UTF-16 units that are read here in a few milliseconds; a longer text goes to a thread of its own. */
const SHORT = 32 * 1024;
/** Milliseconds for the longest file that is taken at all: a second, or many on a machine that is busy with something else. */
const DEADLINE = 60_000;

export function openDecodeRules(dist: string): DecodeRules {
  return async (text) => {
    if (text.length <= SHORT) return decodeRuleFile(text);
    const worker = openWorker(path.join(dist, 'rulesWorker.mjs'));
    try {
      const answer = await worker.ask(text, DEADLINE);
      if (answer.ok) return JSON.parse(String(answer.value)) as DecodedRules;
      // A thread that does not start is no fault of the file: what it tightens must not wait for one.
      if (answer.why === 'crash') return decodeRuleFile(text);
    } finally {
      void worker.close();
    }
    const values = { seconds: String(DEADLINE / 1000) };
    return {
      ok: false,
      problems: [{ code: 'too-slow', range: [0, text.length], field: '', values, severity: 'error' }],
    };
  };
}
