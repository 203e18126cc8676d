/** The test tiers in the order they run: what is quick and close to the source first. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * `lane`: tiers of one lane run in order, beside those of the other. `needs`: what must be installed. `parallel`: whether its
 * files may run beside each other. `node`: the editor's Node 24 where the code under test needs `node:sqlite`, else the Node
 * that runs this. `asked`: runs only when it is named, because what it needs is too large to install for every run.
 */
export const tiers = [
  { name: 'unit', lane: 'text', needs: [], parallel: true, node: 'own' },
  { name: 'property', lane: 'text', needs: [], parallel: true, node: 'own' },
  { name: 'corpus', lane: 'text', needs: [], parallel: true, node: 'own' },
  { name: 'differential', lane: 'text', needs: ['databases'], parallel: true, node: 'own' },
  { name: 'architecture', lane: 'text', needs: [], parallel: false, node: 'own' },
  { name: 'contract', lane: 'text', needs: ['host'], parallel: true, node: 'own' },
  { name: 'editor-node', lane: 'text', needs: ['host'], parallel: false, node: 'editor' },
  { name: 'agents', lane: 'text', needs: ['host'], parallel: false, node: 'own' },
  { name: 'programs', lane: 'text', needs: ['host'], parallel: true, node: 'own', asked: true },
  { name: 'panel', lane: 'window', needs: ['browser'], parallel: true, node: 'own' },
  { name: 'host', lane: 'window', needs: ['host', 'browser'], parallel: false, node: 'own' },
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
