import type { Effect } from './effect.ts';
import { baseName } from './path.ts';

/** `cp a/*.py b`: the patterns from whose matches the names come that are written. None: it writes over what the pattern matches. */
export function sourcesOf(written: Effect, effects: readonly Effect[]): readonly Effect[] {
  if (!isPattern(written) || !/^file\.(?:create|write)$/.test(written.kind)) return [];
  const names = baseName(written.object.name);
  return effects.filter(
    (other) =>
      isPattern(other) &&
      /^file\.(?:read|move)$/.test(other.kind) &&
      other.object.name !== written.object.name &&
      baseName(other.object.name) === names,
  );
}

function isPattern({ object }: Effect): boolean {
  return object.type === 'glob';
}
