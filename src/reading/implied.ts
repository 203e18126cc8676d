import { withoutEnd } from '../effect/withoutEnd.ts';
import type { Effect } from '../effect/effect.ts';
import { isPrivate, pathOf } from '../effect/place.ts';
import { isHooksFolder, isSecretPath, protectionOf } from '../effect/protectedPath.ts';
import type { Context } from './reader.ts';

/**
 * What a change or a read of a file means beyond the file: writing a hook is `persist.install`, an agent's settings
 * `gate.tamper`, reading a key `secret.read`. By the path alone, whatever program does it, so that no reader forgets.
 */
export function impliedBy(effect: Effect, context: Context): readonly Effect[] {
  const path = pathOf(effect);
  if (path === undefined) return [];
  // Of a glob the name itself is judged too: `.env*` and `.git/hooks/*` say what they match.
  const names = effect.object.type === 'glob' ? [path, effect.object.name] : [path];
  switch (effect.kind) {
    case 'file.read':
      if (effect.traits.includes('names-only')) return [];
      return names.some((name) => isSecretPath(withoutEnd(name, '*')) || isSecretPath(name))
        ? [{ ...effect, kind: 'secret.read', object: { type: 'secret', name: effect.object.name }, undo: 'none' }]
        : [];
    case 'file.create':
    case 'file.write':
    case 'file.delete':
    case 'file.move':
    case 'file.permission':
      return ofChange(effect, names, context);
    default:
      return [];
  }
}

function ofChange(effect: Effect, names: readonly string[], context: Context): readonly Effect[] {
  const protections = new Set(names.flatMap((name) => protectionOf(name)));
  const implied: Effect[] = [];
  if (protections.has('gate')) implied.push({ ...effect, kind: 'gate.tamper' });
  // Taking something away installs nothing; a start-up file in a stranger's folder still runs when they open it.
  const empty = effect.traits.includes('empty') && isHooksFolder(effect.object.name);
  const adds = effect.kind !== 'file.delete' && effect.kind !== 'file.permission' && !empty;
  if (protections.has('persist') && adds && !inDependency(names, context))
    implied.push({ ...effect, kind: 'persist.install' });
  return implied;
}

/** A package's own configuration below `node_modules` is not the workspace's. */
function inDependency(names: readonly string[], context: Context): boolean {
  return names.every(
    (name) =>
      /\/node_modules\/[^.]/.test(name) && !isPrivate(name, { workspace: context.workspace, home: context.home }),
  );
}
