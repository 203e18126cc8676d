/** The test tiers, the longest first: what runs beside each other then ends together. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * `needs`: what must be installed. `parallel`: whether its files may run beside each other. `node`: the editor's Node 24 where
 * the code under test needs `node:sqlite`, else the Node that runs this. `asked`: runs only when it is named, because what it
 * needs is too large to install for every run.
 */
export const tiers = [
  // The editor may still be downloading when these begin: its own tests come after what needs none.
  { name: 'panel', needs: ['browser'], parallel: true, node: 'own' },
  { name: 'property', needs: [], parallel: true, node: 'own' },
  { name: 'host', needs: ['host', 'browser'], parallel: false, node: 'own' },
  { name: 'contract', needs: ['host'], parallel: true, node: 'own' },
  { name: 'unit', needs: [], parallel: true, node: 'own' },
  { name: 'agents', needs: ['host'], parallel: false, node: 'own' },
  { name: 'differential', needs: ['databases'], parallel: true, node: 'own' },
  { name: 'editor-node', needs: ['host'], parallel: false, node: 'editor' },
  { name: 'corpus', needs: [], parallel: true, node: 'own' },
  { name: 'architecture', needs: [], parallel: false, node: 'own' },
  { name: 'programs', needs: ['host', 'go'], parallel: true, node: 'own', asked: true },
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
