import { withoutEnd } from '../../effect/withoutEnd.ts';
import type { Effect } from '../../effect/effect.ts';
import { isInside } from '../../effect/path.ts';
import { pathOf } from '../../effect/place.ts';
import type { Ground } from '../../effect/place.ts';
import { compileGlob } from './pattern.ts';
import type { NameTest } from './pattern.ts';

interface PathTest {
  readonly from: 'workspace' | 'home' | 'root';
  readonly test: NameTest;
  /** The folder before the first wildcard, relative to `from`. */
  readonly folder: string;
}

/**
 * Whether an effect reaches a path that one of the globs names: the path itself, a folder above it, or a tree that holds it,
 * since to delete `src` deletes `src/keep` too. Globs are relative to the workspace, absolute, or from `~/`.
 */
export function compilePaths(globs: readonly string[]): (effect: Effect, ground: Ground) => boolean {
  const tests = globs.map(pathTest);
  return (effect, ground) => {
    const spot = spotOf(effect, ground);
    return spot !== undefined && tests.some((test) => reaches(spot, test, ground));
  };
}

type Base = PathTest['from'];

/** Where an effect's path lies, as the globs are held against it. */
interface Spot {
  readonly ground: Ground;
  readonly path: string;
  /** The path from each base and the folders above it; absent: it does not lie there. */
  readonly from: Readonly<Record<Base, readonly string[]>>;
  readonly takesBelow: boolean;
}

/** Hundreds of rules ask for the same few effects. */
const spots = new WeakMap<Effect, Spot>();

function spotOf(effect: Effect, ground: Ground): Spot | undefined {
  const known = spots.get(effect);
  if (known?.ground === ground) return known;
  const path = pathOf(effect);
  if (path === undefined) return undefined;
  const below = (base: string): readonly string[] =>
    isInside(path, base) ? withFoldersAbove(path.slice(base === '/' ? 1 : base.length + 1)) : [];
  const from = { workspace: below(ground.workspace), home: below(ground.home), root: below('/') };
  const spot = { ground, path, from, takesBelow: takesWhatIsBelow(effect) };
  spots.set(effect, spot);
  return spot;
}

function pathTest(glob: string): PathTest {
  const from = glob.startsWith('/') ? 'root' : glob.startsWith('~/') ? 'home' : 'workspace';
  const plain = glob.replace(/^(?:\/|~\/|\.\/)/, '').replace(/\/+$/, '');
  return { from, test: compileGlob(plain), folder: withoutEnd(plain.split(/[*?]/)[0] ?? '', '/') };
}

function reaches({ path, from: folders, takesBelow }: Spot, { from, test, folder }: PathTest, ground: Ground): boolean {
  if (folders[from].some(test)) return true;
  if (!takesBelow) return false;
  const base = from === 'root' ? '/' : ground[from];
  return isInside(base === '/' ? `/${folder}` : folder === '' ? base : `${base}/${folder}`, path);
}

function takesWhatIsBelow(effect: Effect): boolean {
  const { type } = effect.object;
  return type === 'glob' || type === 'directory' || type === 'repository' || effect.traits.includes('recursive');
}

/** `a/b/c` → `a/b/c`, `a/b`, `a`. */
function withFoldersAbove(path: string): readonly string[] {
  const all = [path];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) all.push(path.slice(0, end));
  return all;
}
