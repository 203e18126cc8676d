import type { Effect } from '../effect/effect.ts';
import { READ_KINDS } from '../effect/baseLevel.ts';
import { isInside } from '../effect/path.ts';
import { isPrivate, pathOf } from '../effect/place.ts';
import { protectionOf } from '../effect/protectedPath.ts';
import { isLoopback } from '../effect/loopback.ts';
import type { Trait } from '../effect/trait.ts';
import { lowObjection } from './lowPass.ts';
import { plainFileObjection, traitObjection } from './plainEffect.ts';
import type { RulingInput } from './rulingInput.ts';
import type { Objection } from './objection.ts';

/** Why `autoPass` does not pass one effect, as a code; undefined when it does. */
export function autoPassObjection(effect: Effect, input: RulingInput): Objection | undefined {
  if (input.autoPass === 'nothing') return 'nothing';
  if (input.edit) return editObjection(effect, input);
  if (READ_KINDS.has(effect.kind)) return readObjection(effect, input);
  return input.autoPass === 'low' ? lowObjection(effect, input) : 'not-a-read';
}

/** A database is on another machine anyway, and a server on a container's own loopback is that container's: asking it from there is no more than asking it. */
const ELSEWHERE: ReadonlySet<Trait> = new Set(['remote', 'in-container']);

/** Who may read the machine's logs differs from one system to the next: `sudo tail /var/log/syslog` is no more than a look. */
function isSystemLog(effect: Effect): boolean {
  const path = effect.kind === 'file.read' ? pathOf(effect) : undefined;
  return path !== undefined && isInside(path, '/var/log') && path !== '/var/log';
}

/** Catalogues in which values of people's own rows stand: large objects, statistics of columns, session variables. */
const HOLDS_ROWS = /^pg_catalog\.pg_(?:largeobject$|stat(?:istic|s)(?:_|$))|\.user_variables_by_thread$/;

/** What a database server tells of itself (`sudo -u postgres psql`): no rows of anybody's. What is secret of it is another kind. */
function isServersOwn({ kind, object: { name } }: Effect): boolean {
  return (
    kind === 'sql.read' &&
    /^(?:pg_catalog|information_schema|performance_schema)\./.test(name) &&
    !HOLDS_ROWS.test(name)
  );
}

function readObjection(effect: Effect, input: RulingInput): Objection | undefined {
  const asks =
    effect.kind === 'sql.read' ||
    effect.kind === 'store.read' ||
    (effect.kind === 'network.fetch' && effect.object.type === 'host' && isLoopback(effect.object.name.toLowerCase()));
  // A look that goes on in the background is still a look.
  const harmless = (trait: Trait): boolean =>
    trait === 'unattended' ||
    // `x=ls; $x`: what is read is known, however the command was spelled.
    (trait === 'disguised' && effect.certainty === 'certain') ||
    (asks && ELSEWHERE.has(trait)) ||
    (trait === 'elevated' && (isSystemLog(effect) || isServersOwn(effect)));
  const odd = traitObjection({ ...effect, traits: effect.traits.filter((trait) => !harmless(trait)) });
  if (odd !== undefined) return odd;
  switch (effect.kind) {
    case 'file.read': {
      const path = pathOf(effect);
      if (path === undefined) return 'unknown-object';
      // That a key is there, and since when, opens nothing.
      if (!effect.traits.includes('names-only') && protectionOf(path).includes('secret')) return 'secret';
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

/** Whether a whole tree or a pattern above the home folder takes private files along; WSL shows those of Windows below `/mnt/c`. */
function reachesHome(effect: Effect, path: string, input: RulingInput): boolean {
  const above = isInside(input.ground.home, path) || /^\/(?:mnt|cygdrive)(?:\/[a-z])?$|^\/[a-z]$/i.test(path);
  if (!above || isInside(path, input.ground.workspace)) return false;
  if (effect.traits.includes('recursive')) return true;
  return effect.object.type === 'glob' && effect.object.name.slice(path.length).replace(/^\//, '').includes('/');
}

/** A write by the agent's own edit tool, in the workspace, to a file that is only a file. */
function editObjection(effect: Effect, input: RulingInput): Objection | undefined {
  if (effect.kind !== 'file.write' && effect.kind !== 'file.create') return effect.kind;
  return traitObjection(effect) ?? plainFileObjection(effect, input.ground);
}
