import type { Agent } from '../../../agents/agent.ts';
import { agentNamed } from '../../../agents/registry.ts';
import type { Consents } from '../../../review/consent.ts';
import type { AgentProof } from '../agentProof.ts';
import { agentMarks } from '../agentWatch.ts';
import { proofSentences as sentences } from '../../sentences/agents.ts';
import type { Trial } from './tryAgent.ts';

export interface TrialsParts {
  readonly place: string;
  readonly home: string;
  readonly consents: Consents;
}

/** What came of starting the agents' real programs, for as long as program and settings are what they were then. */
export interface Trials {
  /** Offers the card and, once a person agreed, tries those of these agents that can be. False: none can. */
  offer(root: string, agents: readonly string[]): Promise<boolean>;
  /** Whether it is this trial that calls a hook now, and no session of its person's. */
  running(agent: Agent, root: string): boolean;
  /** What hooks have shown, with what the programs have. */
  judged(proofs: readonly AgentProof[]): Promise<readonly AgentProof[]>;
}

interface Tried {
  readonly trial: Trial;
  readonly marks: string;
}

export function openTrials({ place, home, consents }: TrialsParts): Trials {
  const tried = new Map<string, Tried>();
  const running = new Set<string>();
  const keyOf = (agent: Pick<Agent, 'name'>, root: string): string => `${agent.name} ${root}`;

  // A bundle of its own: most windows never try anything.
  const opened = () => import('./tryAgent.ts');

  const tryOne = async (agent: Agent, root: string): Promise<void> => {
    const key = keyOf(agent, root);
    running.add(key);
    try {
      const marks = await agentMarks([agent], [root], home);
      const { tryAgent } = await opened();
      tried.set(key, { trial: await tryAgent(agent, { place, home, root }), marks });
    } finally {
      running.delete(key);
    }
  };

  return {
    async offer(root, names) {
      const { canTry } = await opened();
      const agents: Agent[] = [];
      for (const agent of names.flatMap((name) => agentNamed(name) ?? []))
        if (await canTry(agent, root)) agents.push(agent);
      if (agents.length === 0) return false;
      const accepted = await consents.offer({
        kind: 'try-agents',
        content: JSON.stringify([root, agents.map(({ name }) => name)]),
        values: { agents: agents.map(({ title }) => title).join(', '), folder: root },
      });
      // One after the other: each has its own deadline, which another one's work must not use up.
      if (accepted) for (const agent of agents) await tryOne(agent, root);
      return true;
    },
    running: (agent, root) => running.has(keyOf(agent, root)),
    judged: (proofs) =>
      Promise.all(
        proofs.map(async (proof) => {
          const agent = agentNamed(proof.agent);
          const found = tried.get(keyOf({ name: proof.agent }, proof.root));
          if (agent === undefined || found === undefined) return proof;
          const same = found.marks === (await agentMarks([agent], [proof.root], home));
          return same ? withTrial(proof, agent, found.trial) : proof;
        }),
      ),
  };
}

function withTrial(proof: AgentProof, { title }: Agent, trial: Trial): AgentProof {
  switch (trial) {
    case 'denied':
      return { ...proof, sentence: `${proof.sentence} ${sentences.tried}` };
    case 'silent':
      return { ...proof, sentence: `${proof.sentence} ${sentences.triedSilent}` };
    case 'let-go':
      return { ...proof, state: 'unprotected', sentence: sentences.triedOpen(title) };
  }
}
