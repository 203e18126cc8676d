import type { Effect } from '../../effect/effect.ts';
import type { EffectObject } from '../../effect/object.ts';
import { globFolder, isInside } from '../../effect/path.ts';
import type { PreviewSubject } from '../preview.ts';

/** Something that a text names, and where. */
interface Placed {
  readonly object: EffectObject;
  readonly effect: Pick<Effect, 'range'>;
}

/** Whether an earlier step of the text may change which files a target stands for, so that no count from now is exact. */
export function isDisturbed({ object, effect: { range } }: Placed, { reading }: PreviewSubject): boolean {
  // What a command's other words do happens with it, not before.
  const own = [...(reading.commands ?? []), ...(reading.globbed ?? [])].find(
    (command) => command.range !== undefined && command.range[0] <= range[0] && range[1] <= command.range[1],
  );
  const start = own?.range?.[0] ?? range[0];
  const place = placeOf(object.name, object.type);
  return reading.effects.some((earlier) => earlier.range[1] <= start && touches(earlier, place));
}

/** Whether an effect may change what stands at a place, above or below it. */
export function touches({ kind, object }: Effect, place: string): boolean {
  switch (kind) {
    case 'exec.project':
    case 'exec.install':
    case 'exec.download':
    case 'exec.opaque':
    case 'git.discard':
      return true;
    case 'git.change':
      // Another branch or a stash brings other files; what goes into the index does not touch them.
      return object.type === 'branch' || object.type === 'stash';
    case 'file.create':
    case 'file.write':
    case 'file.delete':
    case 'file.move': {
      const other = placeOf(object.name, object.type);
      return isInside(other, place) || isInside(place, other);
    }
    default:
      return false;
  }
}

function placeOf(name: string, type: Effect['object']['type']): string {
  return type === 'glob' ? globFolder(name) : name;
}
