import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseGitConfig } from './gitConfig.ts';
import type { GitSetting } from './gitConfig.ts';
import { exists } from './pathFact.ts';
import { smallText, UNREADABLE } from './smallText.ts';

export interface GitProgram {
  readonly where: string;
  readonly key: string;
}

/** Keys whose value is a program that commands may start which only look (git-config(1), git 2.50). */
const PROGRAM_KEY =
  /^(?:core\.(?:pager|alternaterefscommand)|pager\..+|diff\.external|diff\..+\.(?:command|textconv)|filter\..+\.(?:clean|smudge|process)|lfs\.extension\..+\.(?:clean|smudge)|merge\..+\.driver|interactive\.difffilter|gpg\.(?:.+\.)?program|gpg\.ssh\.defaultkeycommand|(?:diff|merge|gui)tool\..+\.(?:cmd|path)|tar\..+\.command|trailer\..+\.(?:command|cmd)|browser\..+\.(?:cmd|path)|man\..+\.(?:cmd|path)|uploadpack\.packobjectshook)$/;
/** The same of those by which git reaches a remote or asks a person: commands that only look start none of them. */
const ACTIVE_KEY =
  /^(?:core\.(?:sshcommand|gitproxy|askpass|editor)|sequence\.editor|credential\.(?:.+\.)?helper|remote\..+\.(?:uploadpack|receivepack|vcs)|lfs\.customtransfer\..+\.path|sendemail\..+cmd)$/;
/** A partial clone: also a command that only looks fetches what it lacks. */
const PARTIAL_KEY = /^(?:extensions\.partialclone|remote\..+\.(?:promisor|partialclonefilter))$/;
/** No program: git's own daemon, or its usual pager. */
const BOOLEAN = /^(?:true|false|yes|no|on|off|1|0|)$/i;
const MOST_INCLUDES = 8;

/** The repository that git would use from a folder. */
interface Repository {
  /** The folder that hooks are run in. */
  readonly root: string;
  /** Where HEAD lies. */
  readonly gitDir: string;
  /** Where config and hooks lie: another folder for a linked work tree. */
  readonly commonDir: string;
}

/** `looks`: it only looks, reaches no remote and asks nobody · `reaches`: it may, and changes nothing here · `changes`: it may do all. */
export type GitUse = 'looks' | 'reaches' | 'changes';

/**
 * Programs that the configuration of the repository around `directory` would start. The person's own configuration
 * (`~/.gitconfig`) is theirs and not looked at.
 */
export function gitPrograms(directory: string, use: GitUse): readonly GitProgram[] {
  const repository = repositoryOf(directory);
  if (repository === undefined) return [];
  if (repository === 'unreadable') return [{ where: directory, key: '.git' }];
  const programs: GitProgram[] = [];
  const settings: (GitSetting & { readonly where: string })[] = [];
  const files = [path.join(repository.commonDir, 'config'), path.join(repository.gitDir, 'config.worktree')];
  for (let at = 0; at < files.length; at++) {
    const file = files[at] ?? '';
    const read = at < MOST_INCLUDES ? settingsOf(file) : undefined;
    if (read === undefined) {
      programs.push({ where: file, key: 'unreadable' });
      continue;
    }
    for (const { key, value } of read) {
      if (key.startsWith('include') && key.endsWith('.path'))
        files.push(path.resolve(path.dirname(file), atHome(value)));
      settings.push({ key, value, where: file });
    }
  }
  const active = use !== 'looks' || settings.some(({ key }) => PARTIAL_KEY.test(key));
  for (const { key, value, where } of settings) if (isProgram(key, value, active)) programs.push({ where, key });
  programs.push(...hooks(repository, settings, use === 'changes'));
  return programs;
}

function isProgram(key: string, value: string, active: boolean): boolean {
  if (key === 'core.fsmonitor' || key.startsWith('pager.')) return !BOOLEAN.test(value);
  // A work tree elsewhere: what the action names is not what git touches.
  if (key === 'core.worktree') return true;
  if (/^submodule\..+\.update$/.test(key)) return value.startsWith('!');
  if (/^remote\..+\.(?:push)?url$/.test(key)) return HELPER.test(value);
  if (/^url\..+\.(?:push)?insteadof$/.test(key)) return HELPER.test(key.slice('url.'.length));
  return value !== '' && (PROGRAM_KEY.test(key) || (active && ACTIVE_KEY.test(key)));
}

/** An address that git hands to a program of this name: `ext::sh -c …`. */
const HELPER = /^[a-z][a-z0-9+.-]*::/i;

function atHome(value: string): string {
  return value.replace(/^~(?=\/|$)/, process.env['HOME'] ?? '~');
}

function settingsOf(file: string): readonly GitSetting[] | undefined {
  const text = smallText(file);
  if (text === undefined) return [];
  return text === UNREADABLE ? undefined : parseGitConfig(text);
}

/** Looking commands refresh the index, which runs `post-index-change`; changing ones may run any hook. */
function hooks(repository: Repository, settings: readonly GitSetting[], changes: boolean): readonly GitProgram[] {
  const moved = settings.findLast(({ key }) => key === 'core.hookspath')?.value;
  // Another person's home folder, or git's own: not looked up.
  // Nor one that begins where the files are, which a repository that is named by its own folder does not tell.
  const bare = repository.root === repository.gitDir && moved !== undefined && !/^[~/]/.test(moved);
  if (bare || (moved !== undefined && /^(?:~[^/]|%\()/.test(moved))) return [{ where: moved, key: 'core.hookspath' }];
  const folder =
    moved === undefined ? path.join(repository.commonDir, 'hooks') : path.resolve(repository.root, atHome(moved));
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? [] : [{ where: folder, key: 'hooks' }];
  }
  return names
    .filter((name) => (changes ? !name.endsWith('.sample') : name === 'post-index-change'))
    .map((name) => ({ where: path.join(folder, name), key: name }));
}

/** As git discovers it: `.git` upwards, and a folder that is itself a bare repository. */
function repositoryOf(directory: string): Repository | undefined | 'unreadable' {
  for (let folder = directory; ; folder = path.dirname(folder)) {
    const dot = path.join(folder, '.git');
    if (exists(dot)) return linked(folder, dot);
    if (exists(path.join(folder, 'HEAD')) && exists(path.join(folder, 'objects')) && exists(path.join(folder, 'refs')))
      return { root: folder, gitDir: folder, commonDir: folder };
    if (folder === path.dirname(folder)) return undefined;
  }
}

function linked(folder: string, dot: string): Repository | 'unreadable' {
  // The usual case.
  if (isDirectory(dot)) return withCommon(folder, dot);
  // One line, as git takes it: of two, git would take both for the name.
  const text = smallText(dot);
  const target = typeof text === 'string' ? /^gitdir: ([^\n\r]+)[\n\r]*$/.exec(text)?.[1] : undefined;
  return target === undefined ? 'unreadable' : withCommon(folder, path.resolve(folder, target));
}

function isDirectory(name: string): boolean {
  return statSync(name, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function withCommon(root: string, gitDir: string): Repository | 'unreadable' {
  const common = smallText(path.join(gitDir, 'commondir'));
  if (common === UNREADABLE) return 'unreadable';
  return {
    root,
    gitDir,
    commonDir: common === undefined ? gitDir : path.resolve(gitDir, common.replace(/[\n\r]+$/, '')),
  };
}
