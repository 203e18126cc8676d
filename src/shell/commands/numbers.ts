import type { Arg } from '../state/arg.ts';
import type { Call } from '../state/call.ts';
import type { Flow } from '../state/flow.ts';

/** Commands that print numbers and nothing else, by all their words. */
const NUMBERS = [
  /^(?:wc(?: -[clmwL]+| --\w+)*|nproc(?: --\w+)?|id -[ug]|tput (?:cols|lines|colors)|seq(?: [-\d.]+)*|sed -n (?:\$=|=)(?: [^*?]+)?)$/,
  /^stat (?:-L )?(?:-c|-f|--format=|--printf=) ?%[sYXZWugbhi](?:\\n)? [^*?]+$/,
  /^git (?:-C \S+ )?rev-list (?=.*--count\b)/,
  /^(?:jq (?!.*\bdef\b)(?:-\w+ )*(?:.*\| *)?length(?: \S+)?|pgrep -c \S+|getconf _NPROCESSORS_ONLN|tr -(?:dc|cd) (?:0-9|\[:digit:\])(?:\\n)?)$/,
  // What the kernel tells of itself.
  /^cat \/(?:sys|proc\/sys|proc\/uptime|proc\/loadavg)[\w./:-]*$/,
  /^sqlite3 [\w./-]+ select count\(\*\) from \w+;?$/i,
];
const DIGITS = /^\^?(?:\[0-9\]|\\d|\[\[:digit:\]\])(?:\\?[+*]|\{[\d,]+\})?\$?$/;
/** They let lines through as they are. */
const KEEPS = /^(?:(?:head|tail|sort|tac|uniq|cat|xargs)(?: -\S+| \d+)*|tr -d .+)$/;
const FIRST = /^(?:cut (?:-d ?. )?-f ?1|awk (?:-F ?. )?\{ *print \$1 *\})$/;

/** A program of AWK's that prints how many lines there are, or what it has added up. */
function counts(program: string): boolean {
  if (/\b(?:getline|system|in|g?sub|split|match)\b|\bprint\s*(?:[;}]|$)/.test(program)) return false;
  const isCount = (what: string): boolean => {
    if (/^(?:NR|FNR|NF|length)$/.test(what)) return true;
    const [, name = ''] = /^([a-z]\w*)(?:\s*[-+*/]\s*\d+)?$/.exec(what) ?? [];
    return (
      name !== '' &&
      new RegExp(`\\b${name}\\s*(?:\\+=|\\+\\+)`).test(program) &&
      !new RegExp(`\\b${name}\\s*=[^=]`).test(program)
    );
  };
  const printed = [...program.matchAll(/\bprintf?\b([^;}]*)/g)].map(([, what = '']) => what.trim());
  return printed.length > 0 && printed.every(isCount);
}

/** What `grep` says of one file or of what comes in: how many lines, lines with their numbers, or the digits that it looks for. */
function grepped(args: readonly Arg[]): Flow['numbers'] {
  const flags = args.filter(({ value }) => /^-/.test(value)).map(({ value }) => value);
  const words = args.filter(({ value }) => !/^-|^\d+$/.test(value));
  const isOne = words.length <= 2 && words.every(({ glob, loose }) => !glob && !loose);
  if (!isOne || flags.some((flag) => /^-\w*[rRHABCef]|^--(?!count$|line-number$|max-count)/.test(flag)))
    return undefined;
  if (flags.some((flag) => /^-\w*c|^--count$/.test(flag))) return 'all';
  if (flags.some((flag) => /^-\w*o/.test(flag)) && DIGITS.test(words[0]?.value ?? '')) return 'all';
  return flags.some((flag) => /^-\w*n|^--line-number$/.test(flag)) ? 'colon' : undefined;
}

/** ripgrep names the file unless it is given one: a folder has no ending. */
function ripgrepped(args: readonly Arg[], stdin: Flow | undefined): Flow['numbers'] {
  const flags = args.filter(({ value }) => value.startsWith('-'));
  const [, file, ...more] = args.filter(({ value }) => !/^-|^\d+$/.test(value));
  if (more.length > 0 || flags.some(({ value }) => !/^-[nioFwxcsSvm\d]+$|^--(?:line-number|count)$/.test(value)))
    return undefined;
  const isOne = file === undefined ? stdin !== undefined : !file.dynamic && /\w\.\w+$/.test(file.value);
  return isOne ? grepped(args) : undefined;
}

/** What is known of the numbers that a command prints: `all` is nothing else · `blank`, `colon`: one begins each line, with that behind it. */
export function numbersOf({ name, args, scope, stdin }: Call): Flow['numbers'] {
  if (scope.functions.has(name.value) || scope.aliases.has(name.value) || args.length > 12) return undefined;
  const words = [name, ...args].map(({ value }) => value).join(' ');
  if (/^[efz]?grep$/.test(name.value)) return grepped(args);
  if (name.value === 'rg') return ripgrepped(args, stdin);
  if (NUMBERS.some((known) => known.test(words))) return 'all';
  const isPlain = args.every(({ dynamic, glob }) => !dynamic && !glob);
  const program = /^[gmn]?awk$/.test(name.value) && isPlain ? args.find(({ value }) => /[{}]/.test(value)) : undefined;
  if (program !== undefined && counts(program.value) && !args.some(({ value }) => /^-v|^\w+=/.test(value)))
    return 'all';
  if (stdin?.numbers !== undefined && KEEPS.test(words)) return stdin.numbers;
  if (stdin?.numbers !== undefined && FIRST.test(words)) {
    const separator = /(?:-d|-F) ?([^-\s])/.exec(words)?.[1] === ':' ? 'colon' : 'blank';
    if (stdin.numbers === 'all' || separator === stdin.numbers) return 'all';
  }
  // The name of a file may have a line break in it.
  return /^(?:uniq -c|git diff (?:.* )?--numstat(?: .*)?)$/.test(words) ||
    (isPlain && /^(?:wc|du -\w*s\w*) /.test(words))
    ? 'blank'
    : undefined;
}
