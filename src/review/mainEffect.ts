import type { Effect } from '../effect/effect.ts';
import type { EffectKind } from '../effect/kind.ts';

/** Worst first: which effect gives the verdict its verb, and the typed word its object. It says nothing about the level. */
const ORDER: readonly EffectKind[] = [
  'gate.tamper',
  'secret.send',
  'money.move',
  'exec.download',
  'system.disk',
  'infra.destroy',
  'sql.drop',
  'sql.truncate',
  'sql.delete',
  'store.delete',
  'file.delete',
  'git.push-force',
  'git.history',
  'git.discard',
  'sql.update',
  'sql.alter',
  'sql.privilege',
  'sql.execute',
  'sql.admin',
  'container.delete',
  'publish.remove',
  'publish.release',
  'message.send',
  'infra.change',
  'persist.install',
  'system.change',
  'process.kill',
  'exec.opaque',
  'exec.install',
  'network.send',
  'store.write',
  'file.write',
  'file.move',
  'file.permission',
  'sql.insert',
  'sql.create',
  'infra.create',
  'container.change',
  'container.run',
  'git.push',
  'git.config',
  'exec.project',
  'file.create',
  'git.change',
  'secret.read',
  'network.fetch',
  'sql.read',
  'store.read',
  'file.read',
];

const PLACE = new Map(ORDER.map((kind, place) => [kind, place]));

/** The effect to speak of first; among equals a certain one, then the one that comes first in the text. */
export function mainEffect(effects: readonly Effect[]): Effect | undefined {
  let main: Effect | undefined;
  for (const effect of effects) {
    if (main === undefined || before(effect, main)) main = effect;
  }
  return main;
}

function before(a: Effect, b: Effect): boolean {
  const place = (effect: Effect): number => PLACE.get(effect.kind) ?? ORDER.length;
  if (place(a) !== place(b)) return place(a) < place(b);
  return a.certainty === 'certain' && b.certainty === 'possible';
}
