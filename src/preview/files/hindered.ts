import path from 'node:path';
import type { TextRange } from '../../effect/effect.ts';
import type { EffectObject } from '../../effect/object.ts';
import { covers } from '../covers.ts';
import { localPath } from '../localPath.ts';
import { mountsNow } from '../mounts.ts';
import type { PreviewSubject, Remark } from '../preview.ts';
import { hangsOn } from './chain.ts';
import { isDisturbed } from './disturbed.ts';
import { entryNow } from './disk.ts';
import { isFolder } from './glob.ts';
import { isMadeFolder } from './madeFolder.ts';
import { folderOfWord, wordBehind } from './spoken.ts';
import type { Target } from './targets.ts';

/**
 * Why a target is not come to, as things are: something is not there (a folder on the way through `..`, the file that a
 * command is to read as its input, the folder of a `cd` that all hangs on), or `false &&` stands before it. Undefined:
 * nothing of the kind is seen.
 */
export async function hindranceOf(target: Target, subject: PreviewSubject): Promise<Remark | undefined> {
  const word = endedBy(target, subject);
  if (word !== undefined) return { code: 'note.not-reached', values: { word } };
  const missing =
    (await missingWay(target, subject)) ??
    (await missingInput(target, subject)) ??
    (await missingFolder(target, subject));
  return missing === undefined ? undefined : { code: 'note.missing-first', values: { path: missing } };
}

/** `false && rm a`, `true || rm a`, at the start of a list. */
function endedBy({ effect }: Target, subject: PreviewSubject): string | undefined {
  const text = wholeText(subject);
  // A function or an alias of that name may end in another way.
  if (/\b(?:true|false)\s*\(|\bfunction\b|\balias\b/.test(text)) return undefined;
  for (const { argv, range } of subject.reading.commands ?? []) {
    if (argv.length !== 1 || range === undefined || range[1] > effect.range[0]) continue;
    const operator = argv[0] === 'false' ? '&&' : argv[0] === 'true' ? '||' : undefined;
    if (operator === undefined || !/(?:^|(?<!\\);)\s*$/.test(text.slice(0, range[0]))) continue;
    const between = text.slice(range[1], effect.range[0]);
    if (between.trimStart().startsWith(operator) && !/[;|&\n()]/.test(between.replaceAll(operator, ''))) return argv[0];
  }
  return undefined;
}

async function missingWay(target: Target, subject: PreviewSubject): Promise<string | undefined> {
  const found = wordBehind(target, subject);
  const folder = found === undefined ? undefined : folderOfWord(found.word, found.cwd);
  if (folder === undefined) return undefined;
  // Joined, the dots would be gone.
  if (await isThere(folder, subject)) return undefined;
  for (const { index } of folder.matchAll(/\/\.\.(?=\/)/g)) {
    const way = path.resolve(folder.slice(0, index));
    if (!(await isFolderThere(way, subject)) && !(await isMadeFolder(way, target, subject))) return folder;
  }
  return undefined;
}

/** The shell runs nothing whose input it cannot open. */
async function missingInput(target: Target, subject: PreviewSubject): Promise<string | undefined> {
  const { effects } = subject.reading;
  const text = wholeText(subject);
  for (const { kind, object, range } of effects) {
    if (kind !== 'file.read' || object.type !== 'file' || !object.name.startsWith('/')) continue;
    if (!/(?:^|[^<(])\s*<\s*["']?$/.test(text.slice(0, range[0]))) continue;
    const own = innermost(range, subject);
    if (own === undefined || !covers(own, target.effect.range)) continue;
    if (isMade(object, range, subject) || (await isThere(object.name, subject))) continue;
    return object.name;
  }
  return undefined;
}

async function missingFolder({ effect }: Target, subject: PreviewSubject): Promise<string | undefined> {
  const text = wholeText(subject);
  for (const { argv, cwd, range } of subject.reading.commands ?? []) {
    const [program, word = '', ...more] = argv;
    if (program !== 'cd' || more.length > 0 || word === '' || word.startsWith('-')) continue;
    if (cwd === undefined || range === undefined || range[1] > effect.range[0]) continue;
    if (!hangsOn(text, range, effect.range[0])) continue;
    const name = path.resolve(cwd, word);
    if (isMade({ type: 'directory', name }, range, subject) || (await isFolderThere(name, subject))) continue;
    return name;
  }
  return undefined;
}

function wholeText({ reading }: PreviewSubject): string {
  return reading.texts.find(({ depth }) => depth === 0)?.source.text ?? '';
}

function innermost(range: TextRange, { reading }: PreviewSubject): TextRange | undefined {
  return [...(reading.commands ?? []), ...(reading.globbed ?? [])]
    .flatMap((command) => (command.range !== undefined && covers(command.range, range) ? [command.range] : []))
    .sort((a, b) => a[1] - a[0] - (b[1] - b[0]))[0];
}

/** Whether an earlier step may make it. */
function isMade(object: EffectObject, range: TextRange, subject: PreviewSubject): boolean {
  return isDisturbed({ object, effect: { range } }, subject);
}

/** Also where nobody looks. */
async function isThere(place: string, { workspace }: PreviewSubject): Promise<boolean> {
  if ((await localPath(place, await mountsNow(workspace))) === undefined) return true;
  return entryNow(place) !== 'absent';
}

async function isFolderThere(place: string, { workspace }: PreviewSubject): Promise<boolean> {
  return (await localPath(place, await mountsNow(workspace))) === undefined || isFolder(place);
}
