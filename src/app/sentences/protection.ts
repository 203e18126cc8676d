import { agentNamed } from '../../agents/registry.ts';
import type { AgentProof } from '../agents/agentProof.ts';
import { gapsOf } from './agentGaps.ts';

type Proved = Pick<AgentProof, 'agent' | 'state' | 'sentence'>;

const STATES: Readonly<Record<AgentProof['state'], readonly [icon: string, words: string]>> = {
  protected: ['$(pass)', 'protected'],
  partly: ['$(info)', 'partly protected'],
  unprotected: ['$(warning)', 'not protected'],
};

/** One agent in the list of what holds. */
export function proofLabel({ agent, state }: Pick<Proved, 'agent' | 'state'>): string {
  const [icon, words] = STATES[state];
  return `${icon} ${titleOf(agent)}: ${words}`;
}

/** Its sentence without what the label says already: a row shows only the beginning. */
export function proofDetail({ agent, sentence }: Pick<Proved, 'agent' | 'sentence'>): string {
  const said = `${titleOf(agent)}: `;
  const rest = sentence.startsWith(said) ? sentence.slice(said.length) : sentence;
  return rest.replace(/^(?:partly protected|protected|UNPROTECTED)\. /, '');
}

/** All of it, to be read at leisure: what was found of each agent, and what is never held of it. Markdown of our own words. */
export function protectionReport(heading: string, proofs: readonly Proved[]): string {
  const parts = proofs.map(({ agent, sentence }) => {
    const gaps = gapsOf({ name: agent }).map((gap) => `- ${gap}`);
    return [
      `## ${titleOf(agent)}`,
      sentence,
      ...(gaps.length === 0 ? [] : [['Not held:', '', ...gaps].join('\n')]),
    ].join('\n\n');
  });
  return `${[`# ${heading}`, ...parts].join('\n\n')}\n`;
}

/** While nothing waits: how the agents stand that are connected; nothing where there are none. The tooltip names each. */
export function protectionWords(proofs: readonly Pick<Proved, 'agent' | 'state'>[]): {
  readonly text?: string;
  readonly spoken?: string;
} {
  if (proofs.length === 0) return {};
  const text = proofs.every(({ state }) => state === 'protected') ? 'Keyturn: protected' : 'Keyturn: partly protected';
  return { text, spoken: `${text}, nothing waits` };
}

/** Who runs unseen. Undefined: nobody. */
export function unprotectedWords(proofs: readonly Pick<Proved, 'agent' | 'state'>[]): string | undefined {
  const open = [...new Set(proofs.filter(({ state }) => state === 'unprotected').map(({ agent }) => titleOf(agent)))];
  if (open.length === 0) return undefined;
  return `Keyturn: ${open.length === 1 ? `${open[0]} is` : `${open.length} agents are`} unprotected`;
}

function titleOf(agent: string): string {
  return agentNamed(agent)?.title ?? agent;
}
