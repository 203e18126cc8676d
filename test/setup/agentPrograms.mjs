/**
 * The agents' real programs, pinned: wire format and hook contract are these versions'. Installed from npm on first use,
 * outside the repository (1.6 GB in all); no install script runs.
 */
import path from 'node:path';
import { ensurePinned, pinnedPlace } from './pinned.mjs';

const sets = {
  'claude-code': { name: 'agents/claude-code', pins: path.resolve('test/setup/agents/claudeCode') },
  agents: {
    name: 'agents/programs',
    pins: path.resolve('test/setup/agents'),
    // Some of them name optional packages of platforms that no registry has: a strict install would fail.
    words: ['install', '--no-save', '--omit=optional'],
  },
};

export const agentSets = Object.keys(sets);

/** Installs one of the sets unless it is there. Rejects when it cannot be had. */
export function ensureAgentPrograms(set) {
  return ensurePinned(sets[set]);
}

/** A file of a set that is installed. */
export function agentProgram(set, ...parts) {
  const { name, pins } = sets[set];
  return path.join(pinnedPlace(name, pins), 'node_modules', ...parts);
}
