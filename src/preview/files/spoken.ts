import { withoutEnd } from '../../effect/withoutEnd.ts';
import fs from 'node:fs';
import path from 'node:path';
import type { RunCommand } from '../../effect/command.ts';
import { commandWords } from '../commandWords.ts';
import { covers } from '../covers.ts';
import type { PreviewSubject } from '../preview.ts';
import { realPlace } from './disk.ts';
import type { Target } from './targets.ts';

/** What the words of the command behind a target say of it, beyond what the object's name says. */
export interface Spoken {
  /** The path as the system finds it: where a link stands before `..`, that is another than the text suggests. */
  readonly named: string;
  /** A slash stands at its end: folders alone, and what a link leads to. */
  readonly through: boolean;
  /** What it refuses: `files` where a slash says that a folder is meant, `rmdir` also folders that have something in them. */
  readonly refuses: 'nothing' | 'files' | 'full';
  /** Names come from another program, not from a pattern of the shell's: hidden ones too. */
  readonly handed: boolean;
  /** Folders go without an option that says so. */
  readonly deep: boolean;
  /** What is in a file is written over before its name goes, which other names of it show. */
  readonly overwrites: boolean;
  /** A pattern that git matches itself. */
  readonly gitPattern: boolean;
  /** False: it may refuse, or ask. */
  readonly certain: boolean;
}

const RM =
  'f,force i I interactive? one-file-system no-preserve-root preserve-root? r,R,recursive d,dir v,verbose P W x';

/** Programs that get names by a pipe or find them. */
const HANDED = /^(?:xargs|gxargs|parallel|g?find|fd|fdfind)$/;

const SEARCHING = /^(?:g?find|fd|fdfind)$/;

/** Programs that leave a folder, or refuse it, where they are not told to go down. */
const FLAT = /^(?:g?rm|g?unlink|g?rmdir|g?shred|wipe|srm|git|trash\S*)$/;

/** Programs that take a slash at the end of a name for what the system takes it for; others cut it off. */
const PLAIN = /^g?(?:rm|unlink|shred)$/;

const NO_CLOBBER = /\bset\s+(?:-\S+\s+)*-[A-Za-z]*C\b|\bno_?clobber\b/i;

export async function spokenOf(target: Target, subject: PreviewSubject): Promise<Spoken> {
  const { object, verb } = target;
  const { command, searched } = behind(target, subject);
  const program = path.basename(command?.argv[0] ?? '');
  const found = wordBehind(target, subject);
  const word = found?.word;
  const plain = {
    named: object.name,
    through: false,
    refuses: 'nothing' as const,
    handed: HANDED.test(program),
    deep: false,
    overwrites: /^(?:g?shred|wipe|srm)$/.test(program),
    gitPattern: program === 'git' && object.type !== 'glob' && /[*?[]/.test(object.name),
    certain: true,
  };
  const physical = found === undefined ? undefined : await physicalPlace(found.word, found.cwd);
  const moved = physical !== undefined && physical !== ((await realPlace(object.name)) ?? object.name);
  const named = moved && object.type !== 'glob' ? physical : object.name;
  const certain = !plain.handed && !searched && !(moved && object.type === 'glob');
  if (verb === 'write' || verb === 'create') {
    const spared = subject.reading.texts.some(({ source }) => NO_CLOBBER.test(source.text));
    return { ...plain, named, certain: certain && !spared };
  }
  if (verb !== 'delete') return { ...plain, named, certain };
  const through = word?.endsWith('/') === true;
  return {
    ...plain,
    named,
    through,
    refuses: /^g?rmdir$/.test(program) ? 'full' : through && PLAIN.test(program) ? 'files' : 'nothing',
    deep: program !== '' && !FLAT.test(program),
    // A folder that is named by its dots is refused.
    certain: certain && obeys(program, command?.argv.slice(1) ?? []) && !/(?:^|\/)\.\.?\/*$/.test(word ?? ''),
  };
}

export interface Behind {
  /** The innermost command that an effect's range lies in. */
  readonly command: Pick<RunCommand, 'argv' | 'cwd'> | undefined;
  /** A search runs it for what it finds: perhaps never. */
  readonly searched: boolean;
}

export function behind({ effect }: Pick<Target, 'effect'>, { reading }: PreviewSubject): Behind {
  const around = [...(reading.commands ?? []), ...(reading.globbed ?? [])].flatMap(({ argv, cwd, range }) =>
    range !== undefined && covers(range, effect.range) ? [{ argv, cwd, length: range[1] - range[0] }] : [],
  );
  const [first, ...others] = around.sort((a, b) => a.length - b.length);
  const searched = others.some(({ argv }) => SEARCHING.test(path.basename(argv[0] ?? '')));
  const command =
    first === undefined ? undefined : { argv: first.argv, ...(first.cwd === undefined ? {} : { cwd: first.cwd }) };
  return { command, searched };
}

/** The word of the command, or of a redirection, that the target was read from, and the folder it starts in. */
export function wordBehind(
  target: Target,
  subject: PreviewSubject,
): { readonly word: string; readonly cwd: string } | undefined {
  const { command } = behind(target, subject);
  const cwd = command?.cwd ?? subject.cwd;
  const text = subject.reading.texts.find(({ depth }) => depth === 0)?.source.text ?? '';
  const written = text.slice(...target.effect.range);
  const words = [...(command?.argv.slice(1) ?? []), ...(/["'\\$`]/.test(written) ? [] : [written])];
  const word = words.find((one) => one !== '' && path.resolve(cwd, one) === target.object.name);
  return word === undefined ? undefined : { word, cwd };
}

/** The folder that a word with `..` in it goes through, its dots kept: joined, they would be gone. Undefined: there are none. */
export function folderOfWord(word: string, cwd: string): string | undefined {
  if (!/(?:^|\/)\.\.\//.test(word)) return undefined;
  const end = withoutEnd(word, '/');
  return `${word.startsWith('/') ? '' : `${cwd}/`}${end.slice(0, end.lastIndexOf('/') + 1)}`;
}

/** Where a word with `..` in it really leads. Undefined: it has none, or leads nowhere. */
async function physicalPlace(word: string, cwd: string): Promise<string | undefined> {
  const folder = folderOfWord(word, cwd);
  const real = folder === undefined ? undefined : await fs.promises.realpath(folder).catch(() => undefined);
  return real === undefined ? undefined : path.join(real, path.basename(word));
}

/** Whether the program does what its words say without asking, and takes all of them. */
function obeys(program: string, words: readonly string[]): boolean {
  if (program === 'unlink') return words.filter((word) => word !== '--').length === 1;
  if (program !== 'rm') return true;
  const { flags, values, certain } = commandWords(RM, words);
  const asks = flags.has('i') || flags.has('I') || flags.has('interactive') || flags.has('one-file-system');
  return certain && !asks && (values.get('interactive') ?? []).every((when) => /^(?:never|no|none)$/.test(when));
}
