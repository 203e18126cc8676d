/** The programs that a shim may stand in front of. */
export const SHIMMED = ['psql', 'mysql', 'sqlite3', 'terraform', 'kubectl'] as const;

export type Shimmed = (typeof SHIMMED)[number];

export function isShimmed(name: string): name is Shimmed {
  return (SHIMMED as readonly string[]).includes(name);
}

/**
 * Whether a program would read its standard input, by its arguments. Where it would not, it gets none: a pipe that its
 * starter never closes must not keep the action from being filed. Facts: the programs' own option tables.
 */
export function readsInput(name: Shimmed, args: readonly string[]): boolean {
  // A text that itself names standard input: `\copy t from stdin`, `-f -`, `source /dev/stdin`.
  if (args.some((arg) => arg === '-' || /stdin\b|\/dev\/fd\/0/i.test(arg))) return true;
  switch (name) {
    case 'psql':
      return !hasOption(args, PSQL) && !args.some((arg) => /^--(command|file|list|version|help)\b/.test(arg));
    case 'mysql':
      return !hasOption(args, MYSQL) && !args.some((arg) => /^--(execute|version|help)\b/.test(arg));
    case 'sqlite3':
      return sqliteReads(args);
    case 'terraform':
      return terraformReads(args);
    case 'kubectl':
      return args.some(
        (arg, at) => /^(-[a-z]*i[a-z]*|-f-|--filename=-)$/.test(arg) && !args.slice(0, at).includes('--'),
      );
  }
}

/** `ends`: letters after which nothing is read from standard input. `values`: letters that take the rest, or the next word. */
interface Letters {
  readonly ends: string;
  readonly values: string;
  /** Letters whose value is the rest of the word or nothing at all. */
  readonly maybe: string;
}

const PSQL: Letters = { ends: 'cflV?', values: 'cdfFhLopPRTvU', maybe: '' };
const MYSQL: Letters = { ends: 'eVI?', values: 'DehPSu', maybe: 'p#' };

/** Whether a bundle of short options (`-Atc`) holds one that ends the reading. */
function hasOption(args: readonly string[], { ends, values, maybe }: Letters): boolean {
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--') return false;
    if (!/^-[^-]/.test(word)) continue;
    for (let letter = 1; letter < word.length; letter++) {
      const option = word[letter] ?? '';
      if (ends.includes(option)) return true;
      if (maybe.includes(option)) break;
      if (!values.includes(option)) continue;
      if (letter === word.length - 1) at++;
      break;
    }
  }
  return false;
}

/** Options of `sqlite3` by the number of words that follow them; any other takes none. */
const SQLITE_VALUES: Readonly<Record<string, number>> = {
  cmd: 1,
  escape: 1,
  heap: 1,
  init: 1,
  lookaside: 2,
  maxsize: 1,
  mmap: 1,
  newline: 1,
  nullvalue: 1,
  pagecache: 2,
  separator: 1,
  vfs: 1,
};

/** A file and a statement: then it does not read. */
function sqliteReads(args: readonly string[]): boolean {
  let plain = 0;
  for (let at = 0; at < args.length; at++) {
    const option = /^--?([a-z].*)$/i.exec(args[at] ?? '')?.[1];
    if (option === undefined) plain++;
    else if (option === 'version' || option === 'help' || option.startsWith('A')) return false;
    else at += SQLITE_VALUES[option] ?? 0;
  }
  return plain < 2;
}

/** It asks "yes?" unless it is told not to, or given a plan that was asked about before. */
function terraformReads(args: readonly string[]): boolean {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const [command = ''] = words;
  if (command === 'console') return true;
  if (command !== 'apply' && command !== 'destroy') return false;
  return words.length === 1 && !args.some((arg) => /^--?(auto-approve|input=false|help)$/.test(arg));
}
