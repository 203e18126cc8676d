import type { Effect } from '../effect/effect.ts';
import { READ_KINDS } from '../effect/baseLevel.ts';
import { isInside } from '../effect/path.ts';
import { isHarmlessDevice, isPrivate, pathOf, placeOf } from '../effect/place.ts';
import { protectionOf } from '../effect/protectedPath.ts';
import { isLoopback } from '../effect/rate.ts';
import type { Trait } from '../effect/trait.ts';
import { saysLoss } from '../effect/words.ts';
import type { Settings } from './facts.ts';
import type { RulingInput } from './rule.ts';

/** Traits that leave a read a plain read. Any other trait needs a person. */
const PLAIN_TRAITS: ReadonlySet<Trait> = new Set([
  'recursive',
  'forced',
  'no-where',
  'constant-where',
  'whole-table',
  'cascade',
  'overwrites',
]);

/** Why `autoPass` does not pass one effect, as a code; undefined when it does. */
export function autoPassObjection(effect: Effect, input: RulingInput): string | undefined {
  if (input.autoPass === 'nothing') return 'nothing';
  if (input.edit) return editObjection(effect, input);
  if (READ_KINDS.has(effect.kind)) return readObjection(effect, input);
  return input.autoPass === 'low' ? lowObjection(effect, input) : 'not-a-read';
}

function traitObjection(effect: Effect): string | undefined {
  const odd = effect.traits.find((trait) => !PLAIN_TRAITS.has(trait));
  return odd === undefined ? undefined : `trait.${odd}`;
}

/** A database is on another machine anyway: asking it from there, or from a container, is no more than asking it. */
const ELSEWHERE: ReadonlySet<Trait> = new Set(['remote', 'in-container']);

/** Who may read the machine's logs differs from one system to the next: `sudo tail /var/log/syslog` is no more than a look. */
function isSystemLog(effect: Effect): boolean {
  const path = effect.kind === 'file.read' ? pathOf(effect) : undefined;
  return path !== undefined && isInside(path, '/var/log') && path !== '/var/log';
}

function readObjection(effect: Effect, input: RulingInput): string | undefined {
  const asks = effect.kind === 'sql.read' || effect.kind === 'store.read';
  const harmless = (trait: Trait): boolean =>
    (asks && ELSEWHERE.has(trait)) || (trait === 'elevated' && isSystemLog(effect));
  const odd = traitObjection({ ...effect, traits: effect.traits.filter((trait) => !harmless(trait)) });
  if (odd !== undefined) return odd;
  switch (effect.kind) {
    case 'file.read': {
      const path = pathOf(effect);
      if (path === undefined) return 'unknown-object';
      if (protectionOf(path).includes('secret')) return 'secret';
      return isPrivate(path, input.ground) || reachesHome(effect, path, input) ? 'private' : undefined;
    }
    case 'network.fetch': {
      const host = effect.object.name.toLowerCase();
      if (effect.object.type !== 'host') return 'unknown-object';
      if (isLoopback(host)) return undefined;
      const known = typeof input.facts === 'object' ? input.facts.knownHosts : [];
      // Before anyone looked, a host may still turn out to be known.
      return input.facts === 'unasked' || known.includes(host) ? undefined : 'unknown-host';
    }
    default:
      return undefined;
  }
}

/** Whether a whole tree or a pattern above the home folder takes private files along. */
function reachesHome(effect: Effect, path: string, input: RulingInput): boolean {
  if (!isInside(input.ground.home, path) || isInside(path, input.ground.workspace)) return false;
  if (effect.traits.includes('recursive')) return true;
  return effect.object.type === 'glob' && effect.object.name.slice(path.length).replace(/^\//, '').includes('/');
}

/** A write by the agent's own edit tool, in the workspace, to a file that is only a file. */
function editObjection(effect: Effect, input: RulingInput): string | undefined {
  if (effect.kind !== 'file.write' && effect.kind !== 'file.create') return effect.kind;
  return traitObjection(effect) ?? plainFileObjection(effect, input);
}

function plainFileObjection(effect: Effect, input: RulingInput, or?: 'directory'): string | undefined {
  const path = effect.object.type === 'file' || effect.object.type === or ? pathOf(effect) : undefined;
  if (path === undefined) return 'unknown-object';
  if (placeOf(path, input.ground) !== 'inside') return 'outside';
  const protection = protectionOf(path)[0];
  return protection === undefined ? undefined : `protected.${protection}`;
}

/** What stays in the workspace and git can bring back, and scratch files. What cannot be established holds. */
function lowObjection(effect: Effect, input: RulingInput): string | undefined {
  // A server of the workspace that goes on in the background, and its log: the same code, which may run as long as it likes.
  const goesOn = effect.kind === 'exec.project' || isScratch(effect, input);
  const odd = traitObjection(
    goesOn ? { ...effect, traits: effect.traits.filter((trait) => trait !== 'unattended') } : effect,
  );
  if (odd !== undefined) return odd;
  switch (effect.kind) {
    case 'file.create':
      return isScratch(effect, input) ? undefined : plainFileObjection(effect, input, 'directory');
    case 'file.write':
    case 'file.move':
    case 'file.delete': {
      if (isScratch(effect, input)) return undefined;
      const path = pathOf(effect);
      if (path !== undefined && isHarmlessDevice(path)) return undefined;
      return plainFileObjection(effect, input) ?? (isKept(effect, input) ? undefined : 'not-in-git');
    }
    case 'git.change': {
      const path = pathOf(effect);
      return path === undefined || isInside(path, input.ground.workspace) ? undefined : 'outside';
    }
    case 'exec.project':
      return saysLoss(effect.object.name) ? 'says-loss' : settingsObjection(effect, input, false);
    case 'exec.install':
      return settingsObjection(effect, input, true);
    default:
      return 'not-low';
  }
}

/**
 * Project code runs by settings that are as HEAD has them, an install by such a lock file. Without a disk there is no
 * workspace in which they could have changed.
 */
function settingsObjection(effect: Effect, input: RulingInput, lock: boolean): string | undefined {
  const fits = (settings: Settings): boolean =>
    settings.lock === lock && settings.range[0] === effect.range[0] && settings.range[1] === effect.range[1];
  if (!input.settings.some(fits)) return 'unknown-settings';
  if (typeof input.facts === 'string') return undefined;
  const facts = input.facts.settings.filter(fits);
  return facts.length > 0 && facts.every(({ kept }) => kept) ? undefined : 'changed-settings';
}

/**
 * Made in the system's temporary folder, where nobody keeps anything: a new file or folder, or one that lies there by itself.
 * What lies deeper may be another workspace's. A link is never scratch.
 */
function isScratch(effect: Effect, input: RulingInput): boolean {
  if (effect.kind !== 'file.create' && effect.kind !== 'file.write') return false;
  const { type } = effect.object;
  const path = type === 'file' || type === 'directory' ? pathOf(effect) : undefined;
  if (path === undefined || placeOf(path, input.ground) !== 'temporary' || protectionOf(path).length > 0) return false;
  if (typeof input.facts === 'string') return true;
  const fact = input.facts.paths.find((known) => known.path === path);
  // macOS keeps its temporary folders below `/private`.
  if (fact === undefined || (fact.real !== path && fact.real !== `/private${path}`)) return false;
  return fact.type === 'absent' || (fact.type === 'file' && /^(?:\/private|\/var)?\/tmp\/[^/]+$/.test(path));
}

/**
 * Nothing is lost: the file is not there yet, or it is tracked, equal to HEAD, and the path itself, so that git can bring it
 * back. Without a disk only the text counts: to add to a file takes nothing away.
 */
function isKept(effect: Effect, input: RulingInput): boolean {
  if (input.facts === 'unasked') return true;
  if (input.facts === 'no-disk') return effect.kind === 'file.write' && !effect.traits.includes('overwrites');
  const path = pathOf(effect);
  const fact = input.facts.paths.find((known) => known.path === path);
  if (fact === undefined || fact.real !== fact.path) return false;
  return fact.type === 'absent' || (fact.type === 'file' && fact.tracked && !fact.modified);
}
