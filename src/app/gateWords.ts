import type { GateWords } from '../gate/gateParts.ts';
import { hookDecision, hookProved, hookRefusal } from './sentences/agents.ts';
import { findingSentence } from './sentences/findings.ts';
import { gateSentence } from './sentences/gate.ts';
import { ruleForAgent } from './sentences/rules.ts';

/** What the gate says to runners and agents, in sentences. */
export const GATE_WORDS: GateWords = {
  problem: gateSentence,
  finding: findingSentence,
  hook(hold) {
    const { findings, reason } = hold.judgement.verdict;
    return hookDecision(hold, findings.map(findingSentence), ruleForAgent(reason));
  },
  hookRefused: ({ title, detail }) => hookRefusal(`${title}. ${detail}`),
  hookProved,
};
