import path from 'node:path';
import { openBreath } from '../../preview/files/breath.ts';
import { decodeRuleFile } from '../../rules/file/decodeRuleFile.ts';
import type { DecodedRules } from '../../rules/file/decodeRuleFile.ts';
import { editedRules } from '../../rules/learn/editRules.ts';
import type { RuleEdit } from '../../rules/learn/editRules.ts';
import { openWorker } from '../workers/workerThread.ts';
import type { WorkerAnswer } from '../../reading/workerPort.ts';
import { NO_LINES, unpackRules } from './packedRules.ts';
import type { PackedRules, UnpackedLines } from './packedRules.ts';

/** What the thread for long texts is asked: the rules of a text, or the text after a change. */
export interface RuleTextRequest {
  readonly text: string;
  readonly edit?: RuleEdit;
}

/** Reads and changes rules texts without holding up the editor. */
export interface RuleTexts {
  /** Never rejects. */
  decode(text: string): Promise<DecodedRules>;
  /** The text after a change; undefined: it cannot be made. Never rejects. */
  edit(text: string, edit: RuleEdit): Promise<string | undefined>;
}

/** UTF-16 units that are read here in a few milliseconds; a longer text goes to a thread of its own. */
const SHORT = 32 * 1024;
/** Milliseconds for the longest file that is taken at all: a second, or many on a machine that is busy with something else. */
const DEADLINE = 60_000;

export function openRuleTexts(dist: string): RuleTexts {
  const ask = async (request: RuleTextRequest): Promise<WorkerAnswer> => {
    const worker = openWorker(path.join(dist, 'rulesWorker.mjs'));
    try {
      return await worker.ask(request, DEADLINE);
    } finally {
      void worker.close();
    }
  };
  /** Of the last long text: most of the next one is the same. */
  let lines: UnpackedLines = NO_LINES;

  return {
    async decode(text) {
      if (text.length <= SHORT) return decodeRuleFile(text);
      const answer = await ask({ text });
      if (answer.ok) {
        const unpacked = await unpackRules(answer.value as PackedRules, lines, openBreath());
        lines = unpacked.lines;
        return unpacked.decoded;
      }
      // A thread that does not start is no fault of the file: what it tightens must not wait for one.
      if (answer.why === 'crash') return decodeRuleFile(text);
      const values = { seconds: String(DEADLINE / 1000) };
      return {
        ok: false,
        problems: [{ code: 'too-slow', range: [0, text.length], field: '', values, severity: 'error' }],
      };
    },
    async edit(text, edit) {
      if (text.length <= SHORT) return editedRules(text, edit);
      const answer = await ask({ text, edit });
      return answer.ok ? (answer.value as string | undefined) : undefined;
    },
  };
}
