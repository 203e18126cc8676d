import type { Effect } from './effect.ts';
import { baseName, globFolder, isInside, normalPath } from './path.ts';
import { comparable, isWindowsPath, behindMount, slashed } from './windowsPath.ts';

/** Where the action stands, for judging where its objects lie. Absolute, normal paths. */
export interface Ground {
  readonly workspace: string;
  readonly home: string;
}

/** Where a path lies, the most telling word first. */
export type Place = 'root' | 'system' | 'home' | 'repository' | 'workspace' | 'inside' | 'temporary' | 'outside';

const SYSTEM = [
  '/bin',
  '/boot',
  '/dev',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/opt',
  '/proc',
  '/run',
  '/sbin',
  '/sys',
  '/usr',
  '/var',
  '/Applications',
  '/Library',
  '/System',
  '/private/etc',
  '/private/var',
];
const TEMPORARY = ['/tmp', '/var/tmp', '/private/tmp', '/var/folders', '/private/var/folders', '/dev/shm'];
/** Devices that swallow or yield bytes and change nothing. */
const HARMLESS_DEVICE = /^\/dev\/(?:null|zero|full|random|urandom|stdin|stdout|stderr|tty|fd\/[0-9]+)$/;

/**
 * Where a path lies. `root`: `/` itself or all of it · `home`: a home folder itself, or what holds it · `workspace`: the
 * workspace itself, or what holds it · `repository`: inside `.git`.
 */
export function placeOf(path: string, ground: Ground): Place {
  const normal = normalPath(path);
  if (isWindowsPath(normal)) return windowsPlace(normal, windowsGround(ground));
  if (normal === '/') return 'root';
  if (isInside(normal, ground.workspace)) {
    if (normal === ground.workspace) return 'workspace';
    return isInside(normal, `${ground.workspace}/.git`) ? 'repository' : 'inside';
  }
  if (TEMPORARY.some((folder) => isInside(normal, folder))) return 'temporary';
  if (normal === ground.home || isInside(ground.home, normal) || /^\/(?:home|Users)(?:\/[^/]+)?$/.test(normal))
    return 'home';
  if (isInside(ground.workspace, normal)) return 'workspace';
  if (SYSTEM.some((folder) => isInside(normal, folder))) return 'system';
  return 'outside';
}

const WINDOWS_SYSTEM =
  /^\/[a-z]:\/(?:windows|winnt|program files(?: \(x86\))?|programdata|recovery|boot|efi|system volume information)(?:\/|$)|^\/[a-z]:\/(?:bootmgr|pagefile\.sys|hiberfil\.sys)$/;
const WINDOWS_TEMPORARY =
  /^\/[a-z]:\/(?:windows\/temp|temp|tmp)(?:\/|$)|^\/[a-z]:\/users\/[^/]+\/appdata\/local\/temp(?:\/|$)/;
const WINDOWS_HOME = /^\/[a-z]:\/users(?:\/[^/]+)?$/;

/** In WSL and Git Bash the workspace and the home folder are seen from Windows by other names. */
function windowsGround(ground: Ground): Ground {
  return {
    workspace: behindMount(ground.workspace) ?? ground.workspace,
    home: behindMount(ground.home) ?? ground.home,
  };
}

function windowsPlace(normal: string, ground: Ground): Place {
  const path = comparable(normal);
  if (/^\/[a-z]:$|^\/\/[^/]+\/[^/]+$/.test(path)) return 'root';
  if (isInside(normal, ground.workspace)) {
    if (isInside(ground.workspace, normal)) return 'workspace';
    return isInside(normal, `${ground.workspace}\\.git`) ? 'repository' : 'inside';
  }
  if (WINDOWS_TEMPORARY.test(path)) return 'temporary';
  if (isInside(ground.home, normal) || WINDOWS_HOME.test(path)) return 'home';
  if (isInside(ground.workspace, normal)) return 'workspace';
  return WINDOWS_SYSTEM.test(path) ? 'system' : 'outside';
}

/** A file of a person: in a home folder and not in the workspace. `/usr`, `/etc`, `/tmp` are not private, nor is a public key. */
export function isPrivate(path: string, ground: Ground): boolean {
  const normal = normalPath(path);
  if (/\/\.ssh\/[\w.-]+\.pub$/.test(normal)) return false;
  if (isWindowsPath(normal)) {
    if (isInside(normal, windowsGround(ground).workspace)) return false;
    return isInside(normal, ground.home) || /^\/[a-z]:\/users(?:\/|$)/.test(comparable(normal));
  }
  if (isInside(normal, ground.workspace)) return false;
  if (isInside(normal, ground.home) || /^\/(?:home|Users|root)(?:\/|$)/.test(normal)) return true;
  const mounted = behindMount(normal);
  return mounted !== undefined && isPrivate(mounted, ground);
}

export function isHarmlessDevice(path: string): boolean {
  return HARMLESS_DEVICE.test(path);
}

/** The path that an effect's object stands for: the folder of a glob; undefined when it is no path. */
export function pathOf(effect: Pick<Effect, 'object'>): string | undefined {
  const { type, name } = effect.object;
  if (!name.startsWith('/') && !isWindowsPath(name)) return undefined;
  if (type === 'file' || type === 'directory' || type === 'repository' || type === 'worktree') return normalPath(name);
  if (type === 'glob') return globFolder(name);
  return undefined;
}

/** Folders that tools make again from what is kept: losing them costs time, not work. */
const REGENERATED = new Set([
  'node_modules',
  'dist',
  'build',
  'out',
  'target',
  'coverage',
  '__pycache__',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.next',
  '.nuxt',
  '.turbo',
  '.cache',
  '.parcel-cache',
  '.svelte-kit',
  '.gradle',
  '.tox',
  '.venv',
  'venv',
  '.eggs',
  '.nyc_output',
  '.vite',
  '.vitest',
  '.angular',
  '.docusaurus',
  '.eslintcache',
  '.hypothesis',
  '.nox',
  '.output',
  'htmlcov',
  '_build',
  '.build',
  '.dart_tool',
  'DerivedData',
  '.coverage',
  'storybook-static',
  'playwright-report',
  'test-results',
  '.sass-cache',
  '.ipynb_checkpoints',
  '.webpack',
  '.expo',
  '.astro',
  '.vinxi',
  '.nitro',
  '.rollup.cache',
  '.jekyll-cache',
  '.serverless',
  '.stryker-tmp',
  '.pytype',
  '.pyre',
]);

/** Where tools keep what they have fetched or computed once: they get it again. */
export function isCache(path: string): boolean {
  return /\/(?:\.cache|Caches|\.npm|\.pnpm-store|\.yarn\/(?:berry|cache)|\.gradle\/(?:caches|daemon)|\.m2\/repository|\.cargo\/registry|\.nuget\/packages|\.ivy2|go\/pkg\/mod|DerivedData|__pycache__|[^/]*-cache)(?:\/|$)/.test(
    slashed(path),
  );
}

/** Whether a path or a pattern names what tools make again. */
export function isRegenerated(path: string): boolean {
  const name = baseName(normalPath(path));
  return (
    REGENERATED.has(name) ||
    /\.(?:py[co]|tsbuildinfo|egg-info)$/.test(name) ||
    /\/(?:node_modules|__pycache__)\//.test(slashed(path))
  );
}

/** Whether a path of the workspace bears such a name, or a folder that it lies in does. */
export function isInRegenerated(path: string, workspace: string): boolean {
  for (let at = path; at !== workspace && isInside(at, workspace); at = at.slice(0, at.lastIndexOf('/')))
    if (isRegenerated(at)) return true;
  return false;
}
