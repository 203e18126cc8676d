/** The test tiers, the longest first: what runs beside each other then ends together. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * `needs`: what must be installed. `perCore`: how many of its files run beside each other for each core, 0 for one
 * at a time. `node`: the editor's Node 24 where
 * the code under test needs `node:sqlite`, else the Node that runs this. `asked`: runs only when it is named, because what it
 * needs is too large to install for every run. `loopback`: runs where nothing but loopback can be reached.
 */
export const tiers = [
  { name: 'contract', needs: ['host'], perCore: 2, node: 'own' },
  // The editor may still be downloading when these begin.
  { name: 'panel', needs: ['browser'], perCore: 1, node: 'own' },
  { name: 'property', needs: [], perCore: 1, node: 'own' },
  { name: 'host', needs: ['host', 'browser'], perCore: 0, node: 'own' },
  { name: 'differential', needs: ['databases'], perCore: 1, node: 'own' },
  { name: 'unit', needs: [], perCore: 1, node: 'own' },
  { name: 'agents', needs: ['host', 'claude-code'], perCore: 1, node: 'own', loopback: true },
  { name: 'editor-node', needs: ['host'], perCore: 0, node: 'editor' },
  { name: 'corpus', needs: [], perCore: 1, node: 'own' },
  { name: 'architecture', needs: [], perCore: 0, node: 'own' },
  {
    name: 'programs',
    needs: ['host', 'go', 'claude-code', 'agents'],
    perCore: 1,
    node: 'own',
    asked: true,
    loopback: true,
  },
];

/** The built test files of a tier, sorted. */
export function filesOf(tier, root) {
  const folder = path.join(root, 'out', tier.name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.test.mjs'))
    .map((name) => path.join(folder, name))
    .sort();
}
