import type { Effect } from '../effect/effect.ts';
import { isInside } from '../effect/path.ts';
import type { Trait } from '../effect/trait.ts';
import { isHarmlessDevice, isInRegenerated, isRegenerated, pathOf, placeOf } from '../effect/place.ts';
import { holdsHooks, isHooksFolder, protectionOf } from '../effect/protectedPath.ts';
import { saysLoss } from '../effect/words.ts';
import { broughtObjection } from './broughtFiles.ts';
import type { Settings } from './facts.ts';
import { isInHead, isItsOwn, wholeOf } from './settledEffects.ts';
import { isFirstRename } from './branchRename.ts';
import { changesMoved } from './movedByGit.ts';
import { isScratch } from './scratch.ts';
import { plainFileObjection, plainPathObjection, traitObjection } from './plainEffect.ts';
import type { RulingInput } from './rulingInput.ts';
import type { Objection } from './objection.ts';

/**
 * What stays in the workspace and git can bring back, what a build makes again, and scratch files. What cannot be
 * established holds.
 */
export function lowObjection(effect: Effect, input: RulingInput): Objection | undefined {
  const odd = traitObjection({ ...effect, traits: effect.traits.filter((trait) => !isHarmless(trait, effect, input)) });
  if (odd !== undefined) return odd;
  if (effect.kind.startsWith('file.') && changesMoved(effect, input)) return 'not-in-git';
  switch (effect.kind) {
    case 'file.create':
      if (isScratch(effect, input) || isMigrationsFolder(effect, input)) return undefined;
      if (isHooksFolderMade(effect, input)) return undefined;
      if (isStamped(effect)) return plainPathObjection(effect.object.name, input.ground);
      // A folder that is only made is empty; what bears such a name else is a link, or was moved.
      return (
        plainFileObjection(effect, input.ground, 'directory') ??
        (effect.object.type === 'file' ? hooksObjection(effect) : undefined)
      );
    case 'file.write':
      return isScratch(effect, input) ? undefined : (lossObjection(effect, input) ?? hooksObjection(effect));
    case 'file.move':
    case 'file.delete':
      return isScratch(effect, input) ? undefined : lossObjection(effect, input);
    case 'file.permission':
      // The reader says of a mode that git keeps, or that opens nothing to others.
      if (effect.undo !== 'git') return 'not-low';
      return plainFileObjection(effect, input.ground) ?? (isItself(effect, input) ? undefined : 'not-a-file');
    case 'git.change': {
      // What a remote of this repository has is as trusted as it is; what an address has is code of anybody.
      if (effect.object.type === 'remote' && /:|^[./~]/.test(effect.object.name)) return 'not-low';
      const path = pathOf(effect) ?? repositoryOf(effect);
      return path === undefined || isInside(path, input.ground.workspace) ? undefined : 'outside';
    }
    case 'git.history':
      return isFirstRename(effect, input) ? undefined : 'not-low';
    case 'exec.project':
      return saysLoss(effect.object.name) ? 'says-loss' : settingsObjection(effect, input, false);
    case 'exec.install':
      // A lock file speaks of all packages together; one that is named is another, wherever it stands in a script.
      if (/^(?:\*|providers)$/.test(effect.object.name)) return settingsObjection(effect, input, true);
      // Of pip's own list only the disk says whether it names one version of each.
      return effect.object.name.endsWith('.txt') && input.facts !== 'no-disk'
        ? settingsObjection(effect, input, true)
        : 'named-package';
    case 'container.run':
    case 'container.change':
      // The reader says `local` of services of the workspace's own compose file.
      return effect.environment === 'local' ? settingsObjection(effect, input, false) : 'not-low';
    default:
      return 'not-low';
  }
}

/** What comes as a whole is unseen: a folder that is copied, unpacked or linked to where programs look for what to run. */
function hooksObjection(effect: Effect): Objection | undefined {
  const path = pathOf(effect);
  return path !== undefined && holdsHooks(path) ? 'protected.persist' : undefined;
}

function isHarmless(trait: Trait, effect: Effect, input: RulingInput): boolean {
  switch (trait) {
    // A server of the workspace that goes on in the background, and its log: the same code, which may run as long as it likes.
    case 'unattended':
      return effect.kind === 'exec.project' || isOutput(effect) || isScratch(effect, input);
    case 'dynamic':
      return isStamped(effect);
    // What tests and checks the code in a container of the workspace's own tests and checks it here.
    case 'in-container':
      return effect.kind === 'exec.project' && effect.environment === 'local' && isCheck(effect.object.name);
    default:
      return false;
  }
}

/** A new file or folder with a date or a number in its name, which only runs tell: the pattern says what it may be. */
function isStamped({ kind, object, traits }: Effect): boolean {
  return (kind === 'file.create' || kind === 'file.write') && object.type === 'glob' && traits.includes('dynamic');
}

/** Nothing stands yet in the folder, so nothing of it is run. What comes into it is asked about by itself. */
function isHooksFolderMade({ object, traits }: Effect, { ground }: RulingInput): boolean {
  if (object.type !== 'directory' || !traits.includes('empty')) return false;
  return (
    isHooksFolder(object.name) &&
    placeOf(object.name, ground) === 'inside' &&
    protectionOf(object.name).every((protection) => protection === 'persist')
  );
}

/** An empty folder changes no schema, nor does a file that only says that it is a package. */
function isMigrationsFolder({ object, traits }: Effect, { ground, facts }: RulingInput): boolean {
  const isMark = object.type === 'file' && traits.includes('empty');
  if ((object.type !== 'directory' && !isMark) || placeOf(object.name, ground) !== 'inside') return false;
  if (isMark && typeof facts !== 'string') {
    const fact = facts.paths.find(({ path }) => path === object.name);
    if (fact === undefined || !isItsOwn(fact) || fact.type !== 'absent') return false;
  }
  return protectionOf(object.name).every((protection) => protection === 'state');
}

/** Where the branch or stash lies, when that is another repository than the workspace's. */
function repositoryOf({ object: { connection } }: Effect): string | undefined {
  return connection?.dialect === 'git' ? connection.target : undefined;
}

const CHECKS =
  /^(?:[\w.-]+ )?(?:run )?(?:tests?|lint|check|typecheck|type-check|spec|specs|pytest|jest|vitest|mocha|rspec|phpunit|pest|tsc|eslint|mypy|ruff|flake8|rubocop|phpstan|tox)(?::[\w:-]+)?$/;
/** A check that is named itself, not by a script, takes the files to check. */
const CHECK_OF_FILES =
  /^(?:pytest|jest|vitest|mocha|rspec|phpunit|pest|tsc|eslint|mypy|ruff|flake8|rubocop|phpstan|tox)(?: (?:run|check))?(?: [\w./:[\]@*-]+)+$/;

function isCheck(name: string): boolean {
  return CHECKS.test(name) || CHECK_OF_FILES.test(name);
}

/** What a tool makes where it is told to, which it is seldom told to make of something that is there. */
function isOutput(effect: Effect): boolean {
  return effect.kind === 'file.write' && !effect.traits.includes('overwrites');
}

/** A file that is gone or another afterwards: only one that git or a build can bring back. */
function lossObjection(effect: Effect, input: RulingInput): Objection | undefined {
  const path = pathOf(effect);
  if (path !== undefined && isHarmlessDevice(path)) return undefined;
  if (effect.object.type === 'glob') return globObjection(effect, input);
  if (effect.kind === 'file.delete' && isRemade(path, input))
    return plainFileObjection(effect, input.ground, 'directory');
  const tree = wholeTree(effect, input);
  if (tree !== undefined)
    return plainFileObjection(effect, input.ground, 'directory') ?? matchesObjection(effect, tree, input);
  const isTaken =
    effect.kind !== 'file.write' &&
    (input.facts === 'unasked' || (effect.kind === 'file.delete' && isAbsent(path, input)));
  const or = isTaken || isNewFolder(effect, input) ? 'directory' : undefined;
  return (
    plainFileObjection(effect, input.ground, or) ??
    (isKept(effect, input) ? goneObjection(effect, input) : 'not-in-git')
  );
}

/**
 * Taken away, and not there: what it means may lie elsewhere, or be made before it is this one's turn. What the text itself
 * has made before is known, and what a build makes again is no loss whenever it comes.
 */
function goneObjection(effect: Effect, { facts, effects, ground }: RulingInput): Objection | undefined {
  const path = pathOf(effect);
  if (typeof facts === 'string' || path === undefined || effect.kind === 'file.write') return undefined;
  if (facts.paths.find((known) => known.path === path)?.type !== 'absent') return undefined;
  const isMade = (other: Effect): boolean =>
    (other.kind === 'file.create' || other.kind === 'file.write') &&
    other.object.name === effect.object.name &&
    other.range[0] < effect.range[0];
  return isInRegenerated(path, ground.workspace) || effects.some(isMade) ? undefined : 'not-there';
}

/** A pattern stands for what it matches now: git or a build can bring each of these back. Without a disk nobody knows them. */
function globObjection(effect: Effect, { facts, ground, effects }: RulingInput): Objection | undefined {
  // What it makes anew bears such names too.
  const objection =
    plainPathObjection(effect.object.name, ground) ?? broughtObjection(effect, { facts, ground, effects });
  if (objection !== undefined || facts === 'unasked') return objection;
  const glob =
    typeof facts === 'string' ? undefined : facts.globs.find(({ pattern }) => pattern === effect.object.name);
  const isNothing = glob?.matches.length === 0 && isRegenerated(effect.object.name);
  // `del /s *.log` goes below what the pattern says.
  if (!isNothing && effect.traits.includes('recursive') && !/\/\*\*|\/\*$/.test(effect.object.name))
    return 'unknown-object';
  if (glob === undefined || facts === 'no-disk') return 'unknown-object';
  // What a tool names itself, or makes of what another pattern matches, bears names that are free; else a pattern stands for what should be there.
  const isMade =
    isStamped(effect) ||
    isOutput(effect) ||
    (effect.kind === 'file.write' && effects.some((other) => other !== effect && other.object.type === 'glob'));
  if (!isMade && glob.matches.length === 0 && !isNothing) return 'not-there';
  return matchesObjection(effect, glob.matches, { facts, ground });
}

/** Git or a build can bring each of these back. */
function matchesObjection(
  effect: Effect,
  matches: readonly string[],
  { facts, ground }: Pick<RulingInput, 'facts' | 'ground'>,
): Objection | undefined {
  for (const match of matches) {
    const objection = plainPathObjection(match, ground);
    if (objection !== undefined) return objection;
    const fact = typeof facts === 'string' ? undefined : facts.paths.find(({ path }) => path === match);
    const back =
      fact !== undefined && (isInHead(fact) || (effect.kind === 'file.delete' && isItsOwn(fact) && fact.remade));
    if (back !== true) return 'not-in-git';
  }
  return undefined;
}

/** What a folder holds that is taken away or moved as a whole, as far as the disk was looked at. */
function wholeTree(effect: Effect, { facts }: RulingInput): readonly string[] | undefined {
  const path = pathOf(effect);
  if (typeof facts === 'string' || path === undefined || effect.kind === 'file.write') return undefined;
  return facts.globs.find(({ pattern }) => pattern === wholeOf(path))?.matches;
}

function isRemade(path: string | undefined, { facts, ground }: RulingInput): boolean {
  if (path === undefined || facts === 'no-disk') return false;
  if (facts === 'unasked') return isInRegenerated(path, ground.workspace);
  const fact = facts.paths.find((known) => known.path === path);
  return fact?.remade === true && isItsOwn(fact);
}

/**
 * Project code runs by settings that are as HEAD has them, an install by such a lock file. Without a disk there is no
 * workspace in which they could have changed.
 */
function settingsObjection(effect: Effect, input: RulingInput, lock: boolean): Objection | undefined {
  const fits = (settings: Settings): boolean =>
    settings.lock === lock && settings.range[0] === effect.range[0] && settings.range[1] === effect.range[1];
  if (!input.settings.some(fits)) return 'unknown-settings';
  if (typeof input.facts === 'string') return undefined;
  const facts = input.facts.settings.filter(fits);
  return facts.length > 0 && facts.every(({ kept }) => kept) ? undefined : 'changed-settings';
}

/**
 * Nothing is lost: the file is not there yet, or it is tracked, equal to HEAD, and the path itself, so that git can bring it
 * back. Without a disk only the text counts: to add to a file takes nothing away.
 */
function isKept(effect: Effect, input: RulingInput): boolean {
  if (input.facts === 'unasked') return true;
  if (input.facts === 'no-disk') return isOutput(effect);
  const path = pathOf(effect);
  const fact = input.facts.paths.find((known) => known.path === path);
  return fact !== undefined && (isInHead(fact) || (isItsOwn(fact) && fact.type === 'absent'));
}

/** What it would be, if it were there, nobody knows. */
function isAbsent(path: string | undefined, { facts }: RulingInput): boolean {
  if (typeof facts === 'string') return false;
  return facts.paths.some((fact) => fact.path === path && isItsOwn(fact) && fact.type === 'absent');
}

/** A folder that is not there yet: what is written into it is new. */
function isNewFolder(effect: Effect, input: RulingInput): boolean {
  if (effect.kind !== 'file.write' || effect.object.type !== 'directory') return false;
  return input.facts === 'unasked' || isAbsent(pathOf(effect), input);
}

/** The very file that the text names, where there is a disk, or nothing yet. */
function isItself(effect: Effect, input: RulingInput): boolean {
  if (typeof input.facts === 'string') return true;
  const path = pathOf(effect);
  return input.facts.paths.some((fact) => fact.path === path && isItsOwn(fact) && /^(?:file|absent)$/.test(fact.type));
}
