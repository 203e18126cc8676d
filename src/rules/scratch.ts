import type { Effect } from '../effect/effect.ts';
import { isInside } from '../effect/path.ts';
import { pathOf, placeOf } from '../effect/place.ts';
import { protectionOf } from '../effect/protectedPath.ts';
import type { PathFact } from './facts.ts';
import type { RulingInput } from './rulingInput.ts';

/** Directly in the system's temporary folder. */
const PLAIN_SCRATCH = /^(?:\/private|\/var)?\/tmp\/[^/]+$/;

/**
 * Made in the system's temporary folder, where nobody keeps anything: a new file or folder, or one that lies there by itself.
 * What lies deeper may be another workspace's. A link is never scratch.
 */
export function isScratch(effect: Effect, input: RulingInput): boolean {
  if (!/^file\.(?:create|write|delete|move)$/.test(effect.kind)) return false;
  const { type, name } = effect.object;
  if (type === 'glob') return isScratchPattern(effect, input);
  const path = type === 'file' || type === 'directory' ? pathOf(effect) : undefined;
  if (path === undefined || placeOf(path, input.ground) !== 'temporary') return false;
  const fact = typeof input.facts === 'string' ? undefined : input.facts.paths.find((known) => known.path === path);
  // What this text makes there itself (`mktemp -d`), and that is not there yet, nobody else knows of.
  const folders = input.effects.filter(
    (other) => other.kind === 'file.create' && other.object.type === 'directory' && other.range[0] < effect.range[0],
  );
  const isOwn =
    (input.facts === 'unasked' || fact?.type === 'absent') && folders.some(({ object }) => isInside(path, object.name));
  if (protectionOf(path).some((protection) => !isOwn || !/^(?:scripts|state)$/.test(protection))) return false;
  const taken = effect.kind === 'file.delete' || effect.kind === 'file.move';
  const isWhole = effect.kind === 'file.delete' && isOwn && folders.some(({ object }) => object.name === name);
  if (taken && !isWhole && (type !== 'file' || !PLAIN_SCRATCH.test(path))) return false;
  return typeof input.facts === 'string' || isScratchFact(fact);
}

/** A link is never scratch. */
function isScratchFact(fact: PathFact | undefined): boolean {
  // macOS keeps its temporary folders below `/private`.
  if (fact === undefined || (fact.real !== fact.path && fact.real !== `/private${fact.path}`)) return false;
  return fact.type === 'absent' || (fact.type === 'file' && PLAIN_SCRATCH.test(fact.path));
}

/** Parts of a list, a log with a date: written over plain files there, or new ones. */
function isScratchPattern({ kind, object: { name }, traits }: Effect, { facts, ground }: RulingInput): boolean {
  if (!/^file\.(?:create|write)$/.test(kind) || traits.includes('recursive') || !PLAIN_SCRATCH.test(name)) return false;
  if (placeOf(name, ground) !== 'temporary' || protectionOf(name).length > 0) return false;
  if (facts === 'unasked' || kind === 'file.create') return true;
  const glob = facts === 'no-disk' ? undefined : facts.globs.find(({ pattern }) => pattern === name);
  if (glob === undefined || facts === 'no-disk') return false;
  return glob.matches.every((match) => isScratchFact(facts.paths.find(({ path }) => path === match)));
}
