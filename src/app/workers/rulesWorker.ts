import { parentPort } from 'node:worker_threads';
import { decodeRuleFile } from '../../rules/file/decodeRuleFile.ts';
import { editedRules } from '../../rules/learn/editRules.ts';
import { packRules } from '../rules/packedRules.ts';
import type { RuleTextRequest } from '../rules/ruleTexts.ts';
import type { WorkerMessage } from './workerThread.ts';

const post = (message: WorkerMessage): void => parentPort?.postMessage(message);

parentPort?.on(
  'message',
  ({ id, request: { text, edit } }: { readonly id: number; readonly request: RuleTextRequest }) => {
    post({ id, value: edit === undefined ? packRules(decodeRuleFile(text)) : editedRules(text, edit) });
  },
);
post('ready');
