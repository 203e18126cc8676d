/** The test tiers in the order they run: what is quick and close to the source first. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * `needs`: what must be installed. `parallel`: whether its files may run beside each other. `node`: the editor's Node 24
 * where the code under test needs `node:sqlite`, else the Node that runs this.
 */
export const tiers = [
  { name: 'unit', needs: [], parallel: true, node: 'own' },
  { name: 'property', needs: [], parallel: true, node: 'own' },
  { name: 'corpus', needs: [], parallel: true, node: 'own' },
  { name: 'contract', needs: ['host'], parallel: false, node: 'own' },
  { name: 'editor-node', needs: ['host'], parallel: false, node: 'editor' },
  { name: 'panel', needs: ['browser'], parallel: true, node: 'own' },
  { name: 'architecture', needs: ['vsix'], parallel: false, node: 'own' },
  { name: 'agents', needs: ['host'], parallel: false, node: 'own' },
  { name: 'host', needs: ['host', 'browser', 'vsix'], parallel: false, node: 'own' },
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
