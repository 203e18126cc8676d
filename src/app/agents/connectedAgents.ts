import type { Agent } from '../../agents/agent.ts';
import { agentNamed, agents } from '../../agents/registry.ts';
import type { Consents } from '../../review/consent.ts';
import { changeConnection, renewClients } from './agentConnection.ts';
import { proveAgents } from './agentProof.ts';
import { noteCall } from './agentPulse.ts';
import { agentMarks } from './agentWatch.ts';
import type { ProductOptions } from '../product.ts';
import type { Folder } from '../workspaceFolder.ts';
import { openProofRounds, type ProofRounds } from './proofRounds.ts';
import { openTrials } from './trial/trials.ts';

export interface ConnectedAgentsParts extends Pick<ProductOptions, 'place' | 'home' | 'dist' | 'editorNode'> {
  readonly consents: Consents;
  readonly folders: () => readonly Pick<Folder, 'root' | 'gate'>[];
  readonly alarm: (code: string, values: Readonly<Record<string, string>>) => void;
  readonly changed: () => void;
  /** Runs what writes settings, so that its change is nobody else's. */
  readonly own: <T>(write: () => Promise<T>) => Promise<T>;
}

/** What a window does about the agents on this machine: connects them, tries their hooks, and hears of their sessions. */
export interface ConnectedAgents extends ProofRounds {
  change(name: string, root: string, what: 'connect' | 'disconnect'): Promise<void>;
  /** A folder of this window's opened. */
  renew(root: string, socket: string): Promise<void>;
  heard(agent: Agent, root: string): void;
  /** Offers the card on which a person lets the real programs be tried. False: none of a connected agent can be. */
  offerTrial(root: string): Promise<boolean>;
}

/** Milliseconds after a call of an agent's in which another of it tells nothing new. */
const JUST_HEARD = 1_000;

export function openConnectedAgents(parts: ConnectedAgentsParts): ConnectedAgents {
  const { place, home, editorNode, alarm, changed } = parts;
  const gateOf = (root: string) => parts.folders().find((folder) => folder.root === root)?.gate;
  const trials = openTrials(parts);
  const rounds = openProofRounds(
    async () => {
      const held = parts.folders().filter(({ gate }) => gate.state === 'owned');
      const proofs = await Promise.all(held.map(({ root }) => proveAgents({ place, home, root, node: editorNode })));
      return trials.judged(proofs.flat());
    },
    () =>
      agentMarks(
        agents,
        parts.folders().map(({ root }) => root),
        home,
      ),
    changed,
    (reason) => alarm('agent.unproved', { error: String(reason) }),
  );
  /** When each agent was last heard in a folder, in milliseconds of a clock that only goes forward. */
  const heardAt = new Map<string, number>();
  const failed = (agent: Agent, root: string) => (reason: unknown) =>
    alarm('agent.failed', { agent: agent.title, folder: root, error: String(reason) });
  return {
    ...rounds,
    async change(name, root, what) {
      const agent = agentNamed(name);
      if (agent === undefined) {
        alarm('agent.unknown', { agent: name });
        return;
      }
      const connection = { ...parts, socketOf: (of: string) => gateOf(of)?.socket };
      await changeConnection(connection, agent, root, what).catch(failed(agent, root));
      heardAt.clear();
      await rounds.verify();
    },
    async offerTrial(root) {
      const connected = rounds.proofs().flatMap((proof) => (proof.root === root ? [proof.agent] : []));
      const offered = await trials.offer(root, connected);
      await rounds.verify();
      return offered;
    },
    renew: (root, socket) => parts.own(() => renewClients(parts, agents, root, socket)),
    heard(agent, root) {
      if (trials.running(agent, root)) return;
      const key = `${agent.name} ${root}`;
      const now = performance.now();
      // Looking it up on the disk with each call would keep that call waiting.
      if (now - (heardAt.get(key) ?? -JUST_HEARD) < JUST_HEARD) return;
      heardAt.set(key, now);
      void noteCall(place, agent, root).then((first) => (first ? rounds.verify() : undefined), failed(agent, root));
    },
  };
}
