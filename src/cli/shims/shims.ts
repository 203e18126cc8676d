import { lstatSync, mkdirSync, readdirSync, unlinkSync, type Stats } from 'node:fs';
import path from 'node:path';
import { visibleText } from '../../action/visible.ts';
import { launcherPath } from '../../app/launcher.ts';
import { cliSentences } from '../../app/sentences/cli.ts';
import { shimSentences as sentences } from '../../app/sentences/shims.ts';
import { writeWhole } from '../../gate/windowFile.ts';
import { programIn } from '../../preview/tools/trustedPath.ts';
import { findWindow } from '../client/window.ts';
import { placeOf, realFolder } from '../client/place.ts';
import { buildEnvironment } from '../environment.ts';
import { NOT_APPROVED, USAGE } from '../exitCode.ts';
import { runWords } from '../run.ts';
import { print, tell } from '../terminal.ts';
import { isShimmed, readsInput, SHIMMED, type Shimmed } from './readsInput.ts';
import { isShim, shimScript } from './shimScript.ts';

const FORM = 'keyturn shims install|uninstall [--dir DIR] [NAME…]';

/** `keyturn shims`: small scripts on an agent's PATH, in front of programs that act on what matters. */
export async function shims(args: readonly string[]): Promise<number> {
  const [what = '', ...rest] = args;
  if (what === 'run') return runShimmed(rest);
  const place = placeOf(process.env);
  const asked = readArguments(rest, place);
  if (asked === undefined || (what !== 'install' && what !== 'uninstall')) {
    tell(cliSentences.usage(FORM));
    return USAGE;
  }
  const unknown = asked.names.find((name) => !isShimmed(name));
  if (unknown !== undefined) {
    tell(sentences.unknown(unknown, SHIMMED));
    return USAGE;
  }
  const names = SHIMMED.filter((name) => asked.names.length === 0 || asked.names.includes(name));
  return what === 'install' ? install(place, asked.folder, names) : uninstall(asked.folder, names);
}

/** What a shim calls: `keyturn run` of the program behind it, with its standard input only where it would read it. */
async function runShimmed([name = '', ...args]: readonly string[]): Promise<number> {
  if (!isShimmed(name)) {
    tell(sentences.unknown(name, SHIMMED));
    return USAGE;
  }
  const cwd = realFolder(process.cwd()) ?? '/';
  const found = findWindow(placeOf(process.env), cwd);
  // As it will be looked for once it is approved; without a window nothing will be.
  if (found.found === 'window') {
    const searched = (await buildEnvironment(process.env, {}, found.window.root, cwd))['PATH'] ?? '';
    const program = await programIn(searched, name);
    if (program === undefined) {
      tell(sentences.noProgram(name));
      return 127;
    }
    if (readsInput(name, args) && process.stdin.isTTY) {
      tell(sentences.interactive(program));
      return NOT_APPROVED;
    }
  }
  return runWords({ words: [name, ...args], shell: false, stdin: found.found === 'window' && readsInput(name, args) });
}

interface Asked {
  readonly folder: string;
  readonly names: readonly string[];
}

function readArguments(args: readonly string[], place: string): Asked | undefined {
  const names: string[] = [];
  let folder = path.join(place, 'shims');
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--dir') {
      const value = args[++at];
      if (value === undefined || value === '') return undefined;
      folder = path.resolve(value);
    } else if (word.startsWith('-')) return undefined;
    else names.push(word);
  }
  // What cannot stand on a line of a script, or between the colons of PATH.
  return /[\n:]/.test(folder) || visibleText(folder) !== folder ? undefined : { folder, names };
}

async function install(place: string, folder: string, names: readonly Shimmed[]): Promise<number> {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (!isOwnFolder(lstatSync(folder))) {
    tell(sentences.openFolder(folder));
    return 1;
  }
  const foreign = readdirSync(folder).find((name) => !isOurs(path.join(folder, name)));
  if (foreign !== undefined) {
    tell(sentences.notOurs(path.join(folder, foreign)));
    return 1;
  }
  for (const name of names)
    await writeWhole(
      path.join(folder, name),
      shimScript(name, { place, launcher: launcherPath(place), folder }),
      0o755,
    );
  for (const line of [sentences.installed(names, folder), sentences.path(folder), sentences.gaps()]) print(line);
  return 0;
}

function uninstall(folder: string, names: readonly Shimmed[]): number {
  const removed = names.filter((name) => isOurs(path.join(folder, name)));
  for (const name of removed) unlinkSync(path.join(folder, name));
  print(sentences.removed(removed, folder));
  return 0;
}

/** A link is never ours. */
function isOurs(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true && isShim(file);
}

function isOwnFolder(found: Stats): boolean {
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}
