import { readdirSync } from 'node:fs';
import path from 'node:path';
import { isInside } from '../../effect/path.ts';
import { mayChange } from '../../reading/changes.ts';
import type { Change } from '../../reading/reader.ts';
import { exists } from './pathFact.ts';

/** More settings than this in one place are not compared. */
const MOST_FILES = 120;

const LOCK =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|deno\.lock|Cargo\.lock|Gemfile\.lock|poetry\.lock|uv\.lock|pdm\.lock|Pipfile\.lock|composer\.lock|go\.sum|mix\.lock|packages\.lock\.json|gradle\.lockfile|flake\.lock|\.terraform\.lock\.hcl)$/;

/**
 * Files by which package managers, build tools, test runners and linters find what to run: names known to be such, and the
 * common forms (`x.config.ts`, `.xrc.json`). It is a list of names: a tool with settings of another name is not covered.
 */
const SETTINGS =
  /^(?:package\.json|pnpm-workspace\.yaml|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.c?js|bunfig\.toml|deno\.jsonc?|[jt]sconfig(?:\..+)?\.json|lerna\.json|nx\.json|project\.json|turbo\.json|angular\.json|biome\.jsonc?|rush\.json|nodemon\.json|Gruntfile\..+|gulpfile\..+|.+\.(?:config|conf|setup|workspace|preset)\.[cm]?[jt]sx?|\.[a-z][a-z0-9-]*rc(?:\.(?:json|ya?ml|toml|[cm]?[jt]s))?|\.editorconfig|[GN]?[Mm]akefile|GNUmakefile|.+\.mk|[Jj]ustfile|\.justfile|[Tt]askfile\.ya?ml|CMakeLists\.txt|CMakePresets\.json|meson\.build|BUILD(?:\.bazel)?|WORKSPACE|MODULE\.bazel|build\.ninja|pyproject\.toml|setup\.(?:py|cfg)|tox\.ini|pytest\.ini|mypy\.ini|noxfile\.py|conftest\.py|tasks\.py|fabfile\.py|manage\.py|requirements.*\.(?:txt|in)|Pipfile|\.flake8|\.coveragerc|ruff\.toml|\.pre-commit-config\.yaml|Gemfile|Rakefile|.+\.gemspec|\.rspec|Guardfile|composer\.json|phpunit\.xml(?:\.dist)?|phpstan\.neon(?:\.dist)?|artisan|Cargo\.toml|build\.rs|rust-toolchain(?:\.toml)?|go\.(?:mod|work)|\.golangci\.ya?ml|pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|gradle\.properties|gradlew|mvnw|build\.sbt|mix\.exs|.+\.(?:csproj|fsproj|vbproj|sln)|Directory\.Build\.(?:props|targets)|nuget\.config|global\.json|Dockerfile(?:\..+)?|.+\.Dockerfile|(?:docker-)?compose(?:[.-].+)?\.ya?ml|Procfile(?:\..+)?|Vagrantfile|lefthook\.ya?ml|\.tool-versions|\.?mise(?:\.local)?\.toml|flake\.(?:nix|lock)|shell\.nix|pixi\.(?:toml|lock)|devbox\.json|hatch\.toml|uv\.toml|\.nvmrc|\.node-version|\.python-version|\.ruby-version)$/;

/** Folders of settings that tools read besides. */
const FOLDERS = ['.cargo', '.mvn', 'gradle/wrapper', '.config', '.husky', '.yarn/releases', '.yarn/plugins'];

export function isLockFile(file: string): boolean {
  return LOCK.test(path.basename(file));
}

/** Whether a text that changes this before makes others of the settings, or brings new ones. `files`: those that are there. */
export function changesSettings(change: Change, directory: string, files: readonly string[]): boolean {
  if (files.some((file) => mayChange(change, file))) return true;
  if (change.ending !== undefined) return false;
  const name = path.basename(change.place);
  const isNew = (SETTINGS.test(name) || LOCK.test(name)) && isInside(directory, path.dirname(change.place));
  return isNew || isInside(directory, change.place) || isInFolder(change.place, directory);
}

/** Whether it is a folder of settings around `directory`, or lies in one. */
function isInFolder(place: string, directory: string): boolean {
  for (let at = directory; ; at = path.dirname(at)) {
    if (FOLDERS.some((folder) => isInside(place, path.join(at, folder)) || isInside(path.join(at, folder), place)))
      return true;
    if (at === path.dirname(at)) return false;
  }
}

/**
 * By these a tool that finds none in the workspace looks for them above it. Of settings up there nothing is compared: no action
 * of the workspace's changes them unseen.
 */
const FOUND_FROM_BELOW =
  'package.json deno.json deno.jsonc Cargo.toml go.mod go.work pyproject.toml Gemfile Rakefile composer.json settings.gradle settings.gradle.kts pom.xml mix.exs MODULE.bazel WORKSPACE justfile Justfile .justfile Taskfile.yml Taskfile.yaml compose.yaml compose.yml docker-compose.yaml docker-compose.yml'.split(
    ' ',
  );

/** Whether a tool that is started in the workspace would go by a project that lies around it. */
export function isInProject(workspace: string): boolean {
  for (let at = path.dirname(workspace); ; at = path.dirname(at)) {
    if (FOUND_FROM_BELOW.some((name) => exists(path.join(at, name)))) return true;
    if (at === path.dirname(at)) return false;
  }
}

/** The settings from `directory` up to the workspace. Undefined: more than can be compared. */
export function settingsAround(directory: string, workspace: string): readonly string[] | undefined {
  const files: string[] = [];
  for (let at = directory; ; at = path.dirname(at)) {
    for (const name of namesIn(at)) if (SETTINGS.test(name) || LOCK.test(name)) files.push(path.join(at, name));
    for (const folder of FOLDERS)
      for (const name of namesIn(path.join(at, folder))) files.push(path.join(at, folder, name));
    if (at === workspace || at === path.dirname(at)) break;
  }
  return files.length > MOST_FILES ? undefined : files;
}

/** Files and links, not folders: a tool reads a link for what it leads to, and it is never as HEAD has it. */
function namesIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
