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

const NO_CLOBBER = /\bset\s+(?:-\S+\s+)*-[A-Za-z]*C\b|\bno_?clobber\b/i;

export async function spokenOf(target: Target, subject: PreviewSubject): Promise<Spoken> {
  const { object, verb } = target;
  const { command, searched } = behind(target, subject);
  const program = path.basename(command?.argv[0] ?? '');
  const word = wordFor(target, command, subject);
  const plain = {
    named: object.name,
    through: false,
    handed: HANDED.test(program),
    deep: false,
    overwrites: /^(?:g?shred|wipe|srm)$/.test(program),
    gitPattern: program === 'git' && object.type !== 'glob' && /[*?[]/.test(object.name),
    certain: true,
  };
  const physical = word === undefined ? undefined : await physicalPlace(word, command?.cwd ?? subject.cwd);
  const moved = physical !== undefined && physical !== ((await realPlace(object.name)) ?? object.name);
  const named = moved && object.type !== 'glob' ? physical : object.name;
  const certain = !plain.handed && !searched && !(moved && object.type === 'glob');
  if (verb === 'write' || verb === 'create') {
    const spared = subject.reading.texts.some(({ source }) => NO_CLOBBER.test(source.text));
    return { ...plain, named, certain: certain && !spared };
  }
  if (verb !== 'delete') return { ...plain, named, certain };
  return {
    ...plain,
    named,
    through: word?.endsWith('/') === true,
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

/** The word of the command, or of a redirection, that the target was read from. */
function wordFor(
  { object, effect: { range } }: Target,
  command: Pick<RunCommand, 'argv' | 'cwd'> | undefined,
  { cwd, reading }: PreviewSubject,
): string | undefined {
  const folder = command?.cwd ?? cwd;
  const written = reading.texts.find(({ depth }) => depth === 0)?.source.text.slice(...range) ?? '';
  const words = [...(command?.argv.slice(1) ?? []), ...(/["'\\$`]/.test(written) ? [] : [written])];
  return words.find((word) => word !== '' && path.resolve(folder, word) === object.name);
}

/** Where a word with `..` in it really leads. Undefined: it has none, or leads nowhere. */
async function physicalPlace(word: string, cwd: string): Promise<string | undefined> {
  if (!/(?:^|\/)\.\.\//.test(word)) return undefined;
  const end = word.replace(/\/+$/, '');
  // Not joined, since that would take the dots away.
  const folder = `${word.startsWith('/') ? '' : `${cwd}/`}${end.slice(0, end.lastIndexOf('/') + 1)}`;
  const real = await fs.promises.realpath(folder).catch(() => undefined);
  return real === undefined ? undefined : path.join(real, path.basename(end));
}

/** Whether the program does what its words say without asking, and takes all of them. */
function obeys(program: string, words: readonly string[]): boolean {
  if (program === 'unlink') return words.filter((word) => word !== '--').length === 1;
  if (program !== 'rm') return true;
  const { flags, values, certain } = commandWords(RM, words);
  const asks = flags.has('i') || flags.has('I') || flags.has('interactive') || flags.has('one-file-system');
  return certain && !asks && (values.get('interactive') ?? []).every((when) => /^(?:never|no|none)$/.test(when));
}
