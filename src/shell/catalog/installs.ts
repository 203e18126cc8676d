import { baseName, isInside } from '../../effect/path.ts';
import { act, actOnFile } from '../effects/act.ts';
import { pathOf } from '../effects/argPath.ts';
import { settingsKept } from '../effects/diskAsks.ts';
import type { Arg } from '../state/arg.ts';
import { plainArg } from '../state/arg.ts';
import { valuesOf } from '../state/call.ts';
import type { Call } from '../state/call.ts';
import { runWords } from '../calls/innerCommand.ts';
import { runsPackage } from './packagePrograms.ts';
import type { Usage } from './tool.ts';

/** Each package that is named is installed. False: none is. */
export function installsNamed(call: Call, names: readonly Arg[] = call.parsed.operands): boolean {
  for (const arg of names)
    act(
      call,
      'exec.install',
      arg.dynamic ? 'unknown' : 'package',
      arg.value,
      arg.range,
      arg.dynamic ? { certainty: 'possible', traits: ['dynamic'] } : {},
    );
  return names.length > 0;
}

/** All that the workspace asks for is installed, as its lock file says where the disk has it as in HEAD (`lock` its name). */
export function installsProject(call: Call, lock: string | false, name = '*'): void {
  act(call, 'exec.install', 'package', name, call.range);
  if (lock !== false) settingsKept(call, call.range, true, lock === '' ? {} : { file: lock });
}

/** Commands that install what a lock file says, and change nothing in it while the project's own settings are unchanged. */
const LOCKED: readonly (readonly [title: RegExp, lock: string, needs?: string])[] = [
  [/^uv sync$/, 'uv.lock'],
  [/^poetry install$/, 'poetry.lock'],
  [/^pdm (?:install|sync)$/, 'pdm.lock'],
  [/^pipenv (?:install|sync)$/, 'Pipfile.lock'],
  [/^bundle install$/, 'Gemfile.lock'],
  [/^composer install$/, 'composer.lock'],
  [/^cargo fetch$/, 'Cargo.lock'],
  [/^go mod (?:download|vendor)$/, 'go.sum'],
  [/^dotnet restore$/, 'packages.lock.json', '--locked-mode'],
  [/^(?:terraform|tofu) init$/, '.terraform.lock.hcl'],
];
/** Options that let it take other versions, or take them from elsewhere. */
const ELSEWHERE =
  /^(?:-U|-P|-i|-s|-f|-C|-g|--?(?:upgrade|update|index|default-index|extra-index|find-links|source|configfile|force|resolution|prerelease|directory|project|prefix|global|backend-config|reconfigure|migrate-state|from-module|plugin-dir|chdir|gemfile|manifest-path|lockfile)(?:[-=].*)?)$/;

/** The name of the lock file that decides what this call installs; false where none does. */
export function lockOf(call: Call): string | false {
  const found = LOCKED.find(([title]) => title.test(call.title));
  if (found === undefined || call.state.words.some((word) => word.dynamic || ELSEWHERE.test(word.value))) return false;
  // An interpreter by its path, which is run, or a folder.
  if (/ (?:-p|--python)[ =]?\S*\//.test(` ${call.state.words.map(({ value }) => value).join(' ')}`)) return false;
  const [, lock, needs] = found;
  return needs === undefined || call.args.some((arg) => arg.value === needs) ? lock : false;
}

/** Words of `pip install -r FILE` that change nothing of what is installed, or from where. */
const PLAIN_PIP =
  /^(?:-q|-qq|-v|--quiet|--verbose|--no-input|--no-cache-dir|--disable-pip-version-check|--require-hashes|--no-deps|--progress-bar=\w+)$/;

/** `pip install -r requirements.txt`: a file that says of each package which version is pip's lock file. The disk says whether it does. */
function installsPinned(call: Call): boolean {
  const [file, ...more] = valuesOf(call, 'r', 'requirement');
  if (!/^pip3? install$/.test(call.title) || file === undefined || more.length > 0 || file.dynamic || file.glob)
    return false;
  const path = pathOf(call, file);
  const plain = call.args.every(
    (arg) => arg === file || /^(?:-r|--requirement)$/.test(arg.value) || PLAIN_PIP.test(arg.value),
  );
  if (!plain || path === undefined || !isInside(path, call.scope.workspace)) return false;
  act(call, 'exec.install', 'package', file.value, file.range);
  settingsKept(call, file.range, true, { file: baseName(path), script: path });
  return true;
}

function installsAll(call: Call): void {
  if (installsPinned(call)) return;
  // An editable install of a folder runs its build, and fetches what that asks for.
  const named = [...call.parsed.operands, ...valuesOf(call, 'e', 'editable', 'r', 'requirement')];
  if (!installsNamed(call, named)) installsProject(call, lockOf(call));
}

function removesAll(call: Call): void {
  const { operands } = call.parsed;
  for (const arg of operands)
    act(call, 'file.delete', arg.dynamic ? 'unknown' : 'package', arg.value, arg.range, {
      certainty: arg.dynamic ? 'possible' : 'certain',
    });
  if (operands.length === 0) act(call, 'file.delete', 'package', '*', call.range);
}

export const install: Usage = {
  free: true,
  options: 'r,requirement= c,constraint= t,target= e,editable= i,index-url= extra-index-url= dry-run!dry y,yes!forced',
  also: (call) => {
    // Another registry may have another package of that name.
    for (const index of valuesOf(call, 'index-url', 'extra-index-url'))
      act(call, 'exec.install', 'package', index.value, index.range);
    installsAll(call);
  },
};
export const remove: Usage = { free: true, options: 'r,requirement= y,yes!forced dry-run!dry', also: removesAll };
export const look: Usage = { free: true, operands: 'text...' };
export const projectCode: Usage = {
  free: true,
  also: (call) => {
    // A script's name says what it is for; paths and patterns say only on what.
    const script = call.parsed.operands[0]?.value ?? '';
    const name = /^[\w:-]+$/.test(script) ? `${call.title} ${script}` : call.title;
    act(call, 'exec.project', 'operation', name, call.range);
  },
};
/** `-n` is another thing to each: `--dry-run` to cargo, `--no-cache` to uv, `--no-interaction` to Poetry. */
export const release = (options = 'dry-run!dry'): Usage => ({
  free: true,
  options,
  also: (call) =>
    act(call, 'publish.release', 'package', call.parsed.operands[0]?.value ?? call.state.cwd ?? '.', call.range, {
      undo: 'none',
    }),
});
export const takeBack: Usage = {
  free: true,
  also: (call) =>
    act(call, 'publish.remove', 'package', call.parsed.operands[0]?.value ?? '*', call.range, { undo: 'none' }),
};
export const innerWords: Usage = { stop: true, free: true, also: (call) => runWords(call, call.parsed.operands) };
export const packageProgram: Usage = {
  stop: true,
  free: true,
  options: 'from= spec= with= p,python=',
  also: runsPackage,
};
export const rewrites = (file: string): Usage => ({
  free: true,
  also: (call) => actOnFile(call, 'write', plainArg(file, call.range)),
});
export const emptiesFolder = (path: string, options = 'dry-run!dry'): Usage => ({
  free: true,
  options,
  also: (call) => {
    call.traits.add('recursive');
    actOnFile(call, 'delete', plainArg(path, call.range));
  },
});
